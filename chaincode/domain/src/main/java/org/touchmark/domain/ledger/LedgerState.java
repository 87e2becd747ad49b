package org.touchmark.domain.ledger;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;

/**
 * The ledger's state as one transaction sees it: the port that the rules are written against.
 *
 * <p>As on Fabric, a read never sees what the same transaction wrote, and {@link #list} and {@link #history} belong in
 * evaluations only: a transaction that lists and then writes would fail on every key added meanwhile.
 */
public interface LedgerState {
    /** The value at a key; empty where nothing was ever written. */
    Optional<byte[]> get(LedgerKey key);

    /**
     * Says that a key is going to be read, so that all that are expected can come in one answer. It counts as read, whether
     * it is or not. Where reading is cheap, nothing need be done.
     */
    default void expect(LedgerKey key) {}

    /** Writes a value, seen by later transactions once this one is committed. */
    void put(LedgerKey key, byte[] value);

    /** Takes a value away; later transactions read it as absent. */
    void delete(LedgerKey key);

    /**
     * Entries whose keys begin with all segments of the prefix, in the order of the keys.
     *
     * @param after the key behind which to begin, itself not among them; empty to begin with the first
     * @param max how many at most
     */
    List<Entry> list(LedgerKey prefix, Optional<LedgerKey> after, int max);

    /** Every entry whose key begins with all segments of the prefix: only where rules bound how many there are. */
    default List<Entry> list(LedgerKey prefix) {
        return list(prefix, Optional.empty(), Integer.MAX_VALUE);
    }

    /** Every value that a key has had, oldest first. */
    List<Change> history(LedgerKey key);

    /** The JSON object at a key. */
    default Optional<JsonObject> getJson(LedgerKey key) {
        return get(key).map(CanonicalJson::parse);
    }

    /** Writes a JSON object in its canonical form. */
    default void putJson(LedgerKey key, JsonObject value) {
        put(key, CanonicalJson.bytes(value));
    }
}
