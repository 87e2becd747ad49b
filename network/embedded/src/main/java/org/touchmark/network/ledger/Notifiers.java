package org.touchmark.network.ledger;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that tell listeners what is durable, in order, so that a slow one does not hold up the next block. */
final class Notifiers {
    private Notifiers() {}

    static ExecutorService start(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
