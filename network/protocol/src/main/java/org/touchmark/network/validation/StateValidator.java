package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;

/**
 * Compares what transactions read with the state and with what earlier transactions of the block write, in order, and
 * gathers the writes of those that are valid (core/ledger/kvledger/txmgmt/validation/validator.go).
 *
 * @param <E> how reading the state fails
 */
public final class StateValidator<E extends Exception> {
    private final CommittedState<E> state;
    private final UpdateBatch updates;

    /**
     * A validator of one block.
     *
     * @param state after the block before
     * @param block the number of the block to check
     */
    public StateValidator(CommittedState<E> state, long block) {
        this.state = state;
        this.updates = new UpdateBatch(block);
    }

    /** Replaces results of transactions whose reads no longer hold; returns what the others write. */
    public UpdateBatch check(Checked[] results) throws E {
        for (int i = 0; i < results.length; i++) {
            if (results[i].content().isPresent()) {
                results[i] = check(results[i], results[i].content().get(), i);
            }
        }
        return updates;
    }

    private Checked check(Checked valid, Checked.Content content, int transaction) throws E {
        for (ReadWriteSet.Namespace namespace : content.readWriteSet().namespaces()) {
            for (KVRead read : namespace.set().getReadsList()) {
                if (!holds(namespace.name(), read)) {
                    return Checked.invalid(
                            TxValidationCode.MVCC_READ_CONFLICT,
                            "key '" + read.getKey() + "' of '" + namespace.name() + "' changed since it was read");
                }
            }
            for (RangeQueryInfo query : namespace.set().getRangeQueriesInfoList()) {
                if (!holds(namespace.name(), query)) {
                    return Checked.invalid(
                            TxValidationCode.PHANTOM_READ_CONFLICT,
                            "the range ['" + query.getStartKey() + "', '" + query.getEndKey() + "') of '"
                                    + namespace.name() + "' changed since it was read");
                }
            }
        }
        for (ReadWriteSet.Namespace namespace : content.readWriteSet().namespaces()) {
            for (KVWrite write : namespace.set().getWritesList()) {
                ByteString value = write.getIsDelete() ? ByteString.EMPTY : write.getValue();
                updates.put(namespace.name(), write.getKey(), value, transaction);
            }
        }
        return valid;
    }

    private boolean holds(String namespace, KVRead read) throws E {
        ByteString key = ByteString.copyFromUtf8(read.getKey());
        if (updates.get(namespace, key) != null) {
            return false;
        }
        Version committed = state.version(namespace, key);
        return read.hasVersion() ? isAt(committed, read) : committed == null;
    }

    private static boolean isAt(@Nullable Version committed, KVRead read) {
        return committed != null
                && committed.block() == read.getVersion().getBlockNum()
                && committed.transaction() == read.getVersion().getTxNum();
    }

    /** A range holds if reading it again finds the same keys in the same versions, and none besides. */
    private boolean holds(String namespace, RangeQueryInfo query) throws E {
        if (query.hasReadsMerkleHashes()) {
            return hashesHold(namespace, query);
        }
        try (MergedRange<E> rows = new MergedRange<>(state, updates, namespace, query)) {
            Iterator<KVRead> reads = query.getRawReads().getKvReadsList().iterator();
            for (CommittedState.Row row = rows.next(); row != null; row = rows.next()) {
                if (!reads.hasNext()) {
                    return false;
                }
                KVRead read = reads.next();
                if (!row.key().equals(ByteString.copyFromUtf8(read.getKey())) || !isAt(row.version(), read)) {
                    return false;
                }
            }
            return !reads.hasNext();
        }
    }

    /** As {@link #holds}, for a range of which the endorsers kept hashes. */
    private boolean hashesHold(String namespace, RangeQueryInfo query) throws E {
        RangeReads reads = new RangeReads();
        try (MergedRange<E> rows = new MergedRange<>(state, updates, namespace, query)) {
            for (CommittedState.Row row = rows.next(); row != null; row = rows.next()) {
                reads.add(KVRead.newBuilder()
                        .setKey(row.key().toStringUtf8())
                        .setVersion(org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version.newBuilder()
                                .setBlockNum(row.version().block())
                                .setTxNum(row.version().transaction()))
                        .build());
            }
        }
        RangeQueryInfo.Builder again = RangeQueryInfo.newBuilder();
        reads.describeIn(again);
        return again.getReadsMerkleHashes().equals(query.getReadsMerkleHashes());
    }
}
