package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeLink;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestProposal;
import org.touchmark.network.testing.nodes.TestPeer;

/** What a peer endorses, what it refuses, and how much at a time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndorserServiceTest extends ByEndorserStub {
    @Nested
    class An_endorsement {
        @Test
        void is_signed_by_the_peer_over_payload_and_identity() throws Exception {
            ProposalResponse response =
                    process(TestProposal.by(client, "put", "k", "v").build());

            ByteString endorser = response.getEndorsement().getEndorser();
            Identity signer = peer.ledger().config().identify(endorser.toByteArray());
            assertThat(signer.certificate()).isEqualTo(peer.node().identity().certificate());
            assertThat(peer.ledger()
                            .config()
                            .verifies(
                                    signer,
                                    response.getPayload().concat(endorser).toByteArray(),
                                    response.getEndorsement().getSignature().toByteArray()))
                    .isTrue();
            assertThat(response.getVersion()).isEqualTo(1);
            assertThat(response.getInterest().getChaincodes(0).getName()).isEqualTo("goods");
        }

        @Test
        void binds_the_proposal_without_its_transient_data() throws Exception {
            ByteString nonce = ByteString.copyFromUtf8("the very same nonce");
            Instant time = Instant.now();
            TestProposal plain =
                    TestProposal.by(client, "get", "k").nonce(nonce).time(time);
            TestProposal secret =
                    TestProposal.by(client, "get", "k").nonce(nonce).time(time).secret("s", "hidden");

            // By another peer: the shim forgets a transaction by its id a moment after its answer, the second too.
            TestPeer other = net.peer(TestConsortium.MERIDIAN);
            assertThat(process(plain.build()).getPayload())
                    .isEqualTo(processAt(other, secret.build()).getPayload())
                    .isNotEqualTo(ByteString.EMPTY);
        }

        @Test
        void names_the_chaincode_its_version_and_its_answer() throws Exception {
            ChaincodeAction action = actionOf(
                    process(TestProposal.by(client, "event", "sold", "now").build()));

            assertThat(action.getChaincodeId().getName()).isEqualTo("goods");
            assertThat(action.getChaincodeId().getVersion()).isEqualTo("1.0");
            assertThat(action.getResponse().getStatus()).isEqualTo(200);
            assertThat(ChaincodeEvent.parseFrom(action.getEvents()).getEventName())
                    .isEqualTo("sold");
        }

        @Test
        void holds_the_read_of_the_chaincodes_sequence() throws Exception {
            ProposalResponse response =
                    process(TestProposal.by(client, "get", "k").build());

            assertThat(setOf(response, "_lifecycle").getReadsList())
                    .extracting(KVRead::getKey)
                    .containsExactly("namespaces/fields/goods/Sequence");
            assertThat(setOf(response, "_lifecycle").getReads(0).getVersion().getBlockNum())
                    .isEqualTo(1);
        }

        @Test
        void is_not_given_to_an_error() {
            ProposalResponse refused =
                    process(TestProposal.by(client, "status", "400", "E4").build());
            ProposalResponse broken =
                    process(TestProposal.by(client, "status", "500", "E5").build());

            assertThat(refused.getResponse().getStatus()).isEqualTo(400);
            assertThat(refused.hasEndorsement()).isFalse();
            assertThat(refused.getPayload()).isEqualTo(ByteString.EMPTY);
            assertThat(broken.getResponse().getMessage()).isEqualTo("E5");
            assertThat(broken.hasEndorsement()).isFalse();
            assertThat(broken.getPayload()).isNotEqualTo(ByteString.EMPTY);
        }
    }

    @Nested
    class A_proposal {
        @Test
        void that_is_none_is_refused() {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> process(SignedProposal.newBuilder()
                            .setProposalBytes(ByteString.fromHex("ffffff"))
                            .build()));
            assertThat(refusal.getStatus().getDescription()).startsWith("error unmarshalling Proposal: ");
        }

        @Test
        void without_a_chaincode_is_refused() {
            assertRefused(
                    TestProposal.by(client, "get", "k").chaincode(""),
                    "ChaincodeHeaderExtension.ChaincodeId.Name is empty");
        }

        @Test
        void of_another_header_type_is_refused() {
            assertRefused(
                    TestProposal.by(client, "get", "k").type(HeaderType.DELIVER_SEEK_INFO),
                    "error validating proposal: invalid header type DELIVER_SEEK_INFO");
        }

        @Test
        void of_another_epoch_is_refused() {
            assertRefused(TestProposal.by(client, "get", "k").epoch(1), "error validating proposal: epoch is non-zero");
        }

        @Test
        void without_nonce_or_creator_or_signature_is_refused() {
            assertRefused(
                    TestProposal.by(client, "get", "k").nonce(ByteString.EMPTY),
                    "error validating proposal: nonce is empty");
            assertRefused(
                    TestProposal.by(client, "get", "k").creatorBytes(""),
                    "error validating proposal: creator is empty");
            assertRefused(
                    TestProposal.by(client, "get", "k").signature(new byte[0]),
                    "error validating proposal: empty signature bytes");
        }

        @Test
        void with_a_wrong_transaction_id_is_refused() {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> process(TestProposal.by(client, "get", "k")
                            .transactionId("1234")
                            .build()));
            assertThat(refusal.getStatus().getDescription())
                    .startsWith("error validating proposal: incorrectly computed txid '1234' -- expected '");
        }

        @Test
        void of_a_stranger_is_refused() {
            assertRefused(
                    TestProposal.by(net.consortium().stranger(), "get", "k"),
                    "error validating proposal: access denied: channel [touchmark] creator org unknown, creator is "
                            + "malformed");
            assertRefused(
                    TestProposal.by(client, "get", "k").creatorBytes("junk"),
                    "error validating proposal: access denied: channel [touchmark] creator org unknown, creator is "
                            + "malformed");
        }

        @Test
        void with_a_revoked_certificate_is_refused() {
            assertRefused(
                    TestProposal.by(revoked, "get", "k"),
                    "error validating proposal: access denied: channel [touchmark] creator org [AureliaMSP]");
        }

        @Test
        void with_an_expired_certificate_is_refused_by_the_filter() {
            assertRefused(
                    TestProposal.by(net.consortium().expiredClient(TestConsortium.AURELIA), "get", "k"),
                    "proposal client identity expired");
        }

        @Test
        void with_another_ones_signature_is_refused() {
            byte[] foreign = net.consortium().client(TestConsortium.AURELIA).sign(new byte[] {1});

            assertRefused(
                    TestProposal.by(client, "get", "k").signature(foreign),
                    "error validating proposal: access denied: channel [touchmark] creator org [AureliaMSP]");
            assertRefused(
                    TestProposal.by(client, "GetChainInfo", CHANNEL)
                            .chaincode("qscc")
                            .signature(foreign),
                    "error validating proposal: access denied: channel [touchmark] creator org [AureliaMSP]");
        }

        @Test
        void by_someone_who_may_not_write_is_refused() {
            assertRefused(
                    TestProposal.by(net.consortium().peer(TestConsortium.AURELIA), "get", "k"),
                    "Failed evaluating policy on signed data during check policy on channel [touchmark] with policy "
                            + "[/Channel/Application/Writers]: [signature set did not satisfy policy]");
        }

        @ParameterizedTest
        @ValueSource(ints = {-16, 16})
        void with_a_time_that_is_off_is_refused_by_the_filter(int minutes) {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> process(TestProposal.by(client, "get", "k")
                            .time(Instant.now().plus(Duration.ofMinutes(minutes)))
                            .build()));
            assertThat(refusal.getStatus().getDescription())
                    .startsWith("request unauthorized due to incorrect timestamp ")
                    .endsWith("peer.authentication.timewindow 15m0s");
        }

        @Test
        void for_an_unknown_channel_or_chaincode_fails() {
            assertFailed(TestProposal.by(client, "get", "k").channel("elsewhere"), "channel 'elsewhere' not found");
            assertFailed(
                    TestProposal.by(client, "get", "k").chaincode("bads"),
                    "make sure the chaincode bads has been successfully defined on channel touchmark and try again: "
                            + "chaincode bads not found");
            assertRefused(
                    TestProposal.by(client, "get", "k").channel(""), "Failed to get policy manager for channel []");
        }

        @Test
        void that_calls_init_where_none_is_needed_fails() {
            ProposalResponse response =
                    process(TestProposal.by(client, "get", "k").asInit().build());
            assertThat(response.getResponse().getMessage())
                    .endsWith(
                            "invalid invocation: chaincode 'goods' does not require initialization but called as init");
        }
    }

    @Nested
    class A_chaincode_that_must_be_initialized {
        @Test
        void is_initialized_once_and_then_invoked() throws Exception {
            for (String mspId : TestConsortium.MEMBERS) {
                TestPeer each = net.peer(mspId);
                each.node()
                        .chaincodes()
                        .install(
                                "careful",
                                new ChaincodeLink(
                                        each.chaincode().address(),
                                        ChaincodeLimits.DEFAULT,
                                        each.node().gate()));
            }
            ChaincodeDefinition plain = ChaincodeDefinition.of(1, "1.0");
            net.deploy(
                    "careful",
                    new ChaincodeDefinition(
                            1,
                            "1.0",
                            "escc",
                            "vscc",
                            plain.validationParameter(),
                            ChaincodeDefinition.InitRule.REQUIRED));

            ProposalResponse early = process(
                    TestProposal.by(client, "get", "k").chaincode("careful").build());
            ProposalResponse init = process(TestProposal.by(client, "init")
                    .chaincode("careful")
                    .asInit()
                    .build());

            assertThat(early.getResponse().getMessage())
                    .endsWith("chaincode 'careful' has not been initialized for this version, must call as init first");
            assertThat(init.getResponse().getStatus()).isEqualTo(200);
            assertThat(setOf(init, "careful").getWrites(0).getKey()).endsWith("initialized");
            assertThat(setOf(init, "careful").getWrites(0).getValue().toStringUtf8())
                    .isEqualTo("1.0");
        }
    }

    @Nested
    class Limits {
        @Test
        void refuse_calls_beyond_the_number_at_a_time() {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            StatusRuntimeException refusal;
            do {
                for (int i = 0; i < LIMITS.endorserConcurrency(); i++) {
                    EndorserGrpc.newStub(peer.channel())
                            .processProposal(TestProposal.by(client, "hang").build(), new Ignored<>());
                }
                refusal = catchThrowableOfType(StatusRuntimeException.class, this::get);
            } while (refusal == null && System.nanoTime() < deadline);

            assertThat(refusal).as("a refusal while all places are taken").isNotNull();
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
            assertThat(refusal.getStatus().getDescription())
                    .isEqualTo("too many requests for /protos.Endorser, exceeding concurrency limit (8)");
            while (refusal != null && System.nanoTime() < deadline) {
                refusal = catchThrowableOfType(StatusRuntimeException.class, this::get);
            }
            assertThat(refusal).as("a refusal after the others have ended").isNull();
        }

        private void get() {
            assertThat(process(TestProposal.by(client, "get", "k").build())
                            .getResponse()
                            .getStatus())
                    .isEqualTo(200);
        }

        @Test
        void of_the_gateway_count_calls_that_wait() throws Exception {
            CommitStatusRequest request = CommitStatusRequest.newBuilder()
                    .setIdentity(ByteString.copyFrom(client.serialized()))
                    .setChannelId(CHANNEL)
                    .setTransactionId("never")
                    .build();
            SignedCommitStatusRequest signed = SignedCommitStatusRequest.newBuilder()
                    .setRequest(request.toByteString())
                    .setSignature(ByteString.copyFrom(client.sign(request.toByteArray())))
                    .build();
            try (Context.CancellableContext waiting = Context.current().withCancellation()) {
                // One more before each attempt, for an attempt may have taken the last place from one that waits.
                Runnable wait = () ->
                        waiting.run(() -> GatewayGrpc.newStub(peer.channel()).commitStatus(signed, new Ignored<>()));
                assertThat(evaluateUntil(false, wait).getStatus().getDescription())
                        .isEqualTo("too many requests for /gateway.Gateway, exceeding concurrency limit (8)");
            }
            assertThat(evaluateUntil(true, () -> {}))
                    .as("a refusal after the others have gone")
                    .isNull();
        }

        /** Calls until a call succeeds, or is refused; null means it succeeded. */
        private StatusRuntimeException evaluateUntil(boolean success, Runnable before) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            StatusRuntimeException refusal;
            do {
                before.run();
                EvaluateRequest request = EvaluateRequest.newBuilder()
                        .setProposedTransaction(
                                TestProposal.by(client, "get", "k").build())
                        .build();
                refusal = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> GatewayGrpc.newBlockingStub(peer.channel()).evaluate(request));
            } while ((refusal == null) != success && System.nanoTime() < deadline);
            return refusal;
        }
    }

    private static final class Ignored<T> implements StreamObserver<T> {
        @Override
        public void onNext(T value) {
            // Nobody reads it.
        }

        @Override
        public void onError(Throwable failure) {
            // It is cancelled.
        }

        @Override
        public void onCompleted() {
            // Nobody waits for it.
        }
    }

    @Nested
    class A_paused_peer {
        @Test
        void answers_once_it_is_resumed() {
            peer.node().gate().pause();
            try {
                StatusRuntimeException silence = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> EndorserGrpc.newBlockingStub(peer.channel())
                                .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                                .processProposal(
                                        TestProposal.by(client, "get", "k").build()));
                assertThat(silence.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            } finally {
                peer.node().gate().resume();
            }
            assertThat(process(TestProposal.by(client, "get", "k").build())
                            .getResponse()
                            .getStatus())
                    .isEqualTo(200);
        }
    }
}
