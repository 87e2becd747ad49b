package org.touchmark.scanner.console;

/**
 * How far a piece of work has come.
 *
 * @param stage what is being done, a word or two
 * @param done how many are done
 * @param total how many there are; 0 if that is not known
 * @param perSecond how many are done in a second; 0 if that is not known
 * @param secondsLeft how long the rest will take; negative if that is not known
 */
public record Progress(String stage, long done, long total, double perSecond, double secondsLeft) {

    public Progress {
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException("progress of %d of %d: neither is negative".formatted(done, total));
        }
    }

    /** Progress of work that began a while ago, its rate and the time left taken from what was done since. */
    public static Progress since(long startNanos, String stage, long done, long total) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double perSecond = seconds > 0 ? done / seconds : 0;
        return new Progress(stage, done, total, perSecond, perSecond > 0 ? (total - done) / perSecond : -1);
    }

    boolean isFinished() {
        return total > 0 && done >= total;
    }
}
