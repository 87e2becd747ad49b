package org.touchmark.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.ledger.queryresult.KeyModification;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetHistoryForKey;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.trust.TestAuthority;

/**
 * The peer's end of the chaincode stream, over a ledger in memory: it registers the chaincode, runs one transaction at a time,
 * and serves the state requests that the shim sends.
 */
final class TestPeer implements AutoCloseable {
    private static final int SECONDS = 20;

    private final MemoryLedger ledger;
    private final ManagedChannel channel;
    private final StreamObserver<ChaincodeMessage> toChaincode;
    private final CompletableFuture<String> registered = new CompletableFuture<>();
    private volatile MemoryLedger.Transaction transaction;
    private volatile CompletableFuture<ChaincodeMessage> outcome = new CompletableFuture<>();
    private volatile Optional<String> refusal = Optional.empty();
    private final AtomicInteger requests = new AtomicInteger();
    private int transactions;

    /** Connects as a peer of Fabric 3.1 does, which takes many keys a message. */
    TestPeer(String address, MemoryLedger ledger) {
        this(address, ledger, offer(1_000));
    }

    /** Connects to a chaincode server, and waits until it has registered. */
    TestPeer(String address, MemoryLedger ledger, ChaincodeAdditionalParams offer) {
        this.ledger = ledger;
        this.transaction = ledger.begin();
        this.channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                .build();
        this.toChaincode = ChaincodeGrpc.newStub(channel).connect(new FromChaincode());
        await(registered);
        toChaincode.onNext(message(ChaincodeMessage.Type.REGISTERED).build());
        toChaincode.onNext(message(ChaincodeMessage.Type.READY)
                .setPayload(offer.toByteString())
                .build());
    }

    /** The offer of so many keys a message; of none, the peer takes one. */
    static ChaincodeAdditionalParams offer(int keys) {
        return ChaincodeAdditionalParams.newBuilder()
                .setUseGetMultipleKeys(keys > 0)
                .setMaxSizeGetMultipleKeys(keys)
                .setUseWriteBatch(keys > 0)
                .setMaxSizeWriteBatch(keys)
                .build();
    }

    /** Lets every further request of state be refused, for this reason. */
    void refuse(String reason) {
        refusal = Optional.of(reason);
    }

    /** How many requests of state the last call made. */
    int requests() {
        return requests.get();
    }

    /** The last call's reads and writes. */
    MemoryLedger.Transaction transaction() {
        return transaction;
    }

    String registeredName() {
        return await(registered);
    }

    /** A call's arguments, caller and transient data. */
    record Invocation(
            ByteString creator, Instant time, Map<String, ByteString> transientData, List<ByteString> arguments) {
        static Invocation of(ByteString creator, String... arguments) {
            return new Invocation(
                    creator,
                    Instant.now(),
                    Map.of(),
                    Arrays.stream(arguments).map(ByteString::copyFromUtf8).toList());
        }

        Invocation at(Instant other) {
            return new Invocation(creator, other, transientData, arguments);
        }

        Invocation with(Map<String, byte[]> data) {
            Map<String, ByteString> all = new TreeMap<>();
            data.forEach((name, value) -> all.put(name, ByteString.copyFrom(value)));
            return new Invocation(creator, time, all, arguments);
        }
    }

    /** Runs a call and commits what it wrote, if it succeeded. */
    Response submit(Invocation invocation) {
        Response response = evaluate(invocation);
        if (response.getStatus() == 200) {
            transaction.commit("tx-" + transactions, invocation.time());
        }
        return response;
    }

