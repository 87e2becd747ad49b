package org.touchmark.scanner.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A response's body that gives up when the other side falls silent: reading itself has no time limit. */
final class PatientStream extends FilterInputStream {

    private final Duration maxSilence;
    private final Thread watch;
    private volatile long lastByteAt = System.nanoTime();
    private volatile boolean givenUp;

    PatientStream(InputStream body, Duration maxSilence) {
        super(body);
        this.maxSilence = maxSilence;
        this.watch = new Thread(this::watch, "silence watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            long left = maxSilence.toNanos();
            while (left > 0) {
                Thread.sleep(left / 1_000_000 + 1);
                left = lastByteAt + maxSilence.toNanos() - System.nanoTime();
            }
            givenUp = true;
            in.close();
        } catch (InterruptedException | IOException e) {
            // The stream was closed: nothing is left to watch.
        }
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
            throw givenUp ? silence() : e;
        }
        if (givenUp) {
            throw silence();
        }
        lastByteAt = System.nanoTime();
        return count;
    }

    private IOException silence() {
        return new IOException("it said nothing for %d seconds".formatted(maxSilence.toSeconds()));
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
