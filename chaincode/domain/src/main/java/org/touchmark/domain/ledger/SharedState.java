package org.touchmark.domain.ledger;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction's state, shared by several writes. Since a read never sees what the same transaction wrote, a write may not
 * touch a key that one before it wrote: it would judge by what was.
 */
public final class SharedState {
    private final LedgerState whole;
    private final Set<LedgerKey> taken = new HashSet<>();

    public SharedState(LedgerState whole) {
        this.whole = whole;
    }

    /** A key is another write's already. */
    public static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TakenException(LedgerKey key) {
            super("a write before this one in the same transaction wrote key " + key);
        }
    }

    /** One write's view, whose writes count once they are kept. */
    public Share share() {
        return new Share();
    }

    /** One write's view; what touches another write's key ends with {@link TakenException}. */
    public final class Share implements LedgerState {
        private final Map<LedgerKey, Optional<byte[]>> written = new LinkedHashMap<>();

        private Share() {}

        @Override
        public Optional<byte[]> get(LedgerKey key) {
            requireFree(key);
            return whole.get(key);
        }

        @Override
        public void expect(LedgerKey key) {
            whole.expect(key);
        }

        @Override
        public void put(LedgerKey key, byte[] value) {
            requireFree(key);
            written.put(key, Optional.of(value));
        }

        @Override
        public void delete(LedgerKey key) {
            requireFree(key);
            written.put(key, Optional.empty());
        }

        /** Writes in good earnest what was written here. */
        public void keep() {
            taken.addAll(written.keySet());
            written.forEach((key, value) -> value.ifPresentOrElse(it -> whole.put(key, it), () -> whole.delete(key)));
            written.clear();
        }

        @Override
        public List<Entry> list(LedgerKey prefix, Optional<LedgerKey> after, int max) {
            throw new IllegalStateException("a write lists keys");
        }

        @Override
        public List<Change> history(LedgerKey key) {
            throw new IllegalStateException("a write asks for a key's history");
        }

        private void requireFree(LedgerKey key) {
            if (taken.contains(key)) {
                throw new TakenException(key);
            }
        }
    }
}
