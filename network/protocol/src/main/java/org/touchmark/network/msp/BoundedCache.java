package org.touchmark.network.msp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The most recently used entries, up to a limit. Safe for many threads. */
final class BoundedCache<K, V> {
    private final int maxEntries;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    BoundedCache(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    synchronized void put(K key, V value) {
        entries.put(key, value);
        if (entries.size() > maxEntries) {
            Map.Entry<K, V> eldest = entries.entrySet().iterator().next();
            entries.remove(eldest.getKey());
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
