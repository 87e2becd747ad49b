package org.touchmark.domain.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A state whose writes are forgotten: what a question sees that tries what a write would do. A write reads nothing of what it
 * wrote itself, so it goes the same way here.
 */
public record ReadOnlyState(LedgerState state) implements LedgerState {
    @Override
    public Optional<byte[]> get(LedgerKey key) {
        return state.get(key);
    }

    @Override
    public void expect(LedgerKey key) {
        state.expect(key);
    }

    @Override
    public void put(LedgerKey key, byte[] value) {
        // Forgotten: that is what it is for.
    }

    @Override
    public void delete(LedgerKey key) {
        // Forgotten as well.
    }

    @Override
    public List<Entry> list(LedgerKey prefix, Optional<LedgerKey> after, int max) {
        return state.list(prefix, after, max);
    }

    @Override
    public List<Change> history(LedgerKey key) {
        return state.history(key);
    }
}
