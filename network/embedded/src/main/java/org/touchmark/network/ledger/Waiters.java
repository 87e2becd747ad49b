package org.touchmark.network.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what: futures by key, completed once the thing is durable. A future that is completed or cancelled is
 * forgotten, so that callers who give up cost nothing.
 *
 * @param <K> what is waited for: a block's number, a transaction's id
 * @param <V> what they are told
 */
public final class Waiters<K, V> {
    private final Map<K, List<CompletableFuture<V>>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException closed;

    /** Registers before the caller looks whether the thing is there already, so that no completion is missed. */
    public CompletableFuture<V> register(K key) {
        CompletableFuture<V> future = new CompletableFuture<>();
        waiting.compute(key, (k, list) -> {
            List<CompletableFuture<V>> futures = list == null ? new ArrayList<>() : list;
            futures.add(future);
            return futures;
        });
        RuntimeException reason = closed;
        if (reason != null) {
            future.completeExceptionally(reason);
        }
        var unused = future.whenComplete((value, error) -> forget(key, future));
        return future;
    }

    private void forget(K key, CompletableFuture<V> future) {
        waiting.computeIfPresent(key, (k, list) -> {
            list.removeIf(other -> other == future);
            return list.isEmpty() ? null : list;
        });
    }

    public void complete(K key, V value) {
        List<CompletableFuture<V>> futures = waiting.remove(key);
        if (futures != null) {
            futures.forEach(future -> future.complete(value));
        }
    }

    /** Fails every future, and every later one: nothing comes any more. */
    public void failAll(RuntimeException reason) {
        closed = reason;
        for (K key : List.copyOf(waiting.keySet())) {
            List<CompletableFuture<V>> futures = waiting.remove(key);
            if (futures != null) {
                futures.forEach(future -> future.completeExceptionally(reason));
            }
        }
    }

    public boolean isAwaited(K key) {
        return waiting.containsKey(key);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
