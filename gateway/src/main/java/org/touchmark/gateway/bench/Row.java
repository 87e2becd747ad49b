package org.touchmark.gateway.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one measurement found.
 *
 * @param id the same in every report, such as {@code register-1000000}
 * @param work what was done, for people
 * @param done how many units, or calls where none are about units
 * @param rate of them a second
 * @param latency of one call; empty where all was done as a whole
 * @param footprint what it added to the ledger; empty where that was not looked for
 */
public record Row(
        String id, String work, long done, double rate, Optional<Latency> latency, Optional<Footprint> footprint) {

    /**
     * How long calls took.
     *
     * @param p50Millis half of them at most
     * @param p99Millis 99 of 100 at most
     */
    public record Latency(double p50Millis, double p99Millis) {
        static Latency of(Sample sample) {
            return new Latency(sample.percentileMillis(0.50), sample.percentileMillis(0.99));
        }
    }

    /**
     * Bytes a unit.
     *
     * @param writes in write sets, which each peer stores twice: in the block and as state
     * @param block in blocks, all included
     * @param disk on one peer's disk; empty where its folder is not known
     */
    public record Footprint(double writes, double block, OptionalDouble disk) {}

    static Row of(String id, String work, Sample sample, Optional<Footprint> footprint) {
        return new Row(id, work, sample.operations(), sample.rate(), Optional.of(Latency.of(sample)), footprint);
    }

    /** A row of something that was done as a whole. */
    static Row whole(String id, String work, long done, long elapsedNanos, Optional<Footprint> footprint) {
        return new Row(id, work, done, done * 1e9 / elapsedNanos, Optional.empty(), footprint);
    }
}
