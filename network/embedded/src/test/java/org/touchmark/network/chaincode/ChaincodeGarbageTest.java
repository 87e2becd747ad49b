package org.touchmark.network.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.QueryStateClose;
import org.hyperledger.fabric.protos.peer.QueryStateNext;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.touchmark.network.Gate;
import org.touchmark.network.testing.nodes.MemoryState;

/** Servers that speak the chaincode stream wrongly. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChaincodeGarbageTest {
    private static final ChaincodeLimits HASTY = ChaincodeLimits.DEFAULT
            .withExecuteTimeout(Duration.ofSeconds(1))
            .withStartupTimeout(Duration.ofMillis(500));

    private final BlockingQueue<ChaincodeMessage> received = new LinkedBlockingQueue<>();
    private final MemoryState state = new MemoryState();
    private Server server;
    private ChaincodeLink link;
    private int lastTransaction;

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
        if (server != null) {
            server.shutdownNow();
        }
    }

    /** A server that registers properly and then answers each transaction as told. */
    private void serve(BiConsumer<ChaincodeMessage, StreamObserver<ChaincodeMessage>> onTransaction)
            throws IOException {
        serve(register("good:1"), onTransaction);
    }

    private void serve(ChaincodeMessage first, BiConsumer<ChaincodeMessage, StreamObserver<ChaincodeMessage>> onMessage)
            throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new ChaincodeGrpc.ChaincodeImplBase() {
                    @Override
                    public StreamObserver<ChaincodeMessage> connect(StreamObserver<ChaincodeMessage> out) {
                        if (first != null) {
                            out.onNext(first);
                        }
                        return new Recorder(out, onMessage);
                    }
                })
                .build()
                .start();
        link = new ChaincodeLink(
                ChaincodeServerAddress.plaintext("good:1", "127.0.0.1", server.getPort()), HASTY, new Gate());
    }

    private final class Recorder implements StreamObserver<ChaincodeMessage> {
        private final StreamObserver<ChaincodeMessage> out;
        private final BiConsumer<ChaincodeMessage, StreamObserver<ChaincodeMessage>> onMessage;

        Recorder(
                StreamObserver<ChaincodeMessage> out,
                BiConsumer<ChaincodeMessage, StreamObserver<ChaincodeMessage>> onMessage) {
            this.out = out;
            this.onMessage = onMessage;
        }

        @Override
        public void onNext(ChaincodeMessage message) {
            received.add(message);
            if (message.getType() == ChaincodeMessage.Type.TRANSACTION) {
                onMessage.accept(message, out);
            } else if (isAnswer(message) && !message.getTxid().equals("unknown")) {
                out.onNext(completed(message, "answered"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The peer has gone.
        }

        @Override
        public void onCompleted() {
            out.onCompleted();
        }
    }

    private static ChaincodeMessage register(String name) {
        return ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.REGISTER)
                .setPayload(ChaincodeID.newBuilder().setName(name).build().toByteString())
                .build();
    }

    private static ChaincodeMessage answer(
            ChaincodeMessage transaction, ChaincodeMessage.Type type, ByteString payload) {
        return ChaincodeMessage.newBuilder()
                .setType(type)
                .setTxid(transaction.getTxid())
                .setChannelId(transaction.getChannelId())
                .setPayload(payload)
                .build();
    }

    private static ChaincodeMessage completed(ChaincodeMessage transaction, String payload) {
        return answer(
                transaction,
                ChaincodeMessage.Type.COMPLETED,
                Response.newBuilder()
                        .setStatus(200)
                        .setPayload(ByteString.copyFromUtf8(payload))
                        .build()
                        .toByteString());
    }

    private ChaincodeCall call(String function) {
        lastTransaction++;
        String id = "tx" + lastTransaction;
        return new ChaincodeCall(
                "channel",
                id,
                "goods",
                ChaincodeInput.newBuilder()
                        .addArgs(ByteString.copyFromUtf8(function))
                        .build(),
                SignedProposal.getDefaultInstance(),
                new TransactionSimulator(state, id));
    }

    private static boolean isGood(ChaincodeMessage transaction) {
        return transaction.getPayload().toStringUtf8().contains("good");
    }

    private void assertUsable() throws SimulationException {
        assertThat(link.execute(call("good")).response().getStatus()).isEqualTo(200);
    }

    private static boolean isAnswer(ChaincodeMessage message) {
        return message.getType() == ChaincodeMessage.Type.RESPONSE || message.getType() == ChaincodeMessage.Type.ERROR;
    }

    private void assertAnswered(String function) throws SimulationException {
        assertThat(link.execute(call(function)).response().getPayload().toStringUtf8())
                .isEqualTo("answered");
    }

    /** What the peer answered to a request. */
    private ChaincodeMessage nextAnswer() throws InterruptedException {
        while (true) {
            ChaincodeMessage message = received.poll(10, TimeUnit.SECONDS);
            assertThat(message).as("an answer of the peer").isNotNull();
            if (isAnswer(message)) {
                return message;
            }
        }
    }

    @Test
    void a_peer_says_REGISTERED_and_READY_before_the_first_transaction() throws Exception {
        serve((transaction, out) -> out.onNext(completed(transaction, "")));
        assertUsable();

        assertThat(received)
                .extracting(ChaincodeMessage::getType)
                .containsExactly(
                        ChaincodeMessage.Type.REGISTERED,
                        ChaincodeMessage.Type.READY,
                        ChaincodeMessage.Type.TRANSACTION);
    }

    @Test
    void a_result_that_is_no_response_fails_the_call() throws Exception {
        serve((transaction, out) -> out.onNext(
                isGood(transaction)
                        ? completed(transaction, "")
                        : answer(transaction, ChaincodeMessage.Type.COMPLETED, ByteString.fromHex("ffffff"))));

        assertThatThrownBy(() -> link.execute(call("bad"))).hasMessageContaining("failed to unmarshal response");
        assertUsable();
    }

    @Test
    void an_error_of_the_shim_fails_the_call_with_its_text() throws Exception {
        serve((transaction, out) -> out.onNext(
                answer(transaction, ChaincodeMessage.Type.ERROR, ByteString.copyFromUtf8("the shim is unwell"))));

        assertThatThrownBy(() -> link.execute(call("bad")))
                .hasMessageEndingWith("transaction returned with failure: the shim is unwell");
    }

    @Test
    void a_result_for_an_unknown_transaction_is_ignored() throws Exception {
        serve((transaction, out) -> {
            out.onNext(completed(transaction.toBuilder().setTxid("unknown").build(), "wrong"));
            out.onNext(completed(transaction, "right"));
        });

        assertThat(link.execute(call("good")).response().getPayload().toStringUtf8())
                .isEqualTo("right");
    }

    @Test
    void only_the_first_of_two_results_counts() throws Exception {
        serve((transaction, out) -> {
            out.onNext(completed(transaction, "first"));
            out.onNext(completed(transaction, "second"));
        });

        assertThat(link.execute(call("good")).response().getPayload().toStringUtf8())
                .isEqualTo("first");
        assertUsable();
    }

    @Test
    void a_request_for_an_unknown_transaction_is_answered_with_an_error() throws Exception {
        serve((transaction, out) -> {
            out.onNext(answer(
                    transaction.toBuilder().setTxid("unknown").build(),
                    ChaincodeMessage.Type.GET_STATE,
                    ByteString.EMPTY));
            out.onNext(completed(transaction, ""));
        });
        assertUsable();

        ChaincodeMessage refusal = nextAnswer();
        assertThat(refusal.getType()).isEqualTo(ChaincodeMessage.Type.ERROR);
        assertThat(refusal.getPayload().toStringUtf8())
                .isEqualTo("GET_STATE failed: transaction ID: unknown: no ledger context");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChaincodeMessage.Type.class,
            names = {
                "GET_STATE",
                "PUT_STATE",
                "DEL_STATE",
                "GET_STATE_MULTIPLE",
                "WRITE_BATCH_STATE",
                "GET_STATE_BY_RANGE",
                "QUERY_STATE_NEXT",
                "QUERY_STATE_CLOSE",
                "GET_HISTORY_FOR_KEY"
            })
    void a_malformed_request_is_answered_with_an_error(ChaincodeMessage.Type type) throws Exception {
        serve((transaction, out) -> out.onNext(answer(transaction, type, ByteString.fromHex("ffffff"))));

        assertAnswered("bad");
        ChaincodeMessage refusal = nextAnswer();
        assertThat(refusal.getPayload().toStringUtf8())
                .startsWith(type + " failed: transaction ID: tx1: unmarshal failed: ");
    }

    @Test
    void a_query_that_is_not_open_can_be_closed_but_not_read() throws Exception {
        serve((transaction, out) -> out.onNext(answer(
                transaction,
                isGood(transaction) ? ChaincodeMessage.Type.QUERY_STATE_CLOSE : ChaincodeMessage.Type.QUERY_STATE_NEXT,
                isGood(transaction)
                        ? QueryStateClose.newBuilder().setId("9").build().toByteString()
                        : QueryStateNext.newBuilder().setId("9").build().toByteString())));

        assertAnswered("bad");
        assertThat(nextAnswer().getPayload().toStringUtf8()).endsWith("query iterator not found");
        assertAnswered("good");
        assertThat(nextAnswer().getType()).isEqualTo(ChaincodeMessage.Type.RESPONSE);
    }

    @Test
    void a_request_that_was_not_offered_is_refused_by_name() throws Exception {
        serve((transaction, out) ->
                out.onNext(answer(transaction, ChaincodeMessage.Type.PURGE_PRIVATE_DATA, ByteString.EMPTY)));

        assertAnswered("bad");
        assertThat(nextAnswer().getPayload().toStringUtf8()).contains("not supported by the embedded ledger: ");
    }

    @Test
    void many_keys_are_read_and_written_in_one_message_each() throws Exception {
        state.put("goods", "a", "1", 3, 0).put("goods", "c", "3", 4, 1);
        serve((transaction, out) -> out.onNext(
                isGood(transaction)
                        ? answer(
                                transaction,
                                ChaincodeMessage.Type.GET_STATE_MULTIPLE,
                                GetStateMultiple.newBuilder()
                                        .addAllKeys(List.of("c", "b", "a"))
                                        .build()
                                        .toByteString())
                        : answer(
                                transaction,
                                ChaincodeMessage.Type.WRITE_BATCH_STATE,
                                WriteBatchState.newBuilder()
                                        .addRec(write(WriteRecord.Type.PUT_STATE, "a"))
                                        .addRec(write(WriteRecord.Type.DEL_STATE, "c"))
                                        .build()
                                        .toByteString())));
        ChaincodeCall reading = call("good");
        ChaincodeCall writing = call("write");

        link.execute(reading);
        assertThat(GetStateMultipleResult.parseFrom(nextAnswer().getPayload()).getValuesList())
                .extracting(ByteString::toStringUtf8)
                .containsExactly("3", "", "1");
        link.execute(writing);

        KVRWSet read =
                KVRWSet.parseFrom(reading.simulator().results().getNsRwset(0).getRwset());
        assertThat(read.getReadsList()).extracting(KVRead::getKey).containsExactly("a", "b", "c");
        assertThat(read.getReads(2).getVersion().getBlockNum()).isEqualTo(4);
        KVRWSet written =
                KVRWSet.parseFrom(writing.simulator().results().getNsRwset(0).getRwset());
        assertThat(written.getWritesList())
                .extracting(KVWrite::getKey, KVWrite::getIsDelete)
                .containsExactly(tuple("a", false), tuple("c", true));
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteRecord.Type.class,
            names = {"UNDEFINED", "PUT_STATE_METADATA", "PURGE_PRIVATE_DATA"})
    void a_batch_with_what_the_ledger_lacks_is_refused(WriteRecord.Type type) throws Exception {
        serve((transaction, out) -> out.onNext(answer(
                transaction,
                ChaincodeMessage.Type.WRITE_BATCH_STATE,
                WriteBatchState.newBuilder().addRec(write(type, "a")).build().toByteString())));

        assertAnswered("bad");
        assertThat(nextAnswer().getType()).isEqualTo(ChaincodeMessage.Type.ERROR);
    }

    private static WriteRecord write(WriteRecord.Type type, String key) {
        return WriteRecord.newBuilder()
                .setType(type)
                .setKey(key)
                .setValue(ByteString.copyFromUtf8("new"))
                .build();
    }

    @Test
    void a_message_of_a_wrong_type_ends_the_stream_and_the_next_call_dials_again() throws Exception {
        serve((transaction, out) -> out.onNext(
                isGood(transaction)
                        ? completed(transaction, "")
                        : answer(transaction, ChaincodeMessage.Type.TRANSACTION, ByteString.EMPTY)));

        assertThatThrownBy(() -> link.execute(call("bad"))).hasMessageEndingWith(ChaincodeLink.STREAM_TERMINATED);
        assertUsable();
    }

    @Test
    void a_stream_that_the_server_closes_terminates_the_call() throws Exception {
        serve((transaction, out) -> out.onCompleted());

        assertThatThrownBy(() -> link.execute(call("bad"))).hasMessageEndingWith(ChaincodeLink.STREAM_TERMINATED);
    }

    @Test
    void a_keep_alive_is_ignored() throws Exception {
        serve((transaction, out) -> {
            out.onNext(ChaincodeMessage.newBuilder()
                    .setType(ChaincodeMessage.Type.KEEPALIVE)
                    .build());
            out.onNext(completed(transaction, ""));
        });

        assertUsable();
    }

    @Test
    void a_server_that_does_not_register_is_given_up() throws Exception {
        serve(null, (transaction, out) -> {});

        assertThatThrownBy(() -> link.execute(call("good")))
                .hasMessageEndingWith("timeout expired while starting chaincode good:1 for transaction");
    }

    @Test
    void a_server_that_begins_with_something_else_is_refused() throws Exception {
        serve(
                ChaincodeMessage.newBuilder()
                        .setType(ChaincodeMessage.Type.GET_STATE)
                        .build(),
                (transaction, out) -> {});

        assertThatThrownBy(() -> link.execute(call("good")))
                .hasMessageContaining("cannot handle message (GET_STATE) while in created state");
    }

    @Test
    void a_registration_that_is_no_chaincode_id_is_refused() throws Exception {
        serve(
                ChaincodeMessage.newBuilder()
                        .setType(ChaincodeMessage.Type.REGISTER)
                        .setPayload(ByteString.fromHex("ffffff"))
                        .build(),
                (transaction, out) -> {});

        assertThatThrownBy(() -> link.execute(call("good")))
                .hasMessageContaining("could not unmarshal registration info");
    }

    @Test
    void a_paused_peer_does_not_handle_what_the_chaincode_asks() throws Exception {
        serve((transaction, out) -> out.onNext(completed(transaction, "")));
        Gate gate = new Gate();
        link.close();
        link = new ChaincodeLink(
                ChaincodeServerAddress.plaintext("good:1", "127.0.0.1", server.getPort()), HASTY, gate);
        gate.pause();
        Thread caller = new Thread(() -> {
            try {
                var unused = link.execute(call("good"));
            } catch (SimulationException e) {
                throw new AssertionError(e);
            }
        });
        caller.start();
        awaitState(caller, Thread.State.WAITING);
        gate.resume();
        caller.join(10_000);

        assertThat(caller.isAlive()).isFalse();
    }

    private static void awaitState(Thread thread, Thread.State state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (thread.getState() != state && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(thread.getState()).isEqualTo(state);
    }
}
