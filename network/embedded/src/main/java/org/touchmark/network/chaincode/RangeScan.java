package org.touchmark.network.chaincode;

import java.util.Iterator;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ledger.KeyValue;
import org.touchmark.network.validation.RangeReads;

/**
 * A range read in a simulation. What it recorded covers what was taken from it: up to the last key taken, or to the
 * end that was asked for once {@link #next} has answered null (core/ledger/kvledger/txmgmt/txmgr/query_executor.go).
 */
public final class RangeScan {
    private final String end;
    private final int pageSize;
    private final Iterator<KeyValue> rows;
    private final RangeQueryInfo.Builder info;
    private final RangeReads reads = new RangeReads();
    private int taken;

    RangeScan(String start, String end, int pageSize, Iterator<KeyValue> rows) {
        this.end = end;
        this.pageSize = pageSize;
        this.rows = rows;
        this.info = RangeQueryInfo.newBuilder().setStartKey(start);
    }

    /** The next row, or null at the end of the range or of the page. */
    public @Nullable KeyValue next() {
        if ((pageSize > 0 && taken >= pageSize) || !rows.hasNext()) {
            info.setItrExhausted(true).setEndKey(end);
            return null;
        }
        KeyValue row = rows.next();
        taken++;
        reads.add(ReadWriteSetBuilder.read(row.key(), row.value().version()));
        info.setEndKey(row.key());
        return row;
    }

    /** Where the next page starts, or "" if there is none. Reads one row ahead without recording it. */
    public String bookmark() {
        return rows.hasNext() ? rows.next().key() : "";
    }

    RangeQueryInfo record() {
        reads.describeIn(info);
        return info.build();
    }
}
