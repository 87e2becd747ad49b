package org.touchmark.gateway.ledger;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Connection.PeerAddress;

/** The connection to one peer, shared by all parties, and whether it failed lately. */
final class PeerLink implements AutoCloseable {
    /** Peers send up to 100 MB (a block of pages); grpc-java receives 4 MiB unless told. */
    private static final int MAX_INBOUND_BYTES = 100 << 20;

    /** A peer refuses pings more often than every 60 s. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(20);
    /** Longer than any one call's deadline, so that a peer that hangs costs few calls theirs. */
    private static final Duration SUSPICION = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final String name;
    private final String msp;
    private final ManagedChannel channel;
    private volatile long suspectUntilNanos = System.nanoTime();

    private PeerLink(String name, String msp, ManagedChannel channel) {
        this.name = name;
        this.msp = msp;
        this.channel = channel;
    }

    static PeerLink open(String msp, PeerAddress address) {
        try {
            ChannelCredentials tls = TlsChannelCredentials.newBuilder()
                    .trustManager(address.tlsRoot().toFile())
                    .build();
            ManagedChannel channel = Grpc.newChannelBuilder(address.endpoint(), tls)
                    .maxInboundMessageSize(MAX_INBOUND_BYTES)
                    .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                    .keepAliveTimeout(KEEP_ALIVE_ANSWER.toSeconds(), TimeUnit.SECONDS)
                    .build();
            return new PeerLink(address.name(), msp, channel);
        } catch (IOException e) {
            throw new ConfigException(
                    "peer " + address.name() + ": its TLS root " + address.tlsRoot() + " can't be read", e);
        }
    }

    String name() {
        return name;
    }

    String msp() {
        return msp;
    }

    ManagedChannel channel() {
        return channel;
    }

    /** Puts this peer behind the others for a while: a paused peer would cost each call its whole deadline. */
    void suspect() {
        suspectUntilNanos = System.nanoTime() + SUSPICION.toNanos();
    }

    /** Takes it back: the peer answered, and by the newest block. */
    void trust() {
        suspectUntilNanos = System.nanoTime();
    }

    boolean isSuspect() {
        return suspectUntilNanos - System.nanoTime() > 0;
    }

    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
