package org.touchmark.gateway.http.traffic;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.security.Network;

/**
 * Ends connections that hold what others need: those of an address that has its share already, those whose request's head does
 * not come to an end, and those that take an answer by drops. No thread waits for them; looked at once a second.
 */
final class ConnectionGuard extends AbstractLifeCycle implements Connection.Listener {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration MAX_HEAD = Duration.ofSeconds(10);
    private static final Duration MAX_STALL = Duration.ofSeconds(30);
    private static final long MIN_ANSWER_BYTES = 480_000;

    private final TrafficLimits limits;
    private final Server server;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final Map<Connection, Watched> watched = new ConcurrentHashMap<>();
    private volatile Scheduler.@Nullable Task next;

    ConnectionGuard(TrafficLimits limits, Server server) {
        this.limits = limits;
        this.server = server;
    }

    @Override
    protected void doStart() {
        next = server.getScheduler().schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote)) {
            return;
        }
        InetAddress address = remote.getAddress();
        String key = Network.of(address);
        watched.put(connection, new Watched(key, System.nanoTime()));
        // A proxy has the connections of all its clients.
        if (open.merge(key, 1, Integer::sum) > limits.connectionsEach()
                && !limits.trustedProxies().contains(address)) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Watched gone = watched.remove(connection);
        if (gone != null) {
            open.computeIfPresent(gone.key, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    private void look() {
        long now = System.nanoTime();
        watched.forEach((connection, state) -> {
            if (state.isStuck(connection, now)) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning()) {
            next = server.getScheduler().schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What a connection had done when it last got on. Written by the thread that looks. */
    private static final class Watched {
        private final String key;
        private long headSince;
        private long requests;
        private long bytesIn;
        private long stallSince;
        private long bytesOut;

        Watched(String key, long now) {
            this.key = key;
            this.headSince = now;
            this.stallSince = now;
        }

        boolean isStuck(Connection connection, long now) {
            return hasEndlessHead(connection, now) || isDrained(connection, now);
        }

        /** Bytes came, and no request of them, while none is under way. */
        private boolean hasEndlessHead(Connection connection, long now) {
            boolean idle = connection.getMessagesIn() == connection.getMessagesOut();
            if (!idle || connection.getMessagesIn() != requests || connection.getBytesIn() == bytesIn) {
                requests = connection.getMessagesIn();
                bytesIn = idle ? connection.getBytesIn() : bytesIn;
                headSince = now;
                return false;
            }
            return now - headSince > MAX_HEAD.toNanos();
        }

        /** Something waits to be written all the while, and hardly anything is taken. */
        private boolean isDrained(Connection connection, long now) {
            boolean waits = connection.getEndPoint() instanceof AbstractEndPoint point
                    && point.getWriteFlusher().isPending();
            if (!waits || connection.getBytesOut() - bytesOut > MIN_ANSWER_BYTES) {
                bytesOut = connection.getBytesOut();
                stallSince = now;
                return false;
            }
            return now - stallSince > MAX_STALL.toNanos();
        }
    }
}
