package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.Node;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.processes.TestChaincodeServer;

/** Nodes of the embedded ledger that die, hang or lie while others work. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedFaultsIT {
    private static final Duration EXECUTE_TIMEOUT = Duration.ofSeconds(2);

    @RegisterExtension
    static final NetworkExtension NETWORK =
            NetworkExtension.embedded(TestChaincodeServer.program()).withExecuteTimeout(EXECUTE_TIMEOUT);

    private static final TestedLedger LEDGER =
            new EmbeddedLedger(() -> NETWORK.network().connectionProfile());

    @AfterAll
    static void disconnect() {
        LEDGER.close();
    }

    /** Tests of one node's faults; the node is well again before the next test. */
    abstract static class Faults extends OnTestedLedger {
        @Override
        TestedLedger ledger() {
            return LEDGER;
        }

        Node peerOf(String mspId) {
            return NETWORK.node(LEDGER.peer(mspId));
        }

        Node chaincodeOf(String mspId) {
            return NETWORK.node(LEDGER.peer(mspId).replace("peer", "chaincode"));
        }

        Node orderer() {
            return NETWORK.node("orderer0");
        }

        String evaluateAt(String mspId, String function, String... arguments) throws GatewayException {
            return text(call(function, arguments)
                    .setEndorsingOrganizations(mspId)
                    .build()
                    .evaluate());
        }
    }

    @Nested
    class A_peer extends Faults {
        @Test
        void that_is_killed_under_load_is_done_without_and_catches_up() throws Exception {
            try (Load load = Load.through(own, LEDGER, 8)) {
                load.awaitProgress(20);
                peerOf(third()).kill();
                assertThat(peerOf(third()).health()).isEqualTo(Node.Health.DOWN);
                load.awaitProgress(40);
                peerOf(third()).restart();
                load.awaitProgress(20);
                load.stop();
                LEDGER.awaitEqualHeights();
                load.assertNothingLostOrDoubled(LEDGER);
            }
        }

        @Test
        void that_clients_are_connected_to_is_back_with_all_that_it_acknowledged() throws Exception {
            try (Load load = Load.through(own, LEDGER, 8)) {
                load.awaitProgress(20);
                for (int i = 0; i < 2; i++) {
                    peerOf(own).kill();
                    peerOf(own).restart();
                    load.awaitProgress(20);
                }
                load.stop();
                LEDGER.awaitEqualHeights();
                load.assertNothingLostOrDoubled(LEDGER);
            }
        }

        @Test
        void that_is_down_is_unavailable_to_its_clients() {
            try (Gateway other = LEDGER.connect(second())) {
                peerOf(second()).kill();

                GatewayException failure =
                        failure(GatewayException.class, () -> contractOf(other).evaluateTransaction("get", "k"));

                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            }
        }

        @Test
        void that_is_down_can_not_be_named_as_an_endorser() {
            peerOf(second()).kill();

            EndorseException failure = failure(
                    EndorseException.class,
                    () -> call("put", freshKey(), "v")
                            .setEndorsingOrganizations(second())
                            .build()
                            .endorse());

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }

        @Test
        void that_is_paused_answers_nobody_and_goes_on_when_it_is_resumed() throws Exception {
            peerOf(third()).pause();
            String key = freshKey();
            long block = call("put", key, "v")
                    .setEndorsingOrganizations(own, second())
                    .build()
                    .endorse()
                    .submitAsync()
                    .getStatus()
                    .getBlockNumber();

            GatewayException failure = failure(
                    GatewayException.class,
                    () -> call("get", key)
                            .setEndorsingOrganizations(third())
                            .build()
                            .evaluate(options -> options.withDeadlineAfter(500, TimeUnit.MILLISECONDS)));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);

            peerOf(third()).resume();
            LEDGER.awaitHeight(third(), block + 1);
            assertThat(evaluateAt(third(), "get", key)).isEqualTo("v");
        }

        @Test
        void that_is_killed_ends_its_event_streams_which_go_on_from_a_checkpoint() throws Exception {
            long block = submitted("put", freshKey(), "v").getStatus().getBlockNumber();
            try (Gateway other = LEDGER.connect(second())) {
                LEDGER.awaitHeight(second(), block + 1);
                var request = other.getNetwork(LEDGER.channel())
                        .newBlockEventsRequest()
                        .startBlock(block)
                        .build();
                try (CloseableIterator<Block> blocks = request.getEvents()) {
                    assertThat(blocks.next().getHeader().getNumber()).isEqualTo(block);
                    CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(blocks::hasNext);
                    peerOf(second()).kill();
                    assertThat(next.handle((more, end) -> end != null).get(20, TimeUnit.SECONDS))
                            .isTrue();
                }
                peerOf(second()).restart();
                try (CloseableIterator<Block> blocks = request.getEvents()) {
                    assertThat(blocks.next().getHeader().getNumber()).isEqualTo(block);
                }
            }
        }
    }

    @Nested
    class The_orderer extends Faults {
        @Test
        void that_is_down_refuses_writes_while_reads_and_endorsements_go_on() throws Exception {
            String key = freshKey();
            contract.submitTransaction("put", key, "before");
            orderer().kill();

            Transaction endorsed = endorsed("increment", freshKey());
            SubmitException failure = failure(SubmitException.class, endorsed::submitAsync);

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(failure.getTransactionId()).isEqualTo(endorsed.getTransactionId());
            assertThat(evaluate("get", key)).isEqualTo("before");

            orderer().restart();
            assertThat(gateway.newTransaction(endorsed.getBytes())
                            .submitAsync()
                            .getStatus()
                            .isSuccessful())
                    .isTrue();
        }

        @Test
        void that_is_killed_under_load_loses_and_doubles_nothing() throws Exception {
            try (Load load = Load.through(own, LEDGER, 8)) {
                load.awaitProgress(20);
                for (int i = 0; i < 2; i++) {
                    orderer().kill();
                    orderer().restart();
                    load.awaitProgress(20);
                }
                load.stop();
                LEDGER.awaitEqualHeights();
                load.assertNothingLostOrDoubled(LEDGER);
            }
        }

        @Test
        void that_is_killed_at_once_keeps_what_it_has_acknowledged() throws Exception {
            assertThat(LEDGER.has(Difference.ACKNOWLEDGES_WHAT_IS_ON_DISK)).isTrue();
            SubmittedTransaction acknowledged = submitted("put", freshKey(), "v");
            orderer().kill();
            orderer().restart();

            assertThat(acknowledged.getStatus().isSuccessful()).isTrue();
        }

        @Test
        void that_hangs_leaves_a_write_unknown_until_it_goes_on() throws Exception {
            String key = freshKey();
            Transaction endorsed = endorsed("increment", key);
            orderer().pause();

            SubmitException unknown = failure(
                    SubmitException.class,
                    () -> endorsed.submitAsync(options -> options.withDeadlineAfter(500, TimeUnit.MILLISECONDS)));
            assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);

            orderer().resume();
            gateway.newTransaction(endorsed.getBytes()).submitAsync().getStatus();
            contract.submitTransaction("put", freshKey(), "a block later");
            assertThat(evaluate("get", key)).isEqualTo("1");
        }
    }

    @Nested
    class A_chaincode_server extends Faults {
        @Test
        void that_is_down_fails_its_organisations_endorsement_and_not_the_others() throws Exception {
            chaincodeOf(third()).kill();

            EndorseException failure = failure(
                    EndorseException.class,
                    () -> call("put", freshKey(), "v")
                            .setEndorsingOrganizations(third())
                            .build()
                            .endorse());
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(organisationsOf(failure)).containsExactly(third());

            contract.submitTransaction("put", freshKey(), "v");
            chaincodeOf(third()).restart();
            assertThat(evaluateAt(third(), "get", freshKey())).isEmpty();
        }

        @Test
        void that_dies_in_a_transaction_fails_it_and_is_started_again() throws Exception {
            String pid = evaluateAt(third(), "pid");

            EndorseException failure = failure(
                    EndorseException.class,
                    () -> call("die").setEndorsingOrganizations(third()).build().endorse());

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(detailsOf(failure)).singleElement().asString().endsWith("chaincode stream terminated");
            Eventually.await("a new server answers", () -> answersOtherThan(pid));
            assertThat(chaincodeOf(third()).health()).isEqualTo(Node.Health.UP);
        }

        @Test
        void that_is_killed_from_outside_is_started_again() throws Exception {
            String pid = evaluateAt(third(), "pid");

            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();

            Eventually.await("a new server answers", () -> answersOtherThan(pid));
            assertThat(chaincodeOf(third()).health()).isEqualTo(Node.Health.UP);
        }

        private boolean answersOtherThan(String pid) {
            try {
                return !evaluateAt(third(), "pid").equals(pid);
            } catch (GatewayException e) {
                return false;
            }
        }

        @Test
        void that_hangs_is_given_up_and_done_without() throws Exception {
            chaincodeOf(third()).pause();

            EndorseException failure = failure(
                    EndorseException.class,
                    () -> call("put", freshKey(), "v")
                            .setEndorsingOrganizations(third())
                            .build()
                            .endorse());
            assertThat(detailsOf(failure))
                    .singleElement()
                    .asString()
                    .endsWith("error sending: timeout expired while executing transaction");
            contract.submitTransaction("put", freshKey(), "v");

            chaincodeOf(third()).resume();
            assertThat(evaluateAt(third(), "get", freshKey())).isEmpty();
        }

        @Test
        void that_answers_garbage_fails_its_organisations_endorsement_and_not_the_others() throws Exception {
            chaincodeOf(third()).kill();
            Server impostor = serveGarbage(chaincodeOf(third()).port());
            try {
                EndorseException failure = failure(
                        EndorseException.class,
                        () -> call("put", freshKey(), "v")
                                .setEndorsingOrganizations(third())
                                .build()
                                .endorse());
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
                assertThat(detailsOf(failure)).singleElement().asString().contains("failed to unmarshal response");
                contract.submitTransaction("put", freshKey(), "v");
            } finally {
                impostor.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
            }
        }

        /** A server that registers as the chaincode does, and then answers what is no answer. */
        private Server serveGarbage(int port) throws IOException {
            ChaincodeID id = ChaincodeID.newBuilder()
                    .setName(LEDGER.chaincode() + ":embedded")
                    .build();
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .addService(new ChaincodeGrpc.ChaincodeImplBase() {
                        @Override
                        public StreamObserver<ChaincodeMessage> connect(StreamObserver<ChaincodeMessage> peer) {
                            peer.onNext(ChaincodeMessage.newBuilder()
                                    .setType(ChaincodeMessage.Type.REGISTER)
                                    .setPayload(id.toByteString())
                                    .build());
                            return new Garbage(peer);
                        }
                    })
                    .build()
                    .start();
        }

        /** Answers each transaction with a payload that no message parses. */
        private record Garbage(StreamObserver<ChaincodeMessage> peer) implements StreamObserver<ChaincodeMessage> {
            @Override
            public void onNext(ChaincodeMessage message) {
                if (message.getType() == ChaincodeMessage.Type.TRANSACTION) {
                    peer.onNext(message.toBuilder()
                            .setType(ChaincodeMessage.Type.COMPLETED)
                            .setPayload(ByteString.fromHex("ffffff"))
                            .clearProposal()
                            .build());
                }
            }

            @Override
            public void onError(Throwable cause) {
                // The peer has gone.
            }

            @Override
            public void onCompleted() {
                peer.onCompleted();
            }
        }
    }
}
