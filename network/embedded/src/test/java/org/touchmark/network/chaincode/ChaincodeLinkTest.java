package org.touchmark.network.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.network.Gate;
import org.touchmark.network.testing.nodes.MemoryState;
import org.touchmark.network.testing.nodes.TestChaincode;

/** The link with a chaincode on the real shim. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChaincodeLinkTest {
    private static final String NS = "goods";
    private static final String PACKAGE = "goods_1:0123";

    // For one link only: the shim keeps a stream's state on the chaincode object, so a second stream stalls the first.
    private static TestChaincode chaincode;
    private static ChaincodeLink link;
    private static int lastTransaction;

    private final MemoryState state = new MemoryState();

    @BeforeAll
    static void start() throws IOException {
        chaincode = TestChaincode.start(PACKAGE);
        link = new ChaincodeLink(chaincode.address(), ChaincodeLimits.DEFAULT, new Gate());
    }

    @AfterAll
    static void stop() {
        link.close();
        chaincode.close();
    }

    private static synchronized String newTransaction() {
        lastTransaction++;
        return "tx" + lastTransaction;
    }

    private ChaincodeCall call(String... args) {
        return call(newTransaction(), SignedProposal.getDefaultInstance(), args);
    }

    private ChaincodeCall call(String transaction, SignedProposal proposal, String... args) {
        ChaincodeInput.Builder input = ChaincodeInput.newBuilder();
        for (String arg : args) {
            input.addArgs(ByteString.copyFromUtf8(arg));
        }
        return new ChaincodeCall(
                "channel", transaction, NS, input.build(), proposal, new TransactionSimulator(state, transaction));
    }

    private static String run(ChaincodeCall call) throws SimulationException {
        ChaincodeResult result = link.execute(call);
        assertThat(result.response().getStatus()).isEqualTo(200);
        return result.response().getPayload().toStringUtf8();
    }

    private static KVRWSet setOf(ChaincodeCall call) throws IOException {
        return KVRWSet.parseFrom(call.simulator().results().getNsRwset(0).getRwset());
    }

    @Nested
    class State {
        @Test
        void is_read_with_its_version() throws Exception {
            state.put(NS, "k", "value", 4, 2);
            ChaincodeCall call = call("get", "k");

            assertThat(run(call)).isEqualTo("value");
            assertThat(setOf(call).getReads(0).getVersion().getBlockNum()).isEqualTo(4);
        }

        @Test
        void that_is_absent_is_empty() throws Exception {
            assertThat(run(call("get", "absent"))).isEmpty();
        }

        @Test
        void is_written_and_deleted() throws Exception {
            ChaincodeCall put = call("put", "k", "v");
            ChaincodeCall delete = call("delete", "k");
            run(put);
            run(delete);

            assertThat(setOf(put).getWrites(0).getValue().toStringUtf8()).isEqualTo("v");
            assertThat(setOf(delete).getWrites(0).getIsDelete()).isTrue();
        }

        @Test
        void does_not_show_the_transactions_own_writes() throws Exception {
            assertThat(run(call("putThenGet", "k", "v"))).isEmpty();
        }

        @Test
        void of_four_megabytes_and_more_passes() throws Exception {
            ChaincodeCall call = call("big", Integer.toString(6 << 20));
            run(call);

            assertThat(setOf(call).getWrites(0).getValue().size()).isEqualTo(6 << 20);
        }

        @Test
        void under_composite_keys_is_found_by_their_first_part() throws Exception {
            ChaincodeCall compose = call("compose", "unit", "1");
            run(compose);
            String key = setOf(compose).getWrites(0).getKey();
            state.put(NS, key, "value", 1, 0);

            assertThat(key).startsWith("\u0000unit");
            assertThat(run(call("partial", "unit"))).isEqualTo("some");
            assertThat(run(call("partial", "box"))).isEqualTo("none");
        }
    }

    @Nested
    class Queries {
        @Test
        void over_a_range_come_in_batches_and_in_order() throws Exception {
            List<String> keys = fill(250);
            ChaincodeCall call = call("range", "k", "l");

            assertThat(run(call)).isEqualTo(String.join(",", keys));
            RangeQueryInfo info = setOf(call).getRangeQueriesInfo(0);
            assertThat(info.getItrExhausted()).isTrue();
            assertThat(info.getEndKey()).isEqualTo("l");
        }

        @Test
        void of_exactly_one_batch_end_with_it() throws Exception {
            assertThat(fill(QueryCursor.BATCH)).hasSize(100);

            assertThat(run(call("range", "k", "l")).split(",")).hasSize(100);
        }

        @Test
        void of_nothing_are_empty() throws Exception {
            assertThat(run(call("range", "k", "l"))).isEmpty();
        }

        @Test
        void stop_at_the_total_limit() throws Exception {
            fill(10);
            ChaincodeLimits few = new ChaincodeLimits(
                    Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3), 4, 1 << 20);
            try (TestChaincode own = TestChaincode.start("limited:1");
                    ChaincodeLink limited = new ChaincodeLink(own.address(), few, new Gate())) {
                ChaincodeCall call = call("range", "k", "l");
                String found = limited.execute(call).response().getPayload().toStringUtf8();

                assertThat(found.split(",")).hasSize(4);
                assertThat(setOf(call).getRangeQueriesInfo(0).getItrExhausted()).isFalse();
            }
        }

        @Test
        void by_page_give_a_bookmark_until_the_last() throws Exception {
            fill(5);

            assertThat(run(call("page", "k", "l", "2", ""))).isEqualTo("k00000,k00001|k00002|2");
            assertThat(run(call("page", "k", "l", "2", "k00002"))).isEqualTo("k00002,k00003|k00004|2");
            assertThat(run(call("page", "k", "l", "2", "k00004"))).isEqualTo("k00004||1");
        }

        @Test
        void by_page_record_the_range_up_to_the_last_key_of_the_page() throws Exception {
            fill(5);
            ChaincodeCall call = call("page", "k", "l", "2", "");
            run(call);

            RangeQueryInfo info = setOf(call).getRangeQueriesInfo(0);
            assertThat(info.getEndKey()).isEqualTo("k00001");
            assertThat(info.getItrExhausted()).isFalse();
            assertThat(info.getRawReads().getKvReadsList())
                    .extracting(KVRead::getKey)
                    .containsExactly("k00000", "k00001");
        }

        @Test
        void by_page_and_writes_do_not_mix() throws Exception {
            fill(5);

            assertThat(failureOf(call("pageThenPut"))).contains("Writes are not allowed");
            assertThat(failureOf(call("putThenPage"))).contains("only in a read-only transaction");
        }

        @Test
        void of_a_history_begin_with_the_newest() throws Exception {
            state.change(NS, "k", "t1", "first").change(NS, "k", "t2", null).change(NS, "k", "t3", "third");

            assertThat(run(call("history", "k"))).isEqualTo("third,deleted,first");
        }

        private List<String> fill(int count) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                keys.add("k%05d".formatted(i));
                state.put(NS, "k%05d".formatted(i), "v", 1, i);
            }
            return keys;
        }
    }

    /** How a call failed, whether the shim or the chaincode says so. */
    private static String failureOf(ChaincodeCall call) {
        try {
            ChaincodeResult result = link.execute(call);
            assertThat(result.response().getStatus()).isEqualTo(500);
            return result.response().getMessage();
        } catch (SimulationException e) {
            return e.getMessage();
        }
    }

    @Nested
    class Answers {
        @Test
        void carry_the_event_with_chaincode_and_transaction() throws Exception {
            ChaincodeCall call = call("event", "sold", "payload");

            ChaincodeResult result = link.execute(call);

            assertThat(result.event()).hasValueSatisfying(event -> {
                assertThat(event.getEventName()).isEqualTo("sold");
                assertThat(event.getChaincodeId()).isEqualTo(NS);
                assertThat(event.getTxId()).isEqualTo(call.transactionId());
                assertThat(event.getPayload().toStringUtf8()).isEqualTo("payload");
            });
        }

        @Test
        void see_the_transient_data_of_the_proposal() throws Exception {
            ChaincodeProposalPayload payload = ChaincodeProposalPayload.newBuilder()
                    .putTransientMap("secret", ByteString.copyFromUtf8("hidden"))
                    .build();
            Header header = Header.newBuilder()
                    .setChannelHeader(ChannelHeader.newBuilder()
                            .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                            .build()
                            .toByteString())
                    .setSignatureHeader(SignatureHeader.getDefaultInstance().toByteString())
                    .build();
            SignedProposal proposal = SignedProposal.newBuilder()
                    .setProposalBytes(Proposal.newBuilder()
                            .setHeader(header.toByteString())
                            .setPayload(payload.toByteString())
                            .build()
                            .toByteString())
                    .build();

            assertThat(run(call(newTransaction(), proposal, "transient", "secret")))
                    .isEqualTo("hidden");
        }

        @Test
        void of_error_pass_through() throws Exception {
            ChaincodeResult result = link.execute(call("status", "400", "no such unit"));

            assertThat(result.response().getStatus()).isEqualTo(400);
            assertThat(result.response().getMessage()).isEqualTo("no such unit");
        }

        @Test
        void that_throw_are_errors_and_the_link_goes_on() throws Exception {
            assertThatThrownBy(() -> run(call("throw"))).isNotNull();

            assertThat(run(call("get", "k"))).isEmpty();
        }

        @Test
        void to_init_come_from_init() throws Exception {
            ChaincodeCall call = call("anything");
            ChaincodeInput init = call.input().toBuilder().setIsInit(true).build();

            assertThat(run(new ChaincodeCall(
                            "channel", call.transactionId(), NS, init, call.proposal(), call.simulator())))
                    .isEqualTo("initialized");
        }

        @Test
        void to_many_transactions_at_once_do_not_mix() throws Exception {
            for (int i = 0; i < 200; i++) {
                state.put(NS, "key" + i, "value" + i, 1, i);
            }
            ExecutorService pool = Executors.newFixedThreadPool(16);
            try {
                List<CompletableFuture<String>> answers = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    String key = "key" + i;
                    answers.add(CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return run(call("get", key));
                                } catch (SimulationException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            pool));
                }
                for (int i = 0; i < 200; i++) {
                    assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo("value" + i);
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Nested
    class What_the_ledger_lacks {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        collection      | private data collections (collection "secrets")
                        collectionWrite | private data collections (collection "secrets")
                        collectionHash  | private data collections (GET_PRIVATE_DATA_HASH)
                        richQuery       | rich queries (GET_QUERY_RESULT) need CouchDB
                        keyPolicy       | key-level endorsement (PUT_STATE_METADATA) is not kept
                        readKeyPolicy   | key-level endorsement (GET_STATE_METADATA) is not kept
                        otherChaincode  | calling one chaincode from another (INVOKE_CHAINCODE)
                        """)
        void is_refused_by_name(String what, String reason) throws Exception {
            assertThat(failureOf(call("unsupported", what)))
                    .contains("not supported by the embedded ledger: " + reason);
        }
    }

    @Nested
    class Trouble {
        @Test
        void of_a_chaincode_that_hangs_ends_by_time_and_leaves_the_link_usable() throws Exception {
            ChaincodeLimits hasty = ChaincodeLimits.DEFAULT.withExecuteTimeout(Duration.ofMillis(300));
            try (TestChaincode own = TestChaincode.start("hanging:1");
                    ChaincodeLink impatient = new ChaincodeLink(own.address(), hasty, new Gate())) {
                ChaincodeCall call = call("hang");

                assertThatThrownBy(() -> impatient.execute(call))
                        .hasMessage("failed to execute transaction " + call.transactionId()
                                + ": error sending: timeout expired while executing transaction");
                assertThat(impatient.execute(call("get", "k")).response().getStatus())
                        .isEqualTo(200);
            }
        }

        @Test
        void of_a_stream_that_breaks_fails_the_calls_in_flight_and_the_next_call_dials_again() throws Exception {
            try (TestChaincode fragile = TestChaincode.start("fragile:1");
                    ChaincodeLink broken = new ChaincodeLink(fragile.address(), ChaincodeLimits.DEFAULT, new Gate())) {
                assertThat(broken.problem()).isEmpty();
                CompletableFuture<Throwable> failure = new CompletableFuture<>();
                Thread caller = new Thread(() -> {
                    try {
                        failure.completeExceptionally(new AssertionError(broken.execute(call("hang"))));
                    } catch (SimulationException e) {
                        failure.complete(e);
                    }
                });
                caller.start();
                awaitWaiting(caller);
                fragile.stop();

                assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessageEndingWith(ChaincodeLink.STREAM_TERMINATED);
                fragile.serve();
                assertThat(broken.execute(call("get", "k")).response().getStatus())
                        .isEqualTo(200);
                caller.join(10_000);
            }
        }

        private void awaitWaiting(Thread thread) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (thread.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }

        @Test
        void of_a_server_that_is_not_there_is_named_within_the_dial_time() throws Exception {
            int port;
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            ChaincodeLimits hasty = ChaincodeLimits.DEFAULT.withDialTimeout(Duration.ofMillis(300));
            try (ChaincodeLink nowhere = new ChaincodeLink(
                    ChaincodeServerAddress.plaintext("gone:1", "127.0.0.1", port), hasty, new Gate())) {
                assertThatThrownBy(() -> nowhere.execute(call("get", "k")))
                        .hasMessageContaining("could not launch chaincode gone:1")
                        .hasMessageContaining("error creating grpc connection to 127.0.0.1:" + port);
                assertThat(nowhere.problem()).isPresent();
            }
        }

        @Test
        void of_a_server_that_was_not_there_is_named_at_once_until_it_is() throws Exception {
            ChaincodeLimits patient = ChaincodeLimits.DEFAULT.withDialTimeout(Duration.ofSeconds(2));
            int port;
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            ChaincodeServerAddress address = ChaincodeServerAddress.plaintext("late:1", "127.0.0.1", port);
            try (ChaincodeLink late = new ChaincodeLink(address, patient, new Gate())) {
                assertThatThrownBy(() -> late.execute(call("get", "k")))
                        .hasMessageContaining("context deadline exceeded");

                long start = System.nanoTime();
                for (int i = 0; i < 20; i++) {
                    assertThatThrownBy(() -> late.execute(call("get", "k")))
                            .hasMessageContaining("error creating grpc connection to 127.0.0.1:" + port)
                            .hasMessageContaining("connection refused");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patient.dialTimeout());

                try (TestChaincode own = TestChaincode.start("late:1", "same", port)) {
                    assertThat(own.address().target()).isEqualTo(address.target());
                    assertThat(late.problem()).isEmpty();
                }
            }
        }

        @Test
        void of_a_server_for_another_package_is_named() throws Exception {
            try (TestChaincode own = TestChaincode.start("registered:1");
                    ChaincodeLink wrong = new ChaincodeLink(
                            new ChaincodeServerAddress(
                                    "other:1",
                                    own.address().target(),
                                    own.address().credentials()),
                            ChaincodeLimits.DEFAULT,
                            new Gate())) {
                assertThatThrownBy(() -> wrong.execute(call("get", "k")))
                        .hasMessageContaining("registered as \"registered:1\", not as \"other:1\"");
            }
        }

        @Test
        void of_a_closed_link_is_said() {
            ChaincodeLink closed = new ChaincodeLink(chaincode.address(), ChaincodeLimits.DEFAULT, new Gate());
            closed.close();

            assertThatThrownBy(() -> closed.execute(call("get", "k"))).hasMessageContaining("is closed");
        }

        @Test
        void of_the_same_transaction_twice_at_once_is_refused() throws Exception {
            ChaincodeLimits hasty = ChaincodeLimits.DEFAULT.withExecuteTimeout(Duration.ofSeconds(1));
            try (TestChaincode own = TestChaincode.start("hanging:1");
                    ChaincodeLink impatient = new ChaincodeLink(own.address(), hasty, new Gate())) {
                assertThat(impatient.problem()).isEmpty();
                ChaincodeCall call = call("hang");
                Thread first = new Thread(() -> {
                    try {
                        throw new AssertionError(impatient.execute(call));
                    } catch (SimulationException expected) {
                        // It hangs on purpose.
                    }
                });
                first.start();
                awaitWaiting(first);

                assertThatThrownBy(() -> impatient.execute(call))
                        .hasMessageContaining("txid: " + call.transactionId() + "(channel) exists");
                first.join(10_000);
            }
        }
    }

    @Nested
    class Addresses {
        @Test
        void without_TLS_must_be_loopback() {
            assertThatThrownBy(() -> ChaincodeServerAddress.plaintext("p:1", "192.0.2.7", 9999))
                    .hasMessageContaining("plain text is for loopback addresses only");
        }

        @Test
        void need_a_package_id() {
            assertThatThrownBy(() -> ChaincodeServerAddress.plaintext(" ", "127.0.0.1", 9999))
                    .hasMessageContaining("has no package id");
        }
    }
}
