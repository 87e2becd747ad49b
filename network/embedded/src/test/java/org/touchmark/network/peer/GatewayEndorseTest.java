package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestProposal;

/** The gateway's Endorse. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayEndorseTest extends OnTestNetwork {
    @Nested
    class Endorse {
        @Test
        void collects_a_majority_with_its_own_organisation_first() throws Exception {
            Transaction transaction =
                    goods.newProposal("put").addArguments("k", "v").build().endorse();

            assertThat(endorsersOf(transaction.getBytes())).hasSize(2).startsWith(TestConsortium.AURELIA);
        }

        @Test
        void asks_just_the_organisations_that_are_named() throws Exception {
            Transaction three = goods.newProposal("put")
                    .addArguments("k", "v")
                    .setEndorsingOrganizations(TestConsortium.ASSAY, TestConsortium.MERIDIAN, TestConsortium.AURELIA)
                    .build()
                    .endorse();
            Transaction one = goods.newProposal("put")
                    .addArguments("k", "v")
                    .setEndorsingOrganizations(TestConsortium.ASSAY)
                    .build()
                    .endorse();

            assertThat(endorsersOf(three.getBytes())).containsExactlyInAnyOrderElementsOf(TestConsortium.MEMBERS);
            assertThat(endorsersOf(one.getBytes())).containsExactly(TestConsortium.ASSAY);
        }

        @Test
        void names_organisations_that_have_no_peer() {
            EndorseException failure = endorseFailure(goods.newProposal("put")
                    .addArguments("k", "v")
                    .setEndorsingOrganizations("NobodyMSP", TestConsortium.ASSAY)
                    .build());

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(failure.getStatus().getDescription())
                    .isEqualTo("failed to find any endorsing peers for org(s): NobodyMSP");
        }

        @Test
        void refuses_what_it_can_not_read() {
            assertStatus(
                    failure(() -> stub().endorse(EndorseRequest.getDefaultInstance())),
                    Status.Code.INVALID_ARGUMENT,
                    "the proposed transaction must contain a signed proposal");
            assertThat(failure(() -> stub().endorse(request(SignedProposal.newBuilder()
                                    .setProposalBytes(ByteString.fromHex("ffffff"))
                                    .build())))
                            .getStatus()
                            .getDescription())
                    .startsWith("error unmarshalling Proposal: ");
        }

        private EndorseRequest request(SignedProposal proposal) {
            return EndorseRequest.newBuilder().setProposedTransaction(proposal).build();
        }

        @Test
        void has_no_plan_for_an_unknown_channel_or_chaincode() {
            assertStatus(
                    failure(() -> stub().endorse(request(TestProposal.by(client, "get", "k")
                            .channel("elsewhere")
                            .build()))),
                    Status.Code.FAILED_PRECONDITION,
                    "no combination of peers can be derived which satisfy the endorsement policy: No metadata was "
                            + "found for chaincode goods in channel elsewhere");
            assertStatus(
                    failure(() -> stub().endorse(request(TestProposal.by(client, "get", "k")
                            .chaincode("bads")
                            .build()))),
                    Status.Code.FAILED_PRECONDITION,
                    "no combination of peers can be derived which satisfy the endorsement policy: No metadata was "
                            + "found for chaincode bads in channel touchmark");
        }

        @Test
        void has_no_plan_for_a_ledger_query_but_endorses_it_where_an_organisation_is_named() throws Exception {
            Proposal.Builder query =
                    network.getContract("qscc").newProposal("GetChainInfo").addArguments(TestConsortium.CHANNEL);

            assertThat(endorseFailure(query.build()).getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            Transaction signed = query.setEndorsingOrganizations(TestConsortium.MERIDIAN)
                    .build()
                    .endorse();
            assertThat(endorsersOf(signed.getBytes())).containsExactly(TestConsortium.MERIDIAN);
        }

        @Test
        void keeps_transient_data_at_home() {
            assertStatus(
                    failure(() -> stub().endorse(request(TestProposal.by(client, "get", "k")
                            .chaincode("bads")
                            .secret("s", "hidden")
                            .build()))),
                    Status.Code.FAILED_PRECONDITION,
                    "no endorsers found in the gateway's organization; retry specifying endorsing organization(s) to "
                            + "protect transient data");
        }

        @Test
        void is_aborted_by_a_chaincodes_error_with_its_text_in_the_details() {
            EndorseException failure = endorseFailure(goods.newProposal("status")
                    .addArguments("500", "E17 broken")
                    .build());

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(failure.getStatus().getDescription())
                    .isEqualTo("failed to endorse transaction, see attached details for more info");
            assertThat(detailsOf(failure)).containsExactly("chaincode response 500, E17 broken");
            assertThat(organisationsOf(failure)).containsExactly(TestConsortium.AURELIA);
        }

        @Test
        void is_aborted_when_the_answers_differ() {
            EndorseException failure = endorseFailure(goods.newProposal("own").build());

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(failure.getStatus().getDescription())
                    .isEqualTo("failed to collect enough transaction endorsements, see attached details for more info");
            assertThat(detailsOf(failure)).containsExactly(EndorseCall.MISMATCH, EndorseCall.MISMATCH);
            assertThat(organisationsOf(failure))
                    .containsExactlyInAnyOrder(TestConsortium.MERIDIAN, TestConsortium.ASSAY);
        }

        @Test
        void tries_another_organisation_when_one_is_down() throws Exception {
            net.peer(TestConsortium.ASSAY).unplug();
            try {
                Transaction transaction =
                        goods.newProposal("put").addArguments("k", "v").build().endorse();
                assertThat(endorsersOf(transaction.getBytes()))
                        .containsExactly(TestConsortium.AURELIA, TestConsortium.MERIDIAN);
            } finally {
                net.peer(TestConsortium.ASSAY).serve();
            }
            net.peer(TestConsortium.MERIDIAN).unplug();
            try {
                Transaction transaction =
                        goods.newProposal("put").addArguments("k", "v").build().endorse();
                assertThat(endorsersOf(transaction.getBytes()))
                        .containsExactly(TestConsortium.AURELIA, TestConsortium.ASSAY);
            } finally {
                net.peer(TestConsortium.MERIDIAN).serve();
            }
        }

        @Test
        void says_what_it_waited_for_when_time_is_up() throws Exception {
            assertStatus(
                    timeOut(request(TestProposal.by(client, "hang").build())),
                    Status.Code.DEADLINE_EXCEEDED,
                    "endorsement timeout expired while collecting first endorsement");
            assertStatus(
                    timeOut(request(TestProposal.by(client, "hang").build()).toBuilder()
                            .addEndorsingOrganizations(TestConsortium.ASSAY)
                            .build()),
                    Status.Code.DEADLINE_EXCEEDED,
                    "endorsement timeout expired while collecting endorsements");
        }

        /** Calls without a client in between, whose own deadline would be quicker to say so. */
        private StatusRuntimeException timeOut(EndorseRequest request) throws Exception {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
            CompletableFuture<StatusRuntimeException> failure = new CompletableFuture<>();
            try (Context.CancellableContext context =
                    Context.current().withDeadline(Deadline.after(200, TimeUnit.MILLISECONDS), timer)) {
                GatewayService service = net.peer(TestConsortium.AURELIA).gateway();
                context.run(() -> service.handler().endorse(request, new StreamObserver<EndorseResponse>() {
                    @Override
                    public void onNext(EndorseResponse value) {
                        failure.completeExceptionally(new AssertionError("endorsed"));
                    }

                    @Override
                    public void onError(Throwable cause) {
                        failure.complete((StatusRuntimeException) cause);
                    }

                    @Override
                    public void onCompleted() {
                        // After onNext.
                    }
                }));
                return failure.get(10, TimeUnit.SECONDS);
            } finally {
                timer.shutdownNow();
            }
        }

        private EndorseException endorseFailure(Proposal proposal) {
            EndorseException failure = catchThrowableOfType(EndorseException.class, proposal::endorse);
            assertThat(failure).as("a refusal").isNotNull();
            return failure;
        }
    }
}
