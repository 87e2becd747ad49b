package org.touchmark.gateway.registration;

import java.util.Locale;

/**
 * How far a registration is.
 *
 * @param stage what it is doing
 * @param done how many of the stage's things are done
 * @param total how many there are
 * @param rate things a second since the stage began
 * @param secondsLeft an estimate for this stage; -1 while there is none
 */
public record Progress(Stage stage, long done, long total, double rate, long secondsLeft) {
    /** What a registration does, one after the other. */
    public enum Stage {
        /** Waiting for other registrations to end. */
        WAITING,
        /** Computing digests; counted in units. */
        DIGESTS,
        /** Sending pages; counted in pages. */
        PAGES,
        /** Signing and sending the seal. */
        SEAL;

        /**
         * The stage's name in events.
         *
         * @return lower case
         */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Progress of(Stage stage, long done, long total, long elapsedNanos) {
        double seconds = elapsedNanos / 1e9;
        double rate = seconds > 0 ? done / seconds : 0;
        long left = rate > 0 ? (long) Math.ceil((total - done) / rate) : -1;
        return new Progress(stage, done, total, rate, left);
    }
}