    /** Runs a call and commits nothing. */
    Response evaluate(Invocation invocation) {
        transactions++;
        requests.set(0);
        transaction = ledger.begin();
        outcome = new CompletableFuture<>();
        toChaincode.onNext(transaction(invocation));
        ChaincodeMessage message = await(outcome);
        try {
            return Response.parseFrom(message.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the chaincode answered " + message.getType(), e);
        }
    }

    /** The identity of a party as a proposal carries it. */
    static ByteString creator(TestParty party) {
        return SerializedIdentity.newBuilder()
                .setMspid(party.msp().value())
                .setIdBytes(ByteString.copyFromUtf8(TestAuthority.pem(party.certificate())))
                .build()
                .toByteString();
    }

    /** The identity of an organisation's admin. */
    static ByteString creator(Caller admin, TestAuthority authority) {
        String attributes = "{\"attrs\":{\"touchmark.role\":\"admin\"}}";
        return SerializedIdentity.newBuilder()
                .setMspid(admin.msp().value())
                .setIdBytes(ByteString.copyFromUtf8(
                        TestAuthority.pem(authority.issueWithAttributes(TestAuthority.p256Keys(), attributes))))
                .build()
                .toByteString();
    }

    @Override
    public void close() {
        toChaincode.onCompleted();
        channel.shutdownNow();
        try {
            channel.awaitTermination(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ChaincodeMessage.Builder message(ChaincodeMessage.Type type) {
        return ChaincodeMessage.newBuilder()
                .setType(type)
                .setTxid("tx-" + transactions)
                .setChannelId(TestChannel.NAME);
    }

    private ChaincodeMessage transaction(Invocation invocation) {
        ChaincodeInput.Builder input = ChaincodeInput.newBuilder();
        input.addAllArgs(invocation.arguments());
        ChaincodeProposalPayload payload = ChaincodeProposalPayload.newBuilder()
                .putAllTransientMap(invocation.transientData())
                .build();
        Header header = Header.newBuilder()
                .setChannelHeader(ChannelHeader.newBuilder()
                        .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                        .setChannelId(TestChannel.NAME)
                        .setTxId("tx-" + transactions)
                        .setTimestamp(timestamp(invocation.time()))
                        .build()
                        .toByteString())
                .setSignatureHeader(SignatureHeader.newBuilder()
                        .setCreator(invocation.creator())
                        .build()
                        .toByteString())
                .build();
        Proposal proposal = Proposal.newBuilder()
                .setHeader(header.toByteString())
                .setPayload(payload.toByteString())
                .build();
        return message(ChaincodeMessage.Type.TRANSACTION)
                .setPayload(input.build().toByteString())
                .setProposal(SignedProposal.newBuilder().setProposalBytes(proposal.toByteString()))
                .build();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the chaincode did not answer", e);
        }
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static LedgerKey key(String composite) {
        CompositeKey key = CompositeKey.parseCompositeKey(composite);
        return new LedgerKey(key.getObjectType(), key.getAttributes());
    }

    /** What the chaincode sends: its registration, requests of state, and outcomes. */
    private final class FromChaincode implements StreamObserver<ChaincodeMessage> {
        @Override
        public void onNext(ChaincodeMessage message) {
            try {
                switch (message.getType()) {
                    case REGISTER ->
                        registered.complete(
                                ChaincodeID.parseFrom(message.getPayload()).getName());
                    case COMPLETED, ERROR -> outcome.complete(message);
                    default -> answerOrRefuse(message);
                }
            } catch (InvalidProtocolBufferException | RuntimeException e) {
                registered.completeExceptionally(e);
                outcome.completeExceptionally(e);
            }
        }

        private void answerOrRefuse(ChaincodeMessage message) throws InvalidProtocolBufferException {
            requests.incrementAndGet();
            toChaincode.onNext(
                    refusal.isPresent()
                            ? message(ChaincodeMessage.Type.ERROR)
                                    .setPayload(ByteString.copyFromUtf8(refusal.get()))
                                    .build()
                            : message(ChaincodeMessage.Type.RESPONSE)
                                    .setPayload(answer(message))
                                    .build());
        }

        private ByteString answer(ChaincodeMessage message) throws InvalidProtocolBufferException {
            return switch (message.getType()) {
                case GET_STATE -> get(GetState.parseFrom(message.getPayload()).getKey());
                case GET_STATE_MULTIPLE ->
                    GetStateMultipleResult.newBuilder()
                            .addAllValues(GetStateMultiple.parseFrom(message.getPayload()).getKeysList().stream()
                                    .map(this::get)
                                    .toList())
                            .build()
                            .toByteString();
                case PUT_STATE -> put(PutState.parseFrom(message.getPayload()));
                case DEL_STATE -> delete(DelState.parseFrom(message.getPayload()));
                case WRITE_BATCH_STATE -> put(WriteBatchState.parseFrom(message.getPayload()));
                case GET_STATE_BY_RANGE -> list(GetStateByRange.parseFrom(message.getPayload()));
                case GET_HISTORY_FOR_KEY -> history(GetHistoryForKey.parseFrom(message.getPayload()));
                case QUERY_STATE_CLOSE -> QueryResponse.getDefaultInstance().toByteString();
                default -> throw new IllegalStateException("unexpected request " + message.getType());
            };
        }

        private ByteString get(String key) {
            return transaction.get(key(key)).map(ByteString::copyFrom).orElse(ByteString.EMPTY);
        }

        private ByteString put(WriteBatchState batch) {
            for (WriteRecord write : batch.getRecList()) {
                switch (write.getType()) {
                    case PUT_STATE ->
                        transaction.put(key(write.getKey()), write.getValue().toByteArray());
                    case DEL_STATE -> transaction.delete(key(write.getKey()));
                    default -> throw new IllegalStateException("unexpected write " + write.getType());
                }
            }
            return ByteString.EMPTY;
        }

        private ByteString put(PutState put) {
            transaction.put(key(put.getKey()), put.getValue().toByteArray());
            return ByteString.EMPTY;
        }

        private ByteString delete(DelState delete) {
            transaction.delete(key(delete.getKey()));
            return ByteString.EMPTY;
        }

        private ByteString list(GetStateByRange range) {
            QueryResponse.Builder response = QueryResponse.newBuilder().setId("1");
            for (Entry entry : transaction.list(key(range.getStartKey()))) {
                response.addResults(row(KV.newBuilder()
                        .setKey(entry.key().composite())
                        .setValue(ByteString.copyFrom(entry.value().toArray()))
                        .build()
                        .toByteString()));
            }
            return response.build().toByteString();
        }

        private ByteString history(GetHistoryForKey request) {
            QueryResponse.Builder response = QueryResponse.newBuilder().setId("2");
            for (Change change : transaction.history(key(request.getKey()))) {
                // The newest first, as a peer has it.
                response.addResults(
                        0,
                        row(KeyModification.newBuilder()
                                .setTxId(change.transactionId())
                                .setTimestamp(timestamp(change.at()))
                                .setValue(ByteString.copyFrom(CanonicalJson.bytes(change.value())))
                                .build()
                                .toByteString()));
            }
            return response.build().toByteString();
        }

        private QueryResultBytes row(ByteString bytes) {
            return QueryResultBytes.newBuilder().setResultBytes(bytes).build();
        }

        @Override
        public void onError(Throwable failure) {
            registered.completeExceptionally(failure);
            outcome.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            outcome.completeExceptionally(new IllegalStateException("the chaincode ended the stream"));
        }
    }
}
