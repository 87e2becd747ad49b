package org.touchmark.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes whose outcome is unknown, followed up in the background until it is known: there is no telling when an envelope
 * that an orderer holds is ordered. Also knows from them whether transactions get through at all.
 */
final class FollowUps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);

    /** Beyond this many no further write is begun: each holds its envelope, a megabyte at worst. */
    private static final int MAX_UNSETTLED = 2_000;

    private static final int THREADS = 8;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private final Map<String, Outcome.Unknown> unsettled = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor threads;
    private final Duration settle;
    private volatile long committedAtNanos = System.nanoTime();
    private volatile String reason = "";
    private volatile boolean stopped;
    private volatile Instant stoppedAt = Instant.EPOCH;

    /** {@code settle} is how long callers wait before a write is followed up. */
    FollowUps(Duration settle) {
        this.settle = settle;
        this.threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "follow-up");
            thread.setDaemon(true);
            return thread;
        });
        this.threads.setRemoveOnCancelPolicy(true);
        this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A write that can be tried on. */
    interface Attempt {
        /**
         * Goes on, about as long as given for each transaction.
         *
         * @return how the write ended; empty if that is still unknown
         * @throws LedgerUnavailableException if it was not written, for certain, and will not be
         */
        Optional<Outcome> go(Duration limit);

        /** Why the last try did not end it. */
        String lastReason();
    }

    /** The follow-up of that operation, if there is one. */
    Optional<Outcome.Unknown> of(String operation) {
        return Optional.ofNullable(unsettled.get(operation));
    }

    /**
     * Refuses a new write while it could only add to those that wait.
     *
     * @throws LedgerUnavailableException which says since when transactions do not get through, and why
     */
    void requireFlow() {
        WriteStatus status = status();
        if (status.stopped() || status.unsettled() >= MAX_UNSETTLED) {
            throw new LedgerUnavailableException(
                    "nothing was sent: " + status.unsettled() + " earlier writes are unsettled and followed up; "
                            + status.detail(),
                    null);
        }
    }

    /** Whether transactions get through. */
    WriteStatus status() {
        int count = unsettled.size();
        boolean none = stopped && count > 0;
        return new WriteStatus(
                none,
                count,
                none ? "no transaction got through since " + stoppedAt + "; the last word: " + reason : "");
    }

    /** Told of every transaction that is on the ledger. */
    void committed() {
        committedAtNanos = System.nanoTime();
        stopped = false;
    }

    /** Begins to follow up a write. */
    Outcome.Unknown follow(String operation, String transactionId, Attempt attempt) {
        Outcome.Unknown unknown = new Outcome.Unknown(transactionId, new CompletableFuture<>());
        unsettled.put(operation, unknown);
        noteSilence(attempt);
        LOG.warn("Transaction {} (operation {}) is unsettled: {}", transactionId, operation, attempt.lastReason());
        schedule(operation, unknown, attempt, FIRST_DELAY);
        return unknown;
    }

    /** A write whose outcome is found out with that of another one. */
    void followWith(String operation, Outcome.Unknown unknown) {
        unsettled.put(operation, unknown);
        // Put before it is asked to be taken out, since it may end at any time.
        var unused = unknown.end().whenComplete((outcome, failure) -> unsettled.remove(operation, unknown));
    }

    /** If others got through while this one did not, transactions flow. */
    private void noteSilence(Attempt attempt) {
        reason = attempt.lastReason();
        if (!stopped && System.nanoTime() - committedAtNanos > settle.toNanos()) {
            stoppedAt = Instant.now().minus(settle);
            stopped = true;
        }
    }

    private void schedule(String operation, Outcome.Unknown unknown, Attempt attempt, Duration delay) {
        try {
            // It ends by completing the write's own future.
            var unused = threads.schedule(
                    () -> goOn(operation, unknown, attempt, delay), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.warn("The gateway ends while transaction {} is unsettled", unknown.transactionId());
        }
    }

    private void goOn(String operation, Outcome.Unknown unknown, Attempt attempt, Duration delay) {
        try {
            Optional<Outcome> outcome = attempt.go(LONGEST_DELAY);
            if (outcome.isEmpty()) {
                noteSilence(attempt);
                schedule(operation, unknown, attempt, longer(delay));
                return;
            }
            LOG.info(
                    "Transaction {} (operation {}) ended: {}",
                    unknown.transactionId(),
                    operation,
                    outcome.get().getClass().getSimpleName());
            unsettled.remove(operation, unknown);
            unknown.end().complete(outcome.get());
        } catch (RuntimeException e) {
            LOG.warn("Transaction {} (operation {}) was not written", unknown.transactionId(), operation, e);
            unsettled.remove(operation, unknown);
            unknown.end().completeExceptionally(e);
        }
    }

    private static Duration longer(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
