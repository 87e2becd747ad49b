package org.touchmark.gateway.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What honest callers wait while one caller floods a gateway of this machine. */
public final class Floods {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** What a request counts that failed: more than any that was answered. */
    private static final Duration FAILED = Duration.ofSeconds(20);

    private final Target target;
    private final int connections;
    private final Duration time;
    private final Consumer<String> out;

    /**
     * Whom and what to ask.
     *
     * @param port the gateway's
     * @param label a label's path
     * @param read a path that a party may read
     * @param honest a party's token
     * @param flooder the token of the party that floods
     */
    public record Target(int port, String label, String read, String honest, String flooder) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "port " + port;
        }
    }

    /** Honest callers, each from an address of its own. */
    private enum Honest {
        HEALTH("127.0.0.3"),
        PARTY("127.0.0.4"),
        SHOPPER("127.0.0.5");

        private final String from;

        Honest(String from) {
            this.from = from;
        }
    }

    /**
     * A measurement.
     *
     * @param target whom to ask
     * @param connections how many the flooder opens
     * @param time how long each flood is looked at
     * @param out told the table, a line each
     */
    public Floods(Target target, int connections, Duration time, Consumer<String> out) {
        this.target = target;
        this.connections = connections;
        this.time = time;
        this.out = out;
    }

    /**
     * Floods, one kind after the other.
     *
     * @param kinds what to try; the first should be none
     * @throws InterruptedException if it is to stop
     * @throws ExecutionException if an honest caller can't run
     */
    public void run(List<Flood.Kind> kinds) throws InterruptedException, ExecutionException {
        out.accept("| " + connections + " connections of one caller | health p95 ms | a party's read p95 ms |"
                + " a shopper's scan p95 ms | of honest requests failed | what the flood was answered |");
        out.accept("|---|---:|---:|---:|---:|---|");
        measure(Flood.Kind.NONE, time);
        for (Flood.Kind kind : kinds) {
            out.accept(measure(kind, time));
        }
    }

    private String measure(Flood.Kind kind, Duration length) throws InterruptedException, ExecutionException {
        try (Flood flood = new Flood(kind, target, connections)) {
            TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
            ExecutorService threads = Executors.newFixedThreadPool(Honest.values().length);
            try {
                List<Future<Waits>> asked = new ArrayList<>();
                for (Honest one : Honest.values()) {
                    asked.add(threads.submit(() -> ask(one, length)));
                }
                StringBuilder row = new StringBuilder("| " + kind.words());
                int failed = 0;
                int all = 0;
                for (Future<Waits> one : asked) {
                    Waits waits = one.get();
                    row.append(
                            String.format(Locale.ROOT, " | %.1f", waits.sample().percentileMillis(0.95)));
                    failed += waits.failed();
                    all += waits.sample().operations();
                }
                return row + " | " + failed + " of " + all + " | " + words(flood) + " |";
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static String words(Flood flood) {
        Set<String> outcomes = flood.outcomes().entrySet().stream()
                .map(outcome -> outcome.getKey() + " × " + outcome.getValue())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return outcomes.isEmpty() ? "nothing" : String.join(", ", outcomes);
    }

    private record Waits(Sample sample, int failed) {}

    /** Asks at a steady pace; one that is late asks at once, so that what it waits is counted whole. */
    private Waits ask(Honest who, Duration length) {
        LongStream.Builder nanos = LongStream.builder();
        int failed = 0;
        long begin = System.nanoTime();
        for (long due = begin; due - begin < length.toNanos(); due += EVERY.toNanos()) {
            sleepUntil(due);
            try (HttpSocket socket = new HttpSocket(who.from, target.port())) {
                int status = ask(who, socket);
                failed += status == 200 ? 0 : 1;
                nanos.add(status == 200 ? System.nanoTime() - due : FAILED.toNanos());
            } catch (IOException e) {
                failed++;
                nanos.add(FAILED.toNanos());
            }
            if (System.nanoTime() - begin > 2 * length.toNanos()) {
                break;
            }
        }
        return new Waits(new Sample(System.nanoTime() - begin, nanos.build().toArray()), failed);
    }

    private int ask(Honest who, HttpSocket socket) throws IOException {
        return switch (who) {
            case HEALTH -> socket.get("/healthz", "");
            case PARTY -> socket.get(target.read(), target.honest());
            case SHOPPER -> socket.get(target.label(), "");
        };
    }

    private static void sleepUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
