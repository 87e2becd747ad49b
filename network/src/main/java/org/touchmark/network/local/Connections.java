package org.touchmark.network.local;

import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/** Connections to nodes of the network: one to each port, made when it is first needed. */
public final class Connections implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 100 << 20;

    private final IntFunction<ManagedChannelBuilder<?>> builders;
    private final ConcurrentMap<Integer, ManagedChannel> channels = new ConcurrentHashMap<>();

    private Connections(IntFunction<ManagedChannelBuilder<?>> builders) {
        this.builders = builders;
    }

    /** Over TLS on the loopback interface, to nodes anywhere on this machine. */
    public static Connections tls(ChannelCredentials credentials) {
        return new Connections(port -> Grpc.newChannelBuilderForAddress("localhost", port, credentials));
    }

    /**
     * Within this JVM, to nodes that serve through {@link NodeServers}: the same calls and the same services, without
     * encoding, encryption and sockets in between.
     *
     * @param executor runs what the answers set off; the caller's own, so that a caller that is paused holds up nobody
     *     else
     */
    public static Connections within(Executor executor) {
        return new Connections(
                port -> InProcessChannelBuilder.forName(NodeServers.name(port)).executor(executor));
    }

    /**
     * The connection to that port. One that has failed is replaced: gRPC would wait for up to two minutes before it
     * tried again, and refuse every call until then, though the node beside this one may long be back.
     */
    public ManagedChannel to(int port) {
        return channels.compute(port, (ignored, known) -> {
            if (known != null && known.getState(false) != ConnectivityState.TRANSIENT_FAILURE) {
                return known;
            }
            if (known != null) {
                known.shutdown();
            }
            return open(port);
        });
    }

    /** A connection that the caller closes. */
    public ManagedChannel open(int port) {
        return builders.apply(port).maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
