package org.touchmark.scanner.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A response's body that gives up when the other side falls silent, or takes too long in all: reading has no time limit. */
final class PatientStream extends FilterInputStream {

    private final Duration maxSilence;
    private final Thread watch;
    private final Duration longest;
    private final long begin = System.nanoTime();
    private volatile long lastByteAt = begin;
    private volatile boolean givenUp;

    PatientStream(InputStream body, Duration maxSilence, Duration longest) {
        super(body);
        this.maxSilence = maxSilence;
        this.longest = longest;
        this.watch = new Thread(this::watch, "silence watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            for (long left = nanosLeft(); left > 0; left = nanosLeft()) {
                Thread.sleep(left / 1_000_000 + 1);
            }
            givenUp = true;
            in.close();
        } catch (InterruptedException | IOException e) {
            // The stream was closed: nothing is left to watch.
        }
    }

    private long nanosLeft() {
        long now = System.nanoTime();
        return Math.min(lastByteAt + maxSilence.toNanos() - now, begin + longest.toNanos() - now);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count;
        try {
            count = in.read(target, from, length);
        } catch (IOException e) {
            throw givenUp ? tooSlow() : e;
        }
        if (givenUp) {
            throw tooSlow();
        }
        lastByteAt = System.nanoTime();
        return count;
    }

    private IOException tooSlow() {
        boolean silent = lastByteAt + maxSilence.toNanos() <= System.nanoTime();
        return new IOException(
                silent
                        ? "it said nothing for %d seconds".formatted(maxSilence.toSeconds())
                        : "its answer was not there whole after %d seconds".formatted(longest.toSeconds()));
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
