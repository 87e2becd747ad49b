package org.touchmark.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * A peer's state, many keys a message: what peers offer from Fabric 3.1 on (core/chaincode/handler.go,
 * HandleGetStateMultipleKeys and HandleWriteBatch), and the shim 2.5 does not ask for. Each of its requests is one key, and
 * the way of one key to the peer and back costs more than all else in a hand-off. With a peer that does not offer it, the
 * shim asks key by key; the reads and writes are the same. Safe for many threads, each with its own transaction.
 */
final class PeerState {
    /** No longer than any peer lets a transaction run. */
    private static final int PATIENCE_SECONDS = 120;

    /** Bytes of values that go into one message. */
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private final StreamObserver<ChaincodeMessage> peer;
    private final ConcurrentMap<Asked, CompletableFuture<ChaincodeMessage>> waiting = new ConcurrentHashMap<>();
    private volatile ChaincodeAdditionalParams offer = ChaincodeAdditionalParams.getDefaultInstance();
    private volatile boolean ended;

    /** Who asked: a transaction asks one thing at a time. */
    private record Asked(String channelId, String transactionId) {}

    /** {@code peer} takes messages from any thread. */
    PeerState(StreamObserver<ChaincodeMessage> peer) {
        this.peer = peer;
    }

    /** What the peer sends: answers to these requests are kept from the shim, the rest is its. */
    StreamObserver<ChaincodeMessage> before(StreamObserver<ChaincodeMessage> shim) {
        return new Incoming(shim);
    }

    /**
     * The values of keys, in their order; an absent one is empty.
     *
     * @throws IllegalStateException if the peer refuses, or its stream ends
     */
    List<byte[]> read(ChaincodeStub stub, List<String> keys) {
        int most = offer.getUseGetMultipleKeys() ? offer.getMaxSizeGetMultipleKeys() : 1;
        List<byte[]> values = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size(); from += Math.max(1, most)) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + Math.max(1, most)));
            if (some.size() == 1) {
                values.add(stub.getState(some.get(0)));
            } else {
                readTogether(stub, some).forEach(value -> values.add(value.toByteArray()));
            }
        }
        return values;
    }

    private List<ByteString> readTogether(ChaincodeStub stub, List<String> keys) {
        ByteString answer = ask(
                stub,
                ChaincodeMessage.Type.GET_STATE_MULTIPLE,
                GetStateMultiple.newBuilder().addAllKeys(keys).build());
        List<ByteString> values;
        try {
            values = GetStateMultipleResult.parseFrom(answer).getValuesList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the peer's answer to a read can't be parsed", e);
        }
        // A peer whose state database fails answers nothing at all
        // (core/ledger/kvledger/txmgmt/txmgr/query_executor.go).
        if (values.size() != keys.size()) {
            throw new IllegalStateException("the peer answered " + values.size() + " of " + keys.size() + " keys");
        }
        return values;
    }

    /**
     * Writes values, none of which is empty, and takes away those that are absent.
     *
     * @throws IllegalStateException if the peer refuses, or its stream ends
     */
    void write(ChaincodeStub stub, Map<String, Optional<byte[]>> values) {
        if (values.size() <= 1 || !offer.getUseWriteBatch()) {
            values.forEach(
                    (key, value) -> value.ifPresentOrElse(it -> stub.putState(key, it), () -> stub.delState(key)));
            return;
        }
        WriteBatchState.Builder batch = WriteBatchState.newBuilder();
        int bytes = 0;
        for (Map.Entry<String, Optional<byte[]>> value : values.entrySet()) {
            int length = value.getValue().map(it -> it.length).orElse(0);
            if (batch.getRecCount() > 0
                    && (batch.getRecCount() >= offer.getMaxSizeWriteBatch() || bytes + length > MAX_BATCH_BYTES)) {
                ask(stub, ChaincodeMessage.Type.WRITE_BATCH_STATE, batch.build());
                batch.clear();
                bytes = 0;
            }
            batch.addRec(record(value.getKey(), value.getValue()));
            bytes += length;
        }
        ask(stub, ChaincodeMessage.Type.WRITE_BATCH_STATE, batch.build());
    }

    private static WriteRecord record(String key, Optional<byte[]> value) {
        WriteRecord.Builder record = WriteRecord.newBuilder().setKey(key);
        return value.map(it -> record.setType(WriteRecord.Type.PUT_STATE).setValue(ByteString.copyFrom(it)))
                .orElseGet(() -> record.setType(WriteRecord.Type.DEL_STATE))
                .build();
    }

    private ByteString ask(ChaincodeStub stub, ChaincodeMessage.Type type, Message payload) {
        Asked asked = new Asked(stub.getChannelId(), stub.getTxId());
        CompletableFuture<ChaincodeMessage> answer = new CompletableFuture<>();
        waiting.put(asked, answer);
        try {
            if (ended) {
                throw streamEnded();
            }
            peer.onNext(ChaincodeMessage.newBuilder()
                    .setType(type)
                    .setChannelId(asked.channelId())
                    .setTxid(asked.transactionId())
                    .setPayload(payload.toByteString())
                    .build());
            return payloadOf(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the peer answers " + type, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the peer does not answer " + type, e);
        } finally {
            waiting.remove(asked, answer);
        }
    }

    private static ByteString payloadOf(ChaincodeMessage answer) {
        if (answer.getType() != ChaincodeMessage.Type.RESPONSE) {
            throw new IllegalStateException(
                    "the peer refused: " + answer.getPayload().toStringUtf8());
        }
        return answer.getPayload();
    }

    private static IllegalStateException streamEnded() {
        return new IllegalStateException("the peer's stream has ended");
    }

    private void end() {
        ended = true;
        waiting.values().forEach(answer -> answer.completeExceptionally(streamEnded()));
    }

    private final class Incoming implements StreamObserver<ChaincodeMessage> {
        private final StreamObserver<ChaincodeMessage> shim;

        Incoming(StreamObserver<ChaincodeMessage> shim) {
            this.shim = shim;
        }

        @Override
        public void onNext(ChaincodeMessage message) {
            switch (message.getType()) {
                case READY -> {
                    offer = offered(message);
                    shim.onNext(message);
                }
                case RESPONSE, ERROR -> {
                    CompletableFuture<ChaincodeMessage> answer =
                            waiting.remove(new Asked(message.getChannelId(), message.getTxid()));
                    if (answer == null) {
                        shim.onNext(message);
                    } else {
                        answer.complete(message);
                    }
                }
                default -> shim.onNext(message);
            }
        }

        /** A peer whose offer can't be read offers nothing, like one that makes none. */
        private static ChaincodeAdditionalParams offered(ChaincodeMessage ready) {
            try {
                return ChaincodeAdditionalParams.parseFrom(ready.getPayload());
            } catch (InvalidProtocolBufferException e) {
                return ChaincodeAdditionalParams.getDefaultInstance();
            }
        }

        @Override
        public void onError(Throwable failure) {
            end();
            shim.onError(failure);
        }

        @Override
        public void onCompleted() {
            end();
            shim.onCompleted();
        }
    }
}
