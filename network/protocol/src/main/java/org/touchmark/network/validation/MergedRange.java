package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a range as they would be if the block's writes so far were in the state
 * (core/ledger/kvledger/txmgmt/validation/combined_iterator.go). Where the reader stopped before the end, the end key is
 * the last key that it saw, and so belongs to the range.
 *
 * @param <E> how reading the state fails
 */
final class MergedRange<E extends Exception> implements AutoCloseable {
    private static final Comparator<ByteString> ORDER = ByteString.unsignedLexicographicalComparator();

    private final Iterator<Map.Entry<ByteString, UpdateBatch.Update>> updated;
    private final CommittedState.Rows<E> stored;
    private final long block;

    private CommittedState.@Nullable Row nextStored;
    private Map.@Nullable Entry<ByteString, UpdateBatch.Update> nextUpdated;

    MergedRange(CommittedState<E> state, UpdateBatch updates, String namespace, RangeQueryInfo query) throws E {
        ByteString start = ByteString.copyFromUtf8(query.getStartKey());
        ByteString end = ByteString.copyFromUtf8(query.getEndKey());
        if (!query.getItrExhausted() && !end.isEmpty()) {
            // The last key seen counts even where the range ends before it begins, which no endorser writes.
            start = ORDER.compare(start, end) > 0 ? end : start;
            // The smallest key above the last one seen: with it as the end, the last one is inside.
            end = end.concat(ByteString.copyFrom(new byte[1]));
        }
        this.block = updates.block();
        this.updated = updates.range(namespace, start, end).entrySet().iterator();
        this.stored = state.range(namespace, start, end);
        advanceStored();
        advanceUpdated();
    }

    /** The next row, or null at the end. */
    CommittedState.@Nullable Row next() throws E {
        while (nextStored != null || nextUpdated != null) {
            int order = compareHeads();
            CommittedState.Row fromState = nextStored;
            Map.Entry<ByteString, UpdateBatch.Update> fromBlock = nextUpdated;
            if (order <= 0) {
                advanceStored();
            }
            if (order >= 0) {
                advanceUpdated();
            }
            if (order < 0 && fromState != null) {
                return fromState;
            }
            if (fromBlock != null && fromBlock.getValue().value() != null) {
                return new CommittedState.Row(
                        fromBlock.getKey(),
                        new Version(block, fromBlock.getValue().transaction()));
            }
        }
        return null;
    }

    private int compareHeads() {
        if (nextStored == null) {
            return 1;
        }
        return nextUpdated == null ? -1 : ORDER.compare(nextStored.key(), nextUpdated.getKey());
    }

    private void advanceStored() throws E {
        nextStored = stored.next();
    }

    private void advanceUpdated() {
        nextUpdated = updated.hasNext() ? updated.next() : null;
    }

    @Override
    public void close() throws E {
        stored.close();
    }
}
