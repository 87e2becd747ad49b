package org.touchmark.gateway.registration;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.touchmark.gateway.serials.SerialList;

/** Runs registrations, as many at once as memory allows: each holds 16 bytes a unit. The others wait in order. */
final class RegistrationQueue implements AutoCloseable {
    /** Registrations that wait. */
    static final int MAX_WAITING = 100;

    private static final int MAX_RUNNING = 2;
    private static final int MAX_UNITS = SerialList.MAX_COUNT;
    private static final int CLOSING_SECONDS = 5;

    private final Semaphore units = new Semaphore(MAX_UNITS, true);
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            MAX_RUNNING,
            MAX_RUNNING,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> new Thread(task, "registration"));

    RegistrationQueue() {
        pool.allowCoreThreadTimeOut(true);
    }

    /** Queues a registration of so many units; answers nothing if too many wait. */
    Optional<Future<?>> add(int count, Runnable registration) {
        try {
            return Optional.of(pool.submit(() -> run(count, registration)));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    // One that is interrupted while it waits is run too: it sees that it is, and says so to whoever follows it.
    private void run(int count, Runnable registration) {
        int held = 0;
        try {
            units.acquire(count);
            held = count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            registration.run();
        } finally {
            units.release(held);
        }
    }

    /** Interrupts what runs, and waits for its end. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
