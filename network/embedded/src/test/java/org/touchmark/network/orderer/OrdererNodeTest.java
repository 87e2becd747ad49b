package org.touchmark.network.orderer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.hyperledger.fabric.protos.orderer.DeliverResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.network.Gate;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.deliver.SeekEnvelopes;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.FaultyTransaction;
import org.touchmark.network.testing.RefusedTransaction;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;
import org.touchmark.network.testing.nodes.Recorder;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrdererNodeTest {
    @TempDir
    Path folder;

    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);
    private final Block genesis =
            consortium.blockZero(new ChannelProfile.BatchLimits(50, 100_000, 50_000, Duration.ofMillis(50)));
    private final ChannelConfig config = ChannelConfigs.of(genesis);
    private final Gate gate = new Gate();

    private OrdererNode orderer;
    private ManagedChannel channel;

    @BeforeEach
    void start() {
        start(CutPolicy.WHEN_IDLE);
    }

    private void start(CutPolicy policy) {
        orderer = OrdererNode.start(
                new OrdererNode.Settings(folder, genesis, config, consortium.orderer(), policy, gate),
                List.of(Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())));
        channel = Grpc.newChannelBuilderForAddress("localhost", orderer.port(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void stop() {
        gate.resume();
        channel.shutdownNow();
        orderer.close();
    }

    private BroadcastResponse broadcast(Envelope envelope) throws InterruptedException {
        Recorder<BroadcastResponse> answers = new Recorder<>();
        AtomicBroadcastGrpc.newStub(channel).broadcast(answers).onNext(envelope);
        return answers.next(BroadcastResponse.class);
    }

    private Block delivered(Recorder<DeliverResponse> blocks) throws InterruptedException {
        return blocks.next(DeliverResponse.class).getBlock();
    }

    private Recorder<DeliverResponse> deliverFrom(long number) {
        Recorder<DeliverResponse> blocks = new Recorder<>();
        AtomicBroadcastGrpc.newStub(channel)
                .deliver(blocks)
                .onNext(SeekEnvelopes.from(number, TestConsortium.CHANNEL, transactions.client()));
        return blocks;
    }

    @Nested
    class Broadcast {
        @Test
        void an_envelope_is_answered_when_a_signed_block_holds_it() throws Exception {
            Envelope envelope = transactions.write("a", "1");
            assertThat(broadcast(envelope).getStatus()).isEqualTo(Status.SUCCESS);
            assertThat(orderer.height()).isEqualTo(2);

            Block block = delivered(deliverFrom(1));
            assertThat(block.getData().getDataList()).containsExactly(envelope.toByteString());
            assertThat(block.getHeader().getPreviousHash()).isEqualTo(Blocks.headerHash(genesis.getHeader()));
            assertThat(config.satisfies("/Channel/Orderer/BlockValidation", Blocks.ordererSignatures(block, Map.of())))
                    .isTrue();
        }

        @Test
        void many_envelopes_on_one_stream_are_answered_and_keep_their_order() throws Exception {
            Recorder<BroadcastResponse> answers = new Recorder<>();
            StreamObserver<Envelope> stream =
                    AtomicBroadcastGrpc.newStub(channel).broadcast(answers);
            List<ByteString> sent = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Envelope envelope = transactions.write("key" + i, "1");
                sent.add(envelope.toByteString());
                stream.onNext(envelope);
            }
            stream.onCompleted();
            for (int i = 0; i < 200; i++) {
                assertThat(answers.next(BroadcastResponse.class).getStatus()).isEqualTo(Status.SUCCESS);
            }
            answers.assertCompleted();

            List<ByteString> ordered = new ArrayList<>();
            Recorder<DeliverResponse> blocks = deliverFrom(1);
            while (ordered.size() < 200) {
                Block block = delivered(blocks);
                assertThat(block.getData().getDataCount()).isBetween(1, 50);
                ordered.addAll(block.getData().getDataList());
            }
            assertThat(ordered).isEqualTo(sent);
        }

        @Test
        void a_stranger_is_FORBIDDEN_and_the_stream_ends() throws Exception {
            Recorder<BroadcastResponse> answers = new Recorder<>();
            AtomicBroadcastGrpc.newStub(channel)
                    .broadcast(answers)
                    .onNext(transactions.draft().creator(consortium.stranger()).build());
            BroadcastResponse answer = answers.next(BroadcastResponse.class);
            assertThat(answer.getStatus()).isEqualTo(Status.FORBIDDEN);
            assertThat(answer.getInfo()).contains("'Writers' sub-policies").endsWith("permission denied");
            answers.assertCompleted();
            assertThat(orderer.height()).isEqualTo(1);
        }

        @Test
        void an_edited_envelope_is_FORBIDDEN() throws Exception {
            Envelope envelope = transactions.write("a", "1").toBuilder()
                    .setPayload(transactions.write("a", "2").getPayload())
                    .build();
            assertThat(broadcast(envelope).getStatus()).isEqualTo(Status.FORBIDDEN);
        }

        private void assertBadRequest(Envelope envelope, String info) throws InterruptedException {
            BroadcastResponse answer = broadcast(envelope);
            assertThat(answer.getStatus()).isEqualTo(Status.BAD_REQUEST);
            assertThat(answer.getInfo()).contains(info);
        }

        @Test
        void an_expired_certificate_is_a_BAD_REQUEST() throws Exception {
            assertBadRequest(
                    transactions
                            .draft()
                            .creator(consortium.expiredClient(TestConsortium.AURELIA))
                            .build(),
                    "broadcast client identity expired");
        }

        @Test
        void another_channel_is_a_BAD_REQUEST() throws Exception {
            assertBadRequest(transactions.draft().channel("elsewhere").build(), "channel does not exist");
        }

        @Test
        void garbage_is_a_BAD_REQUEST() throws Exception {
            assertBadRequest(
                    Envelope.newBuilder()
                            .setPayload(ByteString.copyFromUtf8("garbage"))
                            .build(),
                    "could not determine channel ID");
            assertBadRequest(Envelope.getDefaultInstance(), "could not determine channel ID");
        }

        @Test
        void an_envelope_above_AbsoluteMaxBytes_is_a_BAD_REQUEST() throws Exception {
            assertBadRequest(transactions.write("a", "x".repeat(100_000)), "and exceeds maximum allowed 100000 bytes");
        }

        @Test
        void configurations_are_refused_by_name() throws Exception {
            assertBadRequest(transactions.draft().type(HeaderType.CONFIG).build(), "cannot be processed directly");
            BroadcastResponse answer = broadcast(
                    transactions.draft().type(HeaderType.CONFIG_UPDATE).build());
            assertThat(answer.getStatus()).isEqualTo(Status.NOT_IMPLEMENTED);
            assertThat(answer.getInfo()).contains("takes no configuration updates");
        }

        static List<RefusedTransaction> refused() {
            return RefusedTransaction.all();
        }

        @ParameterizedTest
        @MethodSource("refused")
        void what_peers_stop_at_or_judge_otherwise_is_a_BAD_REQUEST_and_in_no_block(RefusedTransaction transaction)
                throws Exception {
            assertBadRequest(transaction.madeBy(transactions), transaction.reason());
            assertThat(orderer.height()).isEqualTo(1);
        }

        static List<FaultyTransaction> faulty() {
            return FaultyTransaction.all();
        }

        @ParameterizedTest
        @MethodSource("faulty")
        void what_is_merely_invalid_is_ordered(FaultyTransaction transaction) throws Exception {
            assertThat(broadcast(transaction.madeBy(transactions)).getStatus()).isEqualTo(Status.SUCCESS);
        }

        @Test
        void a_paused_orderer_answers_when_it_is_resumed() throws Exception {
            gate.pause();
            Recorder<BroadcastResponse> answers = new Recorder<>();
            AtomicBroadcastGrpc.newStub(channel).broadcast(answers).onNext(transactions.write("a", "1"));
            assertThat(orderer.height()).isEqualTo(1);
            assertThat(answers.isEmpty()).isTrue();
            gate.resume();
            assertThat(answers.next(BroadcastResponse.class).getStatus()).isEqualTo(Status.SUCCESS);
        }
    }

    @Nested
    class Restart {
        @Test
        void an_orderer_goes_on_where_it_was() throws Exception {
            broadcast(transactions.write("a", "1"));
            Block first = delivered(deliverFrom(1));
            stop();
            start();
            assertThat(orderer.height()).isEqualTo(2);
            broadcast(transactions.write("b", "1"));
            Recorder<DeliverResponse> blocks = deliverFrom(1);
            assertThat(delivered(blocks)).isEqualTo(first);
            assertThat(delivered(blocks).getHeader().getPreviousHash()).isEqualTo(Blocks.headerHash(first.getHeader()));
        }
    }

    @Nested
    class Cutting {
        @Test
        void with_a_time_out_envelopes_of_one_moment_share_a_block() throws Exception {
            stop();
            start(CutPolicy.AFTER_TIMEOUT);
            Recorder<BroadcastResponse> answers = new Recorder<>();
            StreamObserver<Envelope> stream =
                    AtomicBroadcastGrpc.newStub(channel).broadcast(answers);
            for (int i = 0; i < 50; i++) {
                stream.onNext(transactions.draft().build());
            }
            for (int i = 0; i < 50; i++) {
                answers.next(BroadcastResponse.class);
            }
            // Without the wait there would be some blocks of a few envelopes each; a slow machine may need two.
            assertThat(orderer.height()).isBetween(2L, 11L);
        }
    }
}
