package org.touchmark.scanner.picture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * How much one search may cost, in the processor time of its thread: a busy machine makes a search slower, and must not
 * make it find less. To be used in one thread.
 */
final class Budget {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long endNanos;

    private Budget(long endNanos) {
        this.endNanos = endNanos;
    }

    static Budget of(Duration duration) {
        return new Budget(THREADS.getCurrentThreadCpuTime() + duration.toNanos());
    }

    /** Pays for work that has shown its worth. */
    void add(Duration more) {
        endNanos += more.toNanos();
    }

    boolean isSpent() {
        return THREADS.getCurrentThreadCpuTime() - endNanos >= 0;
    }
}
