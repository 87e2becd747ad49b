package org.touchmark.gateway.registration;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Does numbered pieces of work, several at once. */
final class AtOnce {
    private AtOnce() {}

    /** One of the pieces. */
    interface Piece {
        /** Does the piece with this number; answers how much was done, in whatever unit is reported. */
        long run(int number) throws InterruptedException;
    }

    /**
     * Does all pieces and returns when they are done. The first that fails ends those that run.
     *
     * @param pieces how many
     * @param most how many at once
     * @param done told how much is done, after each piece
     */
    static void run(int pieces, int most, Piece piece, LongConsumer done) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(most, task -> new Thread(task, "registration-sender"));
        try {
            ExecutorCompletionService<Long> ended = new ExecutorCompletionService<>(pool);
            IntStream.range(0, pieces).forEach(number -> ended.submit(() -> piece.run(number)));
            long sum = 0;
            for (int i = 0; i < pieces; i++) {
                sum += ended.take().get();
                done.accept(sum);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a piece of a registration", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
