package org.touchmark.network.local;

import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A node's connections to other nodes of the network: one to each port, made when it is first needed. */
public final class Connections implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 100 << 20;

    private final ChannelCredentials credentials;
    private final ConcurrentMap<Integer, ManagedChannel> channels = new ConcurrentHashMap<>();

    public Connections(ChannelCredentials credentials) {
        this.credentials = credentials;
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
        return Grpc.newChannelBuilderForAddress("localhost", port, credentials)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
