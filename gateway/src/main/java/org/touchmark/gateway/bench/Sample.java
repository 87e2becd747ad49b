package org.touchmark.gateway.bench;

import java.util.Arrays;

/**
 * What a measurement found.
 *
 * @param elapsedNanos from the first one's start to the last one's end
 * @param sortedNanos how long each took, ascending
 */
// The array is this record's own: it is copied on the way in, and no accessor leaves the package.
@SuppressWarnings("ArrayRecordComponent")
record Sample(long elapsedNanos, long[] sortedNanos) {
    Sample {
        sortedNanos = sortedNanos.clone();
        Arrays.sort(sortedNanos);
    }

    int operations() {
        return sortedNanos.length;
    }

    double rate() {
        return operations() * 1e9 / elapsedNanos;
    }

    /** The latency in milliseconds that the given share of operations did not exceed. */
    double percentileMillis(double share) {
        int index = (int) Math.ceil(share * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, index)] / 1e6;
    }
}
