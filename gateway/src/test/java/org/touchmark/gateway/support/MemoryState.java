package org.touchmark.gateway.support;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/** The ledger's state in memory; a transaction's writes are seen once it is committed, as on Fabric. */
final class MemoryState {
    /** A key's value after a transaction; empty where that deleted it. */
    private record Written(LedgerKey key, Optional<Bytes> value, String transactionId, Instant at) {}

    private final TreeMap<String, List<Written>> committed = new TreeMap<>();

    synchronized Transaction begin(String transactionId, Instant at) {
        return new Transaction(transactionId, at);
    }

    final class Transaction implements LedgerState {
        private final String transactionId;
        private final Instant at;
        private final Map<LedgerKey, Optional<Bytes>> writes = new HashMap<>();

        private Transaction(String transactionId, Instant at) {
            this.transactionId = transactionId;
            this.at = at;
        }

        /** The types of the keys that are written, one for each key. */
        List<String> written() {
            return writes.keySet().stream().map(LedgerKey::type).sorted().toList();
        }

        void commit() {
            synchronized (MemoryState.this) {
                writes.forEach((key, value) -> committed
                        .computeIfAbsent(key.composite(), absent -> new ArrayList<>())
                        .add(new Written(key, value, transactionId, at)));
            }
        }

        @Override
        public Optional<byte[]> get(LedgerKey key) {
            synchronized (MemoryState.this) {
                return versions(key).stream()
                        .reduce((older, newer) -> newer)
                        .flatMap(Written::value)
                        .map(Bytes::toArray);
            }
        }

        @Override
        public void put(LedgerKey key, byte[] value) {
            writes.put(key, Optional.of(Bytes.of(value)));
        }

        @Override
        public void delete(LedgerKey key) {
            writes.put(key, Optional.empty());
        }

        @Override
        public List<Entry> list(LedgerKey prefix, Optional<LedgerKey> after, int max) {
            String first = after.map(LedgerKey::composite).orElseGet(prefix::composite);
            synchronized (MemoryState.this) {
                return committed.tailMap(first, after.isEmpty()).entrySet().stream()
                        .takeWhile(entry -> entry.getKey().startsWith(prefix.composite()))
                        .map(entry -> entry.getValue().get(entry.getValue().size() - 1))
                        .flatMap(newest -> newest.value().map(value -> new Entry(newest.key(), value)).stream())
                        .limit(max)
                        .toList();
            }
        }

        @Override
        public List<Change> history(LedgerKey key) {
            synchronized (MemoryState.this) {
                return versions(key).stream()
                        .flatMap(version -> version
                                .value()
                                .map(value -> new Change(
                                        version.transactionId(), version.at(), CanonicalJson.parse(value.toArray())))
                                .stream())
                        .toList();
            }
        }

        private List<Written> versions(LedgerKey key) {
            return committed.getOrDefault(key.composite(), List.of());
        }
    }
}
