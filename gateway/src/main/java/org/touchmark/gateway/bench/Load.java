package org.touchmark.gateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does one thing many times, a number of them in flight at once. */
final class Load {
    private Load() {}

    /**
     * Runs the operations and times each.
     *
     * @param operations how many
     * @param inFlight how many at once
     * @param operation told its number, from 0
     * @throws ExecutionException if one failed
     */
    static Sample run(int operations, int inFlight, IntConsumer operation)
            throws InterruptedException, ExecutionException {
        long[] nanos = new long[operations];
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            long start = System.nanoTime();
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < inFlight; worker++) {
                workers.add(threads.submit(() -> work(operations, next, nanos, operation)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            return new Sample(operations, System.nanoTime() - start, nanos);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void work(int operations, AtomicInteger next, long[] nanos, IntConsumer operation) {
        for (int number = next.getAndIncrement(); number < operations; number = next.getAndIncrement()) {
            long start = System.nanoTime();
            operation.accept(number);
            nanos[number] = System.nanoTime() - start;
        }
    }
}
