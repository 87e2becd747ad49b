package org.touchmark.gateway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.touchmark.gateway.problem.Problems;

/**
 * A request's body: cut off with a 413 where it grows beyond its limit, with a 408 where it comes by drops, since a thread waits
 * for it; and a 400 where what came is no body.
 */
final class LimitedInput extends FilterInputStream {
    private static final Duration GRACE = Duration.ofSeconds(5);
    static final long MIN_BYTES_PER_SECOND = 1_000;

    private final long maxBytes;
    private final long beganNanos = System.nanoTime();
    private long read;

    LimitedInput(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got;
        try {
            got = super.read(into, from, length);
        } catch (IOException | RuntimeException e) {
            throw UnreadableBody.problem(e).asException();
        }
        if (got > 0) {
            count(got);
        }
        return got;
    }

    @Override
    public long skip(long bytes) throws IOException {
        int skipped = read(new byte[(int) Math.min(bytes, 1 << 13)]);
        return Math.max(0, skipped);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > maxBytes) {
            throw Problems.tooLarge(maxBytes).asException();
        }
        long late = System.nanoTime() - beganNanos - GRACE.toNanos();
        if (late > 0 && read < MIN_BYTES_PER_SECOND * (late / 1e9)) {
            throw Problems.tooSlow(MIN_BYTES_PER_SECOND).asException();
        }
    }
}
