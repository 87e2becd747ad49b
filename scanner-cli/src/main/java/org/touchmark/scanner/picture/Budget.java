package org.touchmark.scanner.picture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How much some work may cost, by a meter that is read before each of its steps. */
final class Budget {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * The processor time of the thread that asks, in nanoseconds: a busy machine makes a search slower, and must not make
     * it find less. A budget of it is to be used in one thread.
     */
    static final LongSupplier PROCESSOR_NANOS = THREADS::getCurrentThreadCpuTime;

    private final LongSupplier nanos;
    private long endNanos;

    private Budget(LongSupplier nanos, long endNanos) {
        this.nanos = nanos;
        this.endNanos = endNanos;
    }

    /** What is left is this much of what the meter counts from now on. */
    static Budget of(Duration duration, LongSupplier nanos) {
        return new Budget(nanos, nanos.getAsLong() + duration.toNanos());
    }

    /** Pays for work that has shown its worth. */
    void add(Duration more) {
        endNanos += more.toNanos();
    }

    boolean isSpent() {
        return nanos.getAsLong() - endNanos >= 0;
    }
}
