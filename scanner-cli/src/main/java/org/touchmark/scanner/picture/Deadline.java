package org.touchmark.scanner.picture;

import java.time.Duration;

/** A point in time after which no new look is begun. */
final class Deadline {

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean hasPassed() {
        return System.nanoTime() - endNanos >= 0;
    }
}
