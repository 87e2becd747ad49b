package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekNewest;
import org.hyperledger.fabric.protos.orderer.SeekNextCommit;
import org.hyperledger.fabric.protos.orderer.SeekOldest;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.Gate;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.deliver.SeekEnvelopes;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.ledger.Ledgers;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;
import org.touchmark.network.testing.nodes.Recorder;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeliverServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final SeekPosition OLDEST =
            SeekPosition.newBuilder().setOldest(SeekOldest.getDefaultInstance()).build();
    private static final SeekPosition NEWEST =
            SeekPosition.newBuilder().setNewest(SeekNewest.getDefaultInstance()).build();
    private static final SeekPosition NEXT_COMMIT = SeekPosition.newBuilder()
            .setNextCommit(SeekNextCommit.getDefaultInstance())
            .build();

    @TempDir
    Path folder;

    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);
    private final BlockAssembler orderer = new BlockAssembler(consortium.orderer());
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Gate gate = new Gate();

    private Ledger ledger;
    private Server server;
    private ManagedChannel channel;

    /** A ledger of height 4: block 0, the definition, two blocks with a transaction. */
    @BeforeEach
    void start() throws IOException {
        Block genesis = consortium.blockZero();
        ledger = Ledgers.open(folder, genesis, ChannelConfigs.of(genesis));
        commit(transactions.definition());
        commit(transactions.write("a", "1"));
        commit(transactions.write("b", "1"));
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new DeliverService(ledger, gate, executor))
                .build()
                .start();
        channel = Grpc.newChannelBuilderForAddress("localhost", server.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void stop() {
        gate.resume();
        channel.shutdownNow();
        server.shutdownNow();
        ledger.close();
        executor.shutdownNow();
    }

    private void commit(Envelope envelope) {
        ledger.commit(orderer.next(ledger.block(ledger.height() - 1).orElseThrow(), List.of(envelope.toByteString())));
    }

    private static SeekPosition at(long number) {
        return SeekPosition.newBuilder()
                .setSpecified(SeekSpecified.newBuilder().setNumber(number))
                .build();
    }

    private static SeekInfo seek(SeekPosition start, SeekPosition stop) {
        return SeekInfo.newBuilder().setStart(start).setStop(stop).build();
    }

    private Envelope signed(SeekInfo seek) {
        return SeekEnvelopes.sign(seek, TestConsortium.CHANNEL, Instant.now(), transactions.client());
    }

    private Recorder<DeliverResponse> deliver(Envelope request) {
        Recorder<DeliverResponse> responses = new Recorder<>();
        DeliverGrpc.newStub(channel).deliver(responses).onNext(request);
        return responses;
    }

    private static long number(Recorder<DeliverResponse> responses) throws InterruptedException {
        return responses.next(DeliverResponse.class).getBlock().getHeader().getNumber();
    }

    private static void assertStatus(Recorder<DeliverResponse> responses, Status status) throws InterruptedException {
        assertThat(responses.next(DeliverResponse.class).getStatus()).isEqualTo(status);
    }

    private void assertRefused(Envelope request, Status status) throws InterruptedException {
        Recorder<DeliverResponse> responses = deliver(request);
        assertStatus(responses, status);
        responses.assertCompleted();
    }

    @Nested
    class Positions {
        @Test
        void oldest_to_newest_is_every_block_and_then_SUCCESS() throws Exception {
            Recorder<DeliverResponse> responses = deliver(signed(seek(OLDEST, NEWEST)));
            for (long n = 0; n < 4; n++) {
                assertThat(responses.next(DeliverResponse.class).getBlock())
                        .isEqualTo(ledger.block(n).orElseThrow());
            }
            assertStatus(responses, Status.SUCCESS);
        }

        @Test
        void newest_to_newest_is_one_block() throws Exception {
            Recorder<DeliverResponse> responses = deliver(signed(seek(NEWEST, NEWEST)));
            assertThat(number(responses)).isEqualTo(3);
            assertStatus(responses, Status.SUCCESS);
        }

        @Test
        void oldest_to_oldest_is_block_0() throws Exception {
            Recorder<DeliverResponse> responses = deliver(signed(seek(OLDEST, OLDEST)));
            assertThat(number(responses)).isZero();
            assertStatus(responses, Status.SUCCESS);
        }

        @Test
        void a_stop_behind_the_height_waits_for_the_blocks() throws Exception {
            Recorder<DeliverResponse> responses = deliver(signed(seek(at(3), at(5))));
            assertThat(number(responses)).isEqualTo(3);
            commit(transactions.write("c", "1"));
            assertThat(number(responses)).isEqualTo(4);
            commit(transactions.write("d", "1"));
            assertThat(number(responses)).isEqualTo(5);
            assertStatus(responses, Status.SUCCESS);
        }

        @Test
        void next_commit_is_the_block_that_comes() throws Exception {
            Recorder<DeliverResponse> responses = deliver(signed(seek(NEXT_COMMIT, at(Long.MAX_VALUE))));
            // Nobody tells when the request has got its position, so blocks come until it answers one of them.
            Instant end = Instant.now().plus(LIMIT);
            int committed = 3;
            while (responses.isEmpty() && Instant.now().isBefore(end)) {
                commit(transactions.write("c", Integer.toString(++committed)));
            }
            assertThat(number(responses)).isBetween(4L, (long) committed);
        }

        @Test
        void a_start_at_the_height_waits_and_one_above_is_NOT_FOUND() throws Exception {
            Recorder<DeliverResponse> waiting = deliver(signed(seek(at(4), at(4))));
            assertRefused(signed(seek(at(5), at(9))), Status.NOT_FOUND);
            commit(transactions.write("c", "1"));
            assertThat(number(waiting)).isEqualTo(4);
        }

        @Test
        void a_stop_before_the_start_is_a_BAD_REQUEST() throws Exception {
            assertRefused(signed(seek(at(3), at(2))), Status.BAD_REQUEST);
        }

        @Test
        void who_will_not_wait_gets_NOT_FOUND_after_the_last_block() throws Exception {
            SeekInfo seek = seek(at(3), at(9)).toBuilder()
                    .setBehavior(SeekInfo.SeekBehavior.FAIL_IF_NOT_READY)
                    .build();
            Recorder<DeliverResponse> responses = deliver(signed(seek));
            assertThat(number(responses)).isEqualTo(3);
            assertStatus(responses, Status.NOT_FOUND);
            responses.assertCompleted();
        }

        @Test
        void a_missing_start_or_stop_is_a_BAD_REQUEST() throws Exception {
            assertRefused(signed(SeekInfo.newBuilder().setStart(OLDEST).build()), Status.BAD_REQUEST);
            assertRefused(signed(SeekInfo.newBuilder().setStop(OLDEST).build()), Status.BAD_REQUEST);
        }

        @Test
        void one_stream_serves_one_request_after_the_other() throws Exception {
            Recorder<DeliverResponse> responses = new Recorder<>();
            StreamObserver<Envelope> requests = DeliverGrpc.newStub(channel).deliver(responses);
            requests.onNext(signed(seek(at(1), at(1))));
            requests.onNext(signed(seek(at(3), at(3))));
            requests.onCompleted();
            assertThat(number(responses)).isEqualTo(1);
            assertStatus(responses, Status.SUCCESS);
            assertThat(number(responses)).isEqualTo(3);
            assertStatus(responses, Status.SUCCESS);
            responses.assertCompleted();
        }

        @Test
        void headers_with_signatures_leave_the_data_out() throws Exception {
            SeekInfo seek = seek(at(0), at(1)).toBuilder()
                    .setContentType(SeekInfo.SeekContentType.HEADER_WITH_SIG)
                    .build();
            Recorder<DeliverResponse> responses = deliver(signed(seek));
            assertThat(responses.next(DeliverResponse.class).getBlock().hasData())
                    .isTrue();
            Block second = responses.next(DeliverResponse.class).getBlock();
            assertThat(second.hasData()).isFalse();
            assertThat(second.getMetadata())
                    .isEqualTo(ledger.block(1).orElseThrow().getMetadata());
        }
    }

    @Nested
    class Access {
        private Envelope by(SigningIdentity identity) {
            return SeekEnvelopes.sign(seek(OLDEST, NEWEST), TestConsortium.CHANNEL, Instant.now(), identity);
        }

        @Test
        void a_stranger_is_FORBIDDEN() throws Exception {
            assertRefused(by(consortium.stranger()), Status.FORBIDDEN);
        }

        @Test
        void an_expired_certificate_is_FORBIDDEN() throws Exception {
            assertRefused(by(consortium.expiredClient(TestConsortium.AURELIA)), Status.FORBIDDEN);
        }

        @Test
        void an_edited_request_is_FORBIDDEN() throws Exception {
            Envelope edited = signed(seek(OLDEST, OLDEST)).toBuilder()
                    .setPayload(signed(seek(OLDEST, NEWEST)).getPayload())
                    .build();
            assertRefused(edited, Status.FORBIDDEN);
        }

        @Test
        void another_channel_is_NOT_FOUND() throws Exception {
            assertRefused(
                    SeekEnvelopes.sign(seek(OLDEST, NEWEST), "elsewhere", Instant.now(), transactions.client()),
                    Status.NOT_FOUND);
        }

        @Test
        void a_time_more_than_15_minutes_off_is_a_BAD_REQUEST() throws Exception {
            for (Duration off : List.of(Duration.ofMinutes(16), Duration.ofMinutes(-16))) {
                assertRefused(
                        SeekEnvelopes.sign(
                                seek(OLDEST, NEWEST),
                                TestConsortium.CHANNEL,
                                Instant.now().plus(off),
                                transactions.client()),
                        Status.BAD_REQUEST);
            }
        }

        @Test
        void garbage_is_a_BAD_REQUEST() throws Exception {
            assertRefused(
                    Envelope.newBuilder()
                            .setPayload(ByteString.copyFromUtf8("garbage"))
                            .build(),
                    Status.BAD_REQUEST);
            assertRefused(Envelope.getDefaultInstance(), Status.BAD_REQUEST);
        }
    }

    @Nested
    class Filtered {
        private FilteredBlock filtered(long number) throws InterruptedException {
            Recorder<DeliverResponse> responses = new Recorder<>();
            DeliverGrpc.newStub(channel).deliverFiltered(responses).onNext(signed(seek(at(number), at(number))));
            return responses.next(DeliverResponse.class).getFilteredBlock();
        }

        @Test
        void a_filtered_block_has_ids_codes_and_events_without_payload() throws Exception {
            ByteString event = ChaincodeEvent.newBuilder()
                    .setChaincodeId(TestTransactions.CHAINCODE)
                    .setEventName("registered")
                    .setPayload(ByteString.copyFromUtf8("secret"))
                    .build()
                    .toByteString();
            commit(transactions
                    .draft()
                    .action(action -> action.setEvents(event))
                    .build());
            commit(transactions.draft().transactionId("wrong").build());

            FilteredBlock block = filtered(4);
            assertThat(block.getChannelId()).isEqualTo(TestConsortium.CHANNEL);
            assertThat(block.getNumber()).isEqualTo(4);
            ChaincodeEvent seen = block.getFilteredTransactions(0)
                    .getTransactionActions()
                    .getChaincodeActions(0)
                    .getChaincodeEvent();
            assertThat(seen.getEventName()).isEqualTo("registered");
            assertThat(seen.getPayload()).isEmpty();
            assertThat(filtered(5).getFilteredTransactions(0).getTxValidationCode())
                    .isEqualTo(TxValidationCode.BAD_PROPOSAL_TXID);
        }

        @Test
        void block_0_is_a_valid_configuration() throws Exception {
            FilteredBlock block = filtered(0);
            assertThat(block.getFilteredTransactions(0).getType()).isEqualTo(HeaderType.CONFIG);
            assertThat(block.getFilteredTransactions(0).getTxValidationCode()).isEqualTo(TxValidationCode.VALID);
        }

        @Test
        void blocks_with_private_data_are_refused_by_name() throws Exception {
            Recorder<DeliverResponse> responses = new Recorder<>();
            DeliverGrpc.newStub(channel).deliverWithPrivateData(responses).onNext(signed(seek(OLDEST, NEWEST)));
            io.grpc.Status status = responses.failure();
            assertThat(status.getCode()).isEqualTo(io.grpc.Status.Code.UNIMPLEMENTED);
            assertThat(status.getDescription())
                    .contains("DeliverWithPrivateData")
                    .contains("no private data");
        }
    }

    @Test
    void a_paused_peer_sends_nothing_until_it_is_resumed() throws Exception {
        Recorder<DeliverResponse> responses = deliver(signed(seek(at(3), at(4))));
        assertThat(number(responses)).isEqualTo(3);
        gate.pause();
        commit(transactions.write("c", "1"));
        assertThat(responses.isEmpty()).isTrue();
        gate.resume();
        assertThat(number(responses)).isEqualTo(4);
    }

    @Test
    void a_ledger_that_closes_ends_the_streams() throws Exception {
        Recorder<DeliverResponse> responses = deliver(signed(seek(at(3), at(9))));
        assertThat(number(responses)).isEqualTo(3);
        ledger.close();
        assertStatus(responses, Status.SERVICE_UNAVAILABLE);
    }
}
