package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import java.util.Iterator;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ledger.KeyChange;
import org.touchmark.network.ledger.StateSnapshot;
import org.touchmark.network.ledger.VersionedValue;

/**
 * Runs one transaction against a snapshot and records what it read and would write
 * (core/ledger/kvledger/txmgmt/txmgr/tx_simulator.go). Reads do not see the transaction's own writes. Used by one
 * thread; closing it closes the snapshot.
 */
public final class TransactionSimulator implements AutoCloseable {
    /** No orderer takes an envelope of this size, so that a transaction that passes it has gone wrong. */
    static final long MAX_WRITE_BYTES = 100L << 20;

    private final StateSnapshot snapshot;
    private final String transactionId;
    private final ReadWriteSetBuilder set = new ReadWriteSetBuilder();
    private long writtenBytes;
    private boolean wrote;
    private boolean paginated;

    public TransactionSimulator(StateSnapshot snapshot, String transactionId) {
        this.snapshot = snapshot;
        this.transactionId = transactionId;
    }

    /** The value of a key, or null if it has none; the read is recorded with its version. */
    public @Nullable ByteString get(String namespace, String key) {
        VersionedValue value = snapshot.get(namespace, key);
        set.addRead(namespace, key, value == null ? null : value.version());
        return value == null ? null : value.value();
    }

    /** As {@link #get}, but leaves no read behind: for what every peer learns outside the transaction. */
    public @Nullable ByteString peek(String namespace, String key) {
        VersionedValue value = snapshot.get(namespace, key);
        return value == null ? null : value.value();
    }

    /**
     * Writes a value; an empty one deletes the key.
     *
     * @throws SimulationException if the key is empty, the transaction has made a paginated query, or it writes more
     *     than 100 MiB
     */
    public void put(String namespace, String key, ByteString value) throws SimulationException {
        if (key.isEmpty()) {
            throw new SimulationException("key must not be an empty string");
        }
        if (paginated) {
            throw new SimulationException(
                    "txid [" + transactionId + "]: unsuppored transaction. Transaction has already "
                            + "performed a paginated query. Writes are not allowed");
        }
        writtenBytes += (long) key.length() + value.size();
        if (writtenBytes > MAX_WRITE_BYTES) {
            throw new SimulationException("txid [" + transactionId + "]: the transaction writes more than "
                    + MAX_WRITE_BYTES + " bytes; split it");
        }
        wrote = true;
        set.addWrite(namespace, key, value);
    }

    public void delete(String namespace, String key) throws SimulationException {
        put(namespace, key, ByteString.EMPTY);
    }

    /** Rows from {@code start} to before {@code end}; either may be "" for no bound. */
    public RangeScan range(String namespace, String start, String end) {
        return scan(namespace, start, end, 0);
    }

    /**
     * One page of a range.
     *
     * @throws SimulationException if the transaction has written: pages are for read-only transactions
     */
    public RangeScan page(String namespace, String start, String end, int pageSize) throws SimulationException {
        if (wrote) {
            throw new SimulationException("txid [" + transactionId
                    + "]: unsuppored transaction. Paginated queries are supported only in a read-only transaction");
        }
        paginated = true;
        return scan(namespace, start, end, pageSize);
    }

    /** Committed changes of a key, newest first. Not part of the read set, as in Fabric. */
    public Iterator<KeyChange> history(String namespace, String key) {
        return snapshot.history(namespace, key);
    }

    /** What was read and written. Call once, when the transaction is over. */
    public TxReadWriteSet results() {
        return set.build();
    }

    @Override
    public void close() {
        snapshot.close();
    }

    private RangeScan scan(String namespace, String start, String end, int pageSize) {
        RangeScan scan = new RangeScan(start, end, pageSize, snapshot.range(namespace, start, end));
        set.addScan(namespace, scan);
        return scan;
    }
}
