package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;

/** The gateway's Submit and CommitStatus, and the peer's health. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayCommitTest extends OnTestNetwork {
    @Nested
    class Submit {
        @Test
        void refuses_what_is_not_a_signed_transaction() {
            assertStatus(
                    failure(() -> stub().submit(SubmitRequest.getDefaultInstance())),
                    Status.Code.INVALID_ARGUMENT,
                    "a prepared transaction is required");
            assertStatus(
                    failure(() -> stub().submit(SubmitRequest.newBuilder()
                            .setPreparedTransaction(Envelope.getDefaultInstance())
                            .build())),
                    Status.Code.INVALID_ARGUMENT,
                    "prepared transaction must be signed");
        }

        @Test
        void to_an_unknown_channel_is_refused() {
            assertStatus(
                    failure(() -> stub().submit(SubmitRequest.newBuilder()
                            .setChannelId("elsewhere")
                            .setPreparedTransaction(signed())
                            .build())),
                    Status.Code.FAILED_PRECONDITION,
                    "failed to get config for channel [elsewhere]: could not get last config for channel elsewhere");
        }

        private Envelope signed() {
            return Envelope.newBuilder()
                    .setPayload(ByteString.copyFromUtf8("junk"))
                    .setSignature(ByteString.copyFromUtf8("junk"))
                    .build();
        }

        @Test
        void is_aborted_when_the_orderer_refuses_the_envelope() {
            StatusRuntimeException failure = failure(() -> stub().submit(SubmitRequest.newBuilder()
                    .setChannelId(TestConsortium.CHANNEL)
                    .setPreparedTransaction(signed())
                    .build()));

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(failure.getStatus().getDescription())
                    .startsWith("received unsuccessful response from orderer: status=BAD_REQUEST, info=");
        }
    }

    @Nested
    class Submit_without_an_orderer {
        @Test
        void is_unavailable_and_names_the_orderer() throws Exception {
            int port;
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            NetworkOrderer gone = new NetworkOrderer(TestConsortium.ORDERER, "orderer:7050", () -> net.channelTo(port));

            CompletableFuture<?> sent = BroadcastCall.send(gone, Envelope.getDefaultInstance(), Duration.ofSeconds(10));

            ExecutionException failure =
                    catchThrowableOfType(ExecutionException.class, () -> sent.get(20, TimeUnit.SECONDS));
            StatusRuntimeException status = (StatusRuntimeException) failure.getCause();
            assertStatus(status, Status.Code.UNAVAILABLE, "no orderers could successfully process transaction");
            ErrorDetail detail = StatusProto.fromThrowable(status).getDetails(0).unpack(ErrorDetail.class);
            assertThat(detail.getAddress()).isEqualTo("orderer:7050");
            assertThat(detail.getMessage()).startsWith("rpc error: code = Unavailable desc = ");
        }
    }

    @Nested
    class Commit_status {
        @Test
        void needs_all_of_a_request() {
            assertStatus(
                    failure(() -> stub().commitStatus(SignedCommitStatusRequest.getDefaultInstance())),
                    Status.Code.INVALID_ARGUMENT,
                    "a commit status request is required");
            assertThat(failure(() -> stub().commitStatus(SignedCommitStatusRequest.newBuilder()
                                    .setRequest(ByteString.fromHex("ffffff"))
                                    .build()))
                            .getStatus()
                            .getDescription())
                    .startsWith("invalid status request: ");
            assertRefused(request().clearIdentity(), "no identity provided");
            assertRefused(request().clearChannelId(), "no channel ID provided");
            assertRefused(request().clearTransactionId(), "transaction ID should not be empty");
        }

        private CommitStatusRequest.Builder request() {
            return CommitStatusRequest.newBuilder()
                    .setIdentity(ByteString.copyFrom(client.serialized()))
                    .setChannelId(TestConsortium.CHANNEL)
                    .setTransactionId("tx");
        }

        private void assertRefused(CommitStatusRequest.Builder request, String message) {
            assertStatus(
                    failure(() -> stub().commitStatus(sign(request.build(), client))),
                    Status.Code.INVALID_ARGUMENT,
                    message);
        }

        private SignedCommitStatusRequest sign(CommitStatusRequest request, SigningIdentity signer) {
            return SignedCommitStatusRequest.newBuilder()
                    .setRequest(request.toByteString())
                    .setSignature(ByteString.copyFrom(signer.sign(request.toByteArray())))
                    .build();
        }

        @Test
        void is_for_readers_of_the_channel() {
            SignedCommitStatusRequest forged =
                    sign(request().build(), net.consortium().client(TestConsortium.AURELIA));
            assertThat(failure(() -> stub().commitStatus(forged)).getStatus().getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
            assertStatus(
                    failure(() -> stub().commitStatus(
                                    sign(request().setChannelId("elsewhere").build(), client))),
                    Status.Code.PERMISSION_DENIED,
                    "Failed to get policy manager for channel [elsewhere]");
        }

        @Test
        void waits_until_the_deadline_for_what_never_comes() {
            GatewayGrpc.GatewayBlockingStub hasty = GatewayGrpc.newBlockingStub(
                            net.peer(TestConsortium.AURELIA).channel())
                    .withDeadlineAfter(300, TimeUnit.MILLISECONDS);

            assertThat(failure(() -> hasty.commitStatus(sign(request().build(), client)))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        }

        @Test
        void waits_for_a_commit_that_comes_later() throws Exception {
            Transaction transaction =
                    goods.newProposal("put").addArguments("late", "v").build().endorse();
            CompletableFuture<CommitStatusResponse> status =
                    CompletableFuture.supplyAsync(() -> stub().commitStatus(sign(
                            request()
                                    .setTransactionId(transaction.getTransactionId())
                                    .build(),
                            client)));
            transaction.submit();

            assertThat(status.get(20, TimeUnit.SECONDS).getResult()).isEqualTo(TxValidationCode.VALID);
        }

        @Test
        void asked_again_later_is_the_same() throws Exception {
            SubmittedTransaction submitted = goods.newProposal("put")
                    .addArguments("again", "v")
                    .build()
                    .endorse()
                    .submitAsync();
            org.hyperledger.fabric.client.Status first = submitted.getStatus();

            try (Gateway other =
                    net.connect(TestConsortium.ASSAY, net.consortium().client(TestConsortium.ASSAY))) {
                org.hyperledger.fabric.client.Status second =
                        other.newCommit(resigned(submitted.getTransactionId())).getStatus();
                assertThat(second.getBlockNumber()).isEqualTo(first.getBlockNumber());
                assertThat(second.getCode()).isEqualTo(TxValidationCode.VALID);
            } catch (CommitStatusException e) {
                throw new AssertionError(e);
            }
        }

        /** Where a commit's bytes come from outside, the SDK takes them as they are. */
        private byte[] resigned(String transactionId) {
            return sign(request().setTransactionId(transactionId).build(), client)
                    .toByteArray();
        }
    }

    @Nested
    class Health {
        @Test
        void is_well_while_the_chaincode_answers() {
            PeerHealth health = PeerHealth.of(net.peer(TestConsortium.MERIDIAN).node());

            assertThat(health.isWell()).isTrue();
            assertThat(health.height()).isGreaterThanOrEqualTo(2);
        }

        @Test
        void names_the_chaincode_that_can_not_be_reached() throws Exception {
            net.peer(TestConsortium.MERIDIAN).chaincode().stop();
            try {
                PeerHealth health =
                        awaitTrouble(net.peer(TestConsortium.MERIDIAN).node());

                assertThat(health.problems().get("goods")).contains("could not launch chaincode goods_MeridianMSP:1");
            } finally {
                net.peer(TestConsortium.MERIDIAN).chaincode().serve();
            }
        }

        /** The peer learns of the broken connection a moment later. */
        private PeerHealth awaitTrouble(PeerNode node) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            PeerHealth health = PeerHealth.of(node);
            while (health.isWell() && System.nanoTime() < deadline) {
                health = PeerHealth.of(node);
            }
            assertThat(health.isWell()).isFalse();
            return health;
        }
    }
}
