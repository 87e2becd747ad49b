package org.touchmark.gateway.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/**
 * How much to do: one thing many times, a number of them in flight at once.
 *
 * @param maxOperations the most, where each needs a thing of its own
 * @param time how long new ones are begun
 * @param inFlight how many at once
 */
record Load(int maxOperations, Duration time, int inFlight) {

    /**
     * Runs the operations and times each.
     *
     * @param operation told its number, from 0
     * @throws ExecutionException if one failed
     */
    Sample run(IntConsumer operation) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            long start = System.nanoTime();
            List<Future<LongStream>> workers = new ArrayList<>();
            for (int worker = 0; worker < inFlight; worker++) {
                workers.add(threads.submit(() -> work(next, start + time.toNanos(), operation)));
            }
            LongStream nanos = LongStream.empty();
            for (Future<LongStream> worker : workers) {
                nanos = LongStream.concat(nanos, worker.get());
            }
            return new Sample(System.nanoTime() - start, nanos.toArray());
        } finally {
            threads.shutdownNow();
        }
    }

    private LongStream work(AtomicInteger next, long endNanos, IntConsumer operation) {
        LongStream.Builder nanos = LongStream.builder();
        while (System.nanoTime() - endNanos < 0) {
            int number = next.getAndIncrement();
            if (number >= maxOperations) {
                break;
            }
            long start = System.nanoTime();
            operation.accept(number);
            nanos.add(System.nanoTime() - start);
        }
        return nanos.build();
    }
}
