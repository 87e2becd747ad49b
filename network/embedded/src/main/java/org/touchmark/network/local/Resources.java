package org.touchmark.network.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a node has opened, closed in the opposite order, whether it came up whole or failed half way. */
public final class Resources implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Keeps a resource until the end. */
    public <T> T keep(T resource, Closer<? super T> closer) {
        closers.push(() -> closer.close(resource));
        return resource;
    }

    /** How a resource is closed. */
    public interface Closer<T> {
        void close(T resource);
    }

    @Override
    public void close() {
        // A start that was interrupted must not leave anything behind.
        boolean interrupted = Thread.interrupted();
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
