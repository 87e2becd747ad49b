package org.touchmark.network.local;

import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.touchmark.network.block.Endpoint;

/** A node's connections to other nodes of the network: one to each endpoint, made when it is first needed. */
public final class Connections implements AutoCloseable {
    private static final String LOCALHOST = "localhost";
    private static final int MAX_MESSAGE_BYTES = 100 << 20;

    private final ChannelCredentials credentials;
    private final ConcurrentMap<Endpoint, ManagedChannel> channels = new ConcurrentHashMap<>();

    public Connections(ChannelCredentials credentials) {
        this.credentials = credentials;
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
        return Grpc.newChannelBuilderForAddress(endpoint.host(), endpoint.port(), credentials)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
