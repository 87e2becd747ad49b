package org.touchmark.gateway.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A crowd of connections that one caller opens, each of which asks again as soon as it is answered. */
public final class Flood implements AutoCloseable {
    private static final String FROM = "127.0.0.2";
    private static final long DROP_MILLIS = 500;

    private final Kind kind;
    private final Floods.Target target;
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private volatile boolean stopped;

    /** What the crowd does. */
    public enum Kind {
        /** Nothing: what everything is compared with. */
        NONE,
        /** Bodies with one party's token, a byte every half second. */
        SLOW_BODIES,
        /** Scans from one address. */
        SCANS,
        /** Reads with one party's token. */
        READS,
        /** Guesses of a token, from one address. */
        GUESSES,
        /** Heads of requests that do not come to an end. */
        HEADS;

        /** The kind in small letters. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    Flood(Kind kind, Floods.Target target, int connections) {
        this.kind = kind;
        this.target = target;
        this.threads = Executors.newFixedThreadPool(Math.max(1, connections));
        for (int i = 0; kind != Kind.NONE && i < connections; i++) {
            threads.execute(this::work);
        }
    }

    /** How its requests ended, and how often. */
    Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    private void work() {
        while (!stopped) {
            try (HttpSocket socket = new HttpSocket(FROM, target.port())) {
                while (!stopped) {
                    outcomes.merge(Integer.toString(ask(socket)), 1, Integer::sum);
                }
            } catch (IOException e) {
                outcomes.merge("closed", 1, Integer::sum);
                pause();
            }
        }
    }

    private int ask(HttpSocket socket) throws IOException {
        return switch (kind) {
            case NONE -> 0;
            case SLOW_BODIES -> {
                socket.write("POST /api/v1/hand-offs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + target.flooder() + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n");
                yield drops(socket, " ");
            }
            case HEADS -> {
                socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
                yield drops(socket, "X-More: a\r\n");
            }
            case SCANS -> socket.get(target.label(), "");
            case READS -> socket.get(target.read(), target.flooder());
            case GUESSES -> socket.get(target.read(), "guess");
        };
    }

    private int drops(HttpSocket socket, String drop) throws IOException {
        while (!stopped && !socket.isAnswered()) {
            socket.write(drop);
            pause();
        }
        return stopped ? 0 : socket.status();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(DROP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
