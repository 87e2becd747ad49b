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
import java.util.function.Function;
import org.touchmark.network.block.Endpoint;

/** Connections to nodes of the network: one to each endpoint, made when it is first needed. */
public final class Connections implements AutoCloseable {
    private static final String LOCALHOST = "localhost";
    private static final int MAX_MESSAGE_BYTES = 100 << 20;

    private final Function<Endpoint, ManagedChannelBuilder<?>> builders;
    private final ConcurrentMap<Endpoint, ManagedChannel> channels = new ConcurrentHashMap<>();

    private Connections(Function<Endpoint, ManagedChannelBuilder<?>> builders) {
        this.builders = builders;
    }

    /** Over TLS, to nodes anywhere. */
    public static Connections tls(ChannelCredentials credentials) {
        return new Connections(to -> Grpc.newChannelBuilderForAddress(to.host(), to.port(), credentials));
    }

    /**
     * Within this JVM, to nodes that serve through {@link NodeServers}: the same calls and the same services, without
     * encoding, encryption and sockets in between.
     *
     * @param executor runs what the answers set off; the caller's own, so that a caller that is paused holds up nobody
     *     else
     */
    public static Connections within(Executor executor) {
        return new Connections(to ->
                InProcessChannelBuilder.forName(NodeServers.name(to.port())).executor(executor));
    }

    /** The connection to that port of this machine. */
    public ManagedChannel to(int port) {
        return to(local(port));
    }

    /**
     * The connection to that endpoint. One that has failed is replaced: gRPC would wait for up to two minutes before it
     * tried again, and refuse every call until then, though the node beside this one may long be back.
     */
    public ManagedChannel to(Endpoint endpoint) {
        return channels.compute(endpoint, (ignored, known) -> {
            if (known != null && known.getState(false) != ConnectivityState.TRANSIENT_FAILURE) {
                return known;
            }
            if (known != null) {
                known.shutdown();
            }
            return open(endpoint);
        });
    }

    /** A connection that the caller closes. */
    public ManagedChannel open(int port) {
        return open(local(port));
    }

    private static Endpoint local(int port) {
        return new Endpoint(LOCALHOST, port);
    }

    private ManagedChannel open(Endpoint endpoint) {
        return builders.apply(endpoint).maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
