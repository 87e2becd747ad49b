package org.touchmark.network.local;

import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The ways to a node: TLS on a port for everyone, and a direct one for the other nodes of this
 * JVM, whose calls the same services answer.
 */
public final class NodeServers {
    private NodeServers() {}

    /** Builders of the servers that a node starts, all with the same services. */
    public static List<ServerBuilder<?>> builders(NodeAddress address, ServerCredentials tls) {
        return List.of(
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(
                                        address.bindAddress(),
                                        address.endpoint().port()),
                                tls)
                        .fallbackHandlerRegistry(new AbsentServices()),
                InProcessServerBuilder.forName(name(address.endpoint().port())));
    }

    /** What a node is called within this JVM, in which no two have one port. */
    static String name(int port) {
        return "node-" + port;
    }
}
