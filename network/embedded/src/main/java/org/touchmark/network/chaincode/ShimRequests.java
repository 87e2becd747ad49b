package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetHistoryForKey;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.QueryMetadata;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryStateClose;
import org.hyperledger.fabric.protos.peer.QueryStateNext;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.touchmark.network.ledger.LedgerException;
import org.touchmark.network.wire.Messages;

/** Answers what a chaincode asks of the peer while one transaction runs (core/chaincode/handler.go). One thread. */
final class ShimRequests {
    /** The shim opens one query at a time for each loop that it is in; more than this is a leak. */
    static final int MAX_OPEN_QUERIES = 1_000;

    private final TransactionSimulator simulator;
    private final String namespace;
    private final int totalQueryLimit;
    private final Map<String, QueryCursor> queries = new HashMap<>();
    private long lastQuery;
    private Optional<String> refused = Optional.empty();

    ShimRequests(TransactionSimulator simulator, String namespace, int totalQueryLimit) {
        this.simulator = simulator;
        this.namespace = namespace;
        this.totalQueryLimit = totalQueryLimit;
    }

    /** Whether a chaincode that is ready may send such a message while a transaction runs. */
    static boolean isRequest(ChaincodeMessage.Type type) {
        return switch (type) {
            case GET_STATE,
                    PUT_STATE,
                    DEL_STATE,
                    INVOKE_CHAINCODE,
                    GET_STATE_BY_RANGE,
                    GET_QUERY_RESULT,
                    QUERY_STATE_NEXT,
                    QUERY_STATE_CLOSE,
                    GET_HISTORY_FOR_KEY,
                    GET_STATE_METADATA,
                    PUT_STATE_METADATA,
                    GET_PRIVATE_DATA_HASH,
                    PURGE_PRIVATE_DATA,
                    WRITE_BATCH_STATE,
                    GET_STATE_MULTIPLE -> true;
            default -> false;
        };
    }

    /** A RESPONSE, or an ERROR that names the request, the transaction and what is wrong. */
    ChaincodeMessage answer(ChaincodeMessage request) {
        try {
            return reply(request, ChaincodeMessage.Type.RESPONSE, handle(request));
        } catch (InvalidProtocolBufferException e) {
            return refusal(request, "unmarshal failed: " + e.getMessage());
        } catch (SimulationException | LedgerException e) {
            String reason = String.valueOf(e.getMessage());
            refused = Optional.of(request.getType() + ": " + reason);
            return refusal(request, reason);
        }
    }

    /** Why the last refused request was refused: the Java shim does not tell the chaincode. */
    Optional<String> refused() {
        return refused;
    }

    static ChaincodeMessage refusal(ChaincodeMessage request, String reason) {
        String text = request.getType() + " failed: transaction ID: " + request.getTxid() + ": " + reason;
        return reply(request, ChaincodeMessage.Type.ERROR, ByteString.copyFromUtf8(text));
    }

    private static ChaincodeMessage reply(ChaincodeMessage request, ChaincodeMessage.Type type, ByteString payload) {
        return ChaincodeMessage.newBuilder()
                .setType(type)
                .setPayload(payload)
                .setTxid(request.getTxid())
                .setChannelId(request.getChannelId())
                .build();
    }

    private ByteString handle(ChaincodeMessage request) throws SimulationException, InvalidProtocolBufferException {
        ByteString payload = request.getPayload();
        return switch (request.getType()) {
            case GET_STATE -> get(GetState.parseFrom(payload));
            case PUT_STATE -> put(Messages.parse(PutState.parser(), payload));
            case DEL_STATE -> delete(DelState.parseFrom(payload));
            case GET_STATE_BY_RANGE -> range(GetStateByRange.parseFrom(payload));
            case GET_HISTORY_FOR_KEY -> history(GetHistoryForKey.parseFrom(payload));
            case QUERY_STATE_NEXT -> next(QueryStateNext.parseFrom(payload));
            case QUERY_STATE_CLOSE -> close(QueryStateClose.parseFrom(payload));
            case GET_QUERY_RESULT -> throw unsupported("rich queries (GET_QUERY_RESULT) need CouchDB");
            case GET_STATE_METADATA, PUT_STATE_METADATA ->
                throw unsupported("key-level endorsement (" + request.getType() + ") is not kept");
            case INVOKE_CHAINCODE -> throw unsupported("calling one chaincode from another (INVOKE_CHAINCODE)");
            case GET_PRIVATE_DATA_HASH, PURGE_PRIVATE_DATA ->
                throw unsupported("private data collections (" + request.getType() + ")");
            case GET_STATE_MULTIPLE -> getMultiple(GetStateMultiple.parseFrom(payload));
            case WRITE_BATCH_STATE -> writeBatch(Messages.parse(WriteBatchState.parser(), payload));
            default -> throw new SimulationException("not a request");
        };
    }

