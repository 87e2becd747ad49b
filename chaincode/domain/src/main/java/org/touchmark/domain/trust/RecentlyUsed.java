package org.touchmark.domain.trust;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers what was computed last, up to a bound; the longest unused goes first. Safe for many threads. */
final class RecentlyUsed<K, V> {
    private static final float LOAD = 0.75f;

    private final Map<K, V> values;

    RecentlyUsed(int most) {
        this.values = new LinkedHashMap<>(16, LOAD, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized V put(K key, V value) {
        values.put(key, value);
        return value;
    }
}
