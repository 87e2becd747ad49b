package org.touchmark.gateway.registration;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.OutcomeUnknownException;

/**
 * Asks the ledger again while it does not answer, so that a peer's crash costs a long registration no more than the time
 * that the peer is away. Only for what may be asked twice. For several threads, which share the patience.
 */
final class Patience {
    private static final int PAUSE_MILLIS = 500;

    private final long limitNanos;
    private final Consumer<String> waiting;
    private volatile long lastAnswerNanos = System.nanoTime();

    /**
     * @param limit how long nothing may be answered before it is given up
     * @param waiting told what is waited for, and an empty text when it came
     */
    Patience(Duration limit, Consumer<String> waiting) {
        this.limitNanos = limit.toNanos();
        this.waiting = waiting;
    }

    <T> T ask(Supplier<T> call) throws InterruptedException {
        boolean waited = false;
        while (true) {
            try {
                T answer = call.get();
                lastAnswerNanos = System.nanoTime();
                if (waited) {
                    waiting.accept("");
                }
                return answer;
            } catch (LedgerUnavailableException | OutcomeUnknownException e) {
                if (System.nanoTime() - lastAnswerNanos >= limitNanos) {
                    throw e;
                }
                waited = true;
                waiting.accept(String.valueOf(e.getMessage()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
