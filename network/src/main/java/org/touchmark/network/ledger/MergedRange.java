package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a range as they would be if the block's writes so far were in the state
 * (core/ledger/kvledger/txmgmt/validation/combined_iterator.go). Where the reader stopped before the end, the end key is
 * the last key that it saw, and so belongs to the range.
 */
final class MergedRange implements AutoCloseable {
    private static final Comparator<ByteString> ORDER = ByteString.unsignedLexicographicalComparator();

    private final Iterator<Map.Entry<ByteString, UpdateBatch.Update>> updated;
    private final PreparedStatement statement;
    private final ResultSet stored;
    private final long block;

    private @Nullable Row nextStored;
    private Map.@Nullable Entry<ByteString, UpdateBatch.Update> nextUpdated;

    /** A key of the range and the version of its value. */
    record Row(ByteString key, Version version) {}

    MergedRange(SqliteConnection connection, UpdateBatch updates, String namespace, RangeQueryInfo query)
            throws SQLException {
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
        this.statement = StateRows.range(connection, "key, version", namespace, start, end);
        this.stored = statement.executeQuery();
        advanceStored();
        advanceUpdated();
    }

    /** The next row, or null at the end. */
    @Nullable
    Row next() throws SQLException {
        while (nextStored != null || nextUpdated != null) {
            int order = compareHeads();
            Row fromState = nextStored;
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
                return new Row(
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

    private void advanceStored() throws SQLException {
        nextStored = stored.next() ? new Row(BlockRows.bytes(stored, 1), Position.version(stored.getLong(2))) : null;
    }

    private void advanceUpdated() {
        nextUpdated = updated.hasNext() ? updated.next() : null;
    }

    @Override
    public void close() throws SQLException {
        stored.close();
        statement.close();
    }
}
