package org.touchmark.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.touchmark.gateway.support.TestGateway;

/**
 * Callers that offer one unit after the other through the gateway's HTTP interface, and remember what they were told of
 * each. A unit is offered once: whatever the answer, no caller offers it again.
 */
final class HandOffLoad implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final TestGateway gateway;
    private final Queue<String> serials;
    private final String order;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Queue<Instant> acknowledgements = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsettled = new AtomicInteger();
    private final ExecutorService callers;
    private volatile boolean stopped;

    /** What a caller was told in the end. */
    enum Told {
        COMMITTED,
        COMMITTED_AFTER_UNKNOWN,
        NOT_WRITTEN
    }

    /**
     * Begins.
     *
     * @param serials the brand's, each of a unit that was never handed over; taken from the queue
     * @param order the hand-off's JSON, with SERIAL for the unit's serial
     */
    HandOffLoad(TestGateway gateway, Queue<String> serials, String order, int callers) {
        this.gateway = gateway;
        this.serials = serials;
        this.order = order;
        this.callers = Executors.newFixedThreadPool(callers);
        IntStream.range(0, callers).forEach(caller -> this.callers.execute(this::work));
    }

    private void work() {
        while (!stopped) {
            String serial = serials.remove();
            try {
                HttpResponse<byte[]> response =
                        gateway.post("aurelia", "/api/v1/hand-offs", order.replace("SERIAL", serial));
                switch (response.statusCode()) {
                    case 201 -> acknowledged(serial, Told.COMMITTED);
                    case 202 -> follow(serial, response);
                    case 503 -> refused(serial, json(response));
                    default -> surprises.add(serial + ": " + response.statusCode() + " " + json(response));
                }
            } catch (RuntimeException e) {
                surprises.add(serial + ": " + e);
            }
        }
    }

    private void acknowledged(String serial, Told how) {
        told.put(serial, how);
        acknowledgements.add(Instant.now());
    }

    private void refused(String serial, JsonNode problem) {
        if (problem.path("code").asText().equals("LEDGER_UNAVAILABLE")) {
            told.put(serial, Told.NOT_WRITTEN);
            LockSupport.parkNanos(PAUSE.toNanos());
        } else {
            surprises.add(serial + ": " + problem);
        }
    }

    private void follow(String serial, HttpResponse<byte[]> response) {
        unsettled.incrementAndGet();
        String location = response.headers().firstValue("Location").orElseThrow();
        Instant end = Instant.now().plus(LIMIT);
        JsonNode operation = json(response);
        while (operation.path("state").asText().equals("unknown")
                && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            operation = gateway.getJson("aurelia", location);
        }
        switch (operation.path("state").asText()) {
            case "committed" -> acknowledged(serial, Told.COMMITTED_AFTER_UNKNOWN);
            case "not-written" -> told.put(serial, Told.NOT_WRITTEN);
            default -> surprises.add(serial + ": " + operation);
        }
    }

    int acknowledged() {
        return acknowledgements.size();
    }

    /** How many were answered with 202. */
    int unsettled() {
        return unsettled.get();
    }

    /** What each caller was told in the end, by serial. */
    Map<String, Told> told() {
        return Map.copyOf(told);
    }

    /** How long the longest time was, from then on, in which no write was acknowledged. */
    Duration longestGap(Instant since) {
        Duration longest = Duration.ZERO;
        Instant last = since;
        for (Instant at : acknowledgements.stream().sorted().toList()) {
            if (at.isAfter(since)) {
                Duration gap = Duration.between(last, at);
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                last = at;
            }
        }
        return longest;
    }

    /** Waits until that many more are acknowledged. */
    void awaitProgress(int writes) {
        int before = acknowledged();
        Instant end = Instant.now().plus(LIMIT);
        while (acknowledged() < before + writes) {
            assertThat(Instant.now())
                    .as("%d more hand-offs; %d until now, %s", writes, acknowledged() - before, surprises)
                    .isBefore(end);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Ends the callers, each after its last answer, and shows that none was told anything else than what is allowed. */
    void stop() throws InterruptedException {
        stopped = true;
        callers.shutdown();
        assertThat(callers.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("the callers end")
                .isTrue();
        assertThat(List.copyOf(surprises)).isEmpty();
    }

    @Override
    public void close() {
        stopped = true;
        callers.shutdownNow();
    }
}
