package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.ledger.queryresult.KeyModification;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResponseMetadata;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ledger.KeyChange;
import org.touchmark.network.ledger.KeyValue;

/**
 * One open query of a transaction, cut into answers of at most {@value #BATCH} results
 * (core/chaincode/query_response_generator.go).
 */
final class QueryCursor {
    static final int BATCH = 100;

    /** Where results come from; null at the end. */
    private interface Source {
        @Nullable
        MessageLite next();
    }

    private final String id;
    private final Source source;
    private final @Nullable RangeScan page;
    private final int limit;
    private List<QueryResultBytes> pending = new ArrayList<>();
    private int returned;

    private QueryCursor(String id, Source source, @Nullable RangeScan page, int limit) {
        this.id = id;
        this.source = source;
        this.page = page;
        this.limit = limit;
    }

    static QueryCursor ofRange(String id, String namespace, RangeScan scan, int limit) {
        return new QueryCursor(id, () -> row(namespace, scan.next()), null, limit);
    }

    /** All of a page comes in one answer, with the bookmark of the next. */
    static QueryCursor ofPage(String id, String namespace, RangeScan scan, int limit) {
        return new QueryCursor(id, () -> row(namespace, scan.next()), scan, limit);
    }

    static QueryCursor ofHistory(String id, Iterator<KeyChange> changes, int limit) {
        return new QueryCursor(id, () -> changes.hasNext() ? change(changes.next()) : null, null, limit);
    }

    String id() {
        return id;
    }

    /** The next batch; {@code has_more} only with a result left over. */
    QueryResponse answer() {
        while (returned < limit) {
            MessageLite result = source.next();
            if (result == null) {
                break;
            }
            boolean full = page == null && pending.size() == BATCH;
            List<QueryResultBytes> batch = pending;
            if (full) {
                pending = new ArrayList<>();
            }
            pending.add(QueryResultBytes.newBuilder()
                    .setResultBytes(result.toByteString())
                    .build());
            returned++;
            if (full) {
                return QueryResponse.newBuilder()
                        .addAllResults(batch)
                        .setHasMore(true)
                        .setId(id)
                        .build();
            }
        }
        return last();
    }

    private QueryResponse last() {
        QueryResponse.Builder response =
                QueryResponse.newBuilder().addAllResults(pending).setId(id);
        if (page != null) {
            response.setMetadata(QueryResponseMetadata.newBuilder()
                    .setFetchedRecordsCount(returned)
                    .setBookmark(page.bookmark())
                    .build()
                    .toByteString());
        }
        return response.build();
    }

    private static @Nullable KV row(String namespace, @Nullable KeyValue row) {
        return row == null
                ? null
                : KV.newBuilder()
                        .setNamespace(namespace)
                        .setKey(row.key())
                        .setValue(row.value().value())
                        .build();
    }

    private static KeyModification change(KeyChange change) {
        ByteString value = change.value();
        return KeyModification.newBuilder()
                .setTxId(change.transactionId())
                .setTimestamp(change.timestamp())
                .setIsDelete(value == null)
                .setValue(value == null ? ByteString.EMPTY : value)
                .build();
    }
}
