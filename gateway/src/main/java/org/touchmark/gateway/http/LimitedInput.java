package org.touchmark.gateway.http;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.touchmark.gateway.http.traffic.BodyWait;
import org.touchmark.gateway.problem.Problems;

/**
 * A request's body: cut off with a 413 where it grows beyond its limit, with a 408 where it comes by drops, since a thread waits
 * for it; and a 400 where what came is no body.
 */
final class LimitedInput extends FilterInputStream {
    private final long maxBytes;
    private final BodyPace pace;
    private final Optional<BodyWait> wait;
    private long read;
    private long windowBytes;
    private long waitedNanos;

    LimitedInput(InputStream in, long maxBytes, BodyPace pace, Optional<BodyWait> wait) {
        super(in);
        this.maxBytes = maxBytes;
        this.pace = pace;
        this.wait = wait;
    }

    static LimitedInput of(Context ctx, long maxBytes, BodyPace pace) {
        return new LimitedInput(
                ctx.bodyInputStream(), maxBytes, pace, Optional.ofNullable(ctx.attribute(BodyWait.ATTRIBUTE)));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int got;
        try {
            got = available() > 0 ? super.read(into, from, length) : await(into, from, length);
        } catch (IOException | RuntimeException e) {
            throw UnreadableBody.problem(e, pace).asException();
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

    private int await(byte[] into, int from, int length) throws IOException {
        wait.ifPresent(body -> body.limitTo(pace.window().minusNanos(waitedNanos)));
        long begin = System.nanoTime();
        try {
            return super.read(into, from, length);
        } finally {
            waitedNanos += System.nanoTime() - begin;
            wait.ifPresent(BodyWait::reset);
        }
    }

    private void count(int bytes) {
        read += bytes;
        windowBytes += bytes;
        if (read > maxBytes) {
            throw Problems.tooLarge(maxBytes).asException();
        }
        if (waitedNanos > pace.window().toNanos()) {
            if (windowBytes < pace.minBytes()) {
                throw Problems.tooSlow(pace.rule()).asException();
            }
            waitedNanos = 0;
            windowBytes = 0;
        }
    }
}
