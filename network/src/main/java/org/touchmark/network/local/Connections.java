package org.touchmark.network.local;

import io.grpc.ChannelCredentials;
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

    public ManagedChannel to(int port) {
        return channels.computeIfAbsent(port, this::open);
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