    private ByteString get(GetState request) throws SimulationException {
        refuseCollection(request.getCollection());
        ByteString value = simulator.get(namespace, request.getKey());
        return value == null ? ByteString.EMPTY : value;
    }

    private ByteString getMultiple(GetStateMultiple request) throws SimulationException {
        refuseCollection(request.getCollection());
        GetStateMultipleResult.Builder values = GetStateMultipleResult.newBuilder();
        for (String key : request.getKeysList()) {
            ByteString value = simulator.get(namespace, key);
            values.addValues(value == null ? ByteString.EMPTY : value);
        }
        return values.build().toByteString();
    }

    private ByteString writeBatch(WriteBatchState request) throws SimulationException {
        for (WriteRecord write : request.getRecList()) {
            refuseCollection(write.getCollection());
            switch (write.getType()) {
                case PUT_STATE -> simulator.put(namespace, write.getKey(), write.getValue());
                case DEL_STATE -> simulator.delete(namespace, write.getKey());
                case PUT_STATE_METADATA -> throw unsupported("key-level endorsement (PUT_STATE_METADATA) is not kept");
                case PURGE_PRIVATE_DATA -> throw unsupported("private data collections (PURGE_PRIVATE_DATA)");
                case UNDEFINED, UNRECOGNIZED -> throw new SimulationException("unknown operation type");
            }
        }
        return ByteString.EMPTY;
    }

    private ByteString put(PutState request) throws SimulationException {
        refuseCollection(request.getCollection());
        simulator.put(namespace, request.getKey(), request.getValue());
        return ByteString.EMPTY;
    }

    private ByteString delete(DelState request) throws SimulationException {
        refuseCollection(request.getCollection());
        simulator.delete(namespace, request.getKey());
        return ByteString.EMPTY;
    }

    private ByteString range(GetStateByRange request) throws SimulationException, InvalidProtocolBufferException {
        refuseCollection(request.getCollection());
        QueryMetadata page = QueryMetadata.parseFrom(request.getMetadata());
        int pageSize = page.getPageSize();
        if (pageSize == 0 && page.getBookmark().isEmpty()) {
            RangeScan scan = simulator.range(namespace, request.getStartKey(), request.getEndKey());
            return answerOf(QueryCursor.ofRange(newQuery(), namespace, scan, totalQueryLimit));
        }
        String start = page.getBookmark().isEmpty() ? request.getStartKey() : page.getBookmark();
        RangeScan scan = simulator.page(namespace, start, request.getEndKey(), pageSize);
        int limit = pageSize > 0 ? Math.min(pageSize, totalQueryLimit) : totalQueryLimit;
        return answerOf(QueryCursor.ofPage(newQuery(), namespace, scan, limit));
    }

    private ByteString history(GetHistoryForKey request) throws SimulationException {
        return answerOf(
                QueryCursor.ofHistory(newQuery(), simulator.history(namespace, request.getKey()), totalQueryLimit));
    }

    private String newQuery() throws SimulationException {
        if (queries.size() >= MAX_OPEN_QUERIES) {
            throw new SimulationException(
                    "the transaction has " + MAX_OPEN_QUERIES + " queries open; close iterators after use");
        }
        lastQuery++;
        return Long.toString(lastQuery);
    }

    private ByteString next(QueryStateNext request) throws SimulationException {
        QueryCursor cursor = queries.get(request.getId());
        if (cursor == null) {
            throw new SimulationException("query iterator not found");
        }
        return answerOf(cursor);
    }

    private ByteString answerOf(QueryCursor cursor) {
        QueryResponse response = cursor.answer();
        if (response.getHasMore()) {
            queries.put(cursor.id(), cursor);
        } else {
            queries.remove(cursor.id());
        }
        return response.toByteString();
    }

    private ByteString close(QueryStateClose request) {
        queries.remove(request.getId());
        return QueryResponse.newBuilder().setId(request.getId()).build().toByteString();
    }

    private static void refuseCollection(String collection) throws SimulationException {
        if (!collection.isEmpty()) {
            throw unsupported("private data collections (collection \"" + collection + "\")");
        }
    }

    private static SimulationException unsupported(String what) {
        return new SimulationException("not supported by the embedded ledger: " + what + "; run on Fabric for it");
    }
}
