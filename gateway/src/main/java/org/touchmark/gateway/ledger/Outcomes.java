package org.touchmark.gateway.ledger;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What callers make of an {@link Outcome}. */
final class Outcomes {
    /** How long work that nobody looks at waits for a follow-up: longer than orderers take to find a new leader. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Outcomes() {}

    /** The contract's answer, or the exception that says why there is none. */
    static String result(Invocation invocation, Outcome outcome) {
        if (outcome instanceof Outcome.Committed committed) {
            return committed.result();
        }
        if (outcome instanceof Outcome.Refused refused) {
            throw refused.refusal();
        }
        throw new OutcomeUnknownException(invocation, (Outcome.Unknown) outcome);
    }

    /** How it ended; the same as given if that is not known within the limit. */
    static Outcome await(Outcome.Unknown unknown, Duration limit) {
        try {
            return unknown.end().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return unknown;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a follow-up ended in a way that it does not know", e);
        }
    }
}
