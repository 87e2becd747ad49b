package org.touchmark.network.testing.nodes;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.touchmark.network.ledger.KeyChange;
import org.touchmark.network.ledger.KeyValue;
import org.touchmark.network.ledger.StateSnapshot;
import org.touchmark.network.ledger.VersionedValue;
import org.touchmark.network.validation.Version;

/** A state that a test fills key by key, with the versions that it likes. */
public final class MemoryState implements StateSnapshot {
    private static final Comparator<String> UTF8 =
            Comparator.comparing(ByteString::copyFromUtf8, ByteString.unsignedLexicographicalComparator());

    private final Map<String, TreeMap<String, VersionedValue>> namespaces = new TreeMap<>();
    private final Map<String, List<KeyChange>> histories = new TreeMap<>();

    public MemoryState put(String namespace, String key, String value, long block, int transaction) {
        return put(namespace, key, ByteString.copyFromUtf8(value), block, transaction);
    }

    public MemoryState put(String namespace, String key, ByteString value, long block, int transaction) {
        namespaces
                .computeIfAbsent(namespace, ignored -> new TreeMap<>(UTF8))
                .put(key, new VersionedValue(value, new Version(block, transaction)));
        return this;
    }

    /** Newest last. */
    public MemoryState change(String namespace, String key, String transactionId, String value) {
        histories
                .computeIfAbsent(namespace + "/" + key, ignored -> new ArrayList<>())
                .add(
                        0,
                        new KeyChange(
                                transactionId,
                                value == null ? null : ByteString.copyFromUtf8(value),
                                Timestamp.newBuilder()
                                        .setSeconds(1_700_000_000L)
                                        .build()));
        return this;
    }

    @Override
    public long height() {
        return 1;
    }

    @Override
    public VersionedValue get(String namespace, String key) {
        return namespaces.getOrDefault(namespace, new TreeMap<>()).get(key);
    }

    @Override
    public Iterator<KeyValue> range(String namespace, String start, String end) {
        TreeMap<String, VersionedValue> keys = namespaces.getOrDefault(namespace, new TreeMap<>(UTF8));
        return (end.isEmpty() ? keys.tailMap(start) : keys.subMap(start, end))
                .entrySet().stream()
                        .map(entry -> new KeyValue(entry.getKey(), entry.getValue()))
                        .iterator();
    }

    @Override
    public Iterator<KeyChange> history(String namespace, String key) {
        return histories.getOrDefault(namespace + "/" + key, List.of()).iterator();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
