package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.Eventually;

/** Reads: whom the gateway asks, what chaincodes can query, and each way in which a read fails. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class EvaluateConformance extends OnTestedLedger {
    private static final String FAILED = "evaluate call to endorser returned error: ";

    /** Of core.yaml, peer.limits.concurrency.gatewayService. */
    private static final int MORE_THAN_A_GATEWAY_TAKES = 6_000;

    @Test
    void a_read_asks_the_gateways_own_organisation_unless_others_are_named() throws Exception {
        String ownAnswer = evaluate("own");

        assertThat(answerOf(own)).isEqualTo(ownAnswer);
        assertThat(List.of(answerOf(second()), answerOf(third())))
                .doesNotContain(ownAnswer)
                .doesNotHaveDuplicates();
    }

    private String answerOf(String mspId) throws Exception {
        return text(call("own").setEndorsingOrganizations(mspId).build().evaluate());
    }

    @Test
    void a_read_sees_transient_data() throws Exception {
        byte[] answer = call("transient", "secret")
                .putTransient("secret", "hidden")
                .build()
                .evaluate();

        assertThat(text(answer)).isEqualTo("hidden");
    }

    @Test
    void a_read_through_every_peer_gives_what_was_committed() throws Exception {
        String key = freshKey();
        long block = submitted("put", key, "value").getStatus().getBlockNumber();

        for (String mspId : ledger().mspIds()) {
            ledger().awaitHeight(mspId, block + 1);
            try (Gateway other = ledger().connect(mspId)) {
                assertThat(text(contractOf(other).evaluateTransaction("get", key)))
                        .isEqualTo("value");
            }
        }
    }

    @Test
    void ranges_are_in_the_order_of_their_keys_and_exclude_their_end() throws Exception {
        String prefix = freshKey();
        contract.submitTransaction("put", prefix + "b", "2");
        contract.submitTransaction("put", prefix + "a", "1");
        contract.submitTransaction("put", prefix + "c", "3");

        assertThat(evaluate("range", prefix, prefix + "c")).isEqualTo(prefix + "a," + prefix + "b");
    }

    @Test
    void pages_go_on_at_their_bookmark() throws Exception {
        String prefix = freshKey();
        contract.submitTransaction("fill", prefix, "5");
        String end = prefix + "~";

        String[] first = evaluate("page", prefix, end, "2", "").split("\\|", -1);
        String[] second = evaluate("page", prefix, end, "2", first[1]).split("\\|", -1);
        String[] third = evaluate("page", prefix, end, "2", second[1]).split("\\|", -1);

        assertThat(first).containsExactly(prefix + "0000," + prefix + "0001", prefix + "0002", "2");
        assertThat(second).containsExactly(prefix + "0002," + prefix + "0003", prefix + "0004", "2");
        assertThat(third).containsExactly(prefix + "0004", "", "1");
    }

    @Test
    void a_query_of_more_rows_than_one_message_holds_gives_them_all() throws Exception {
        String prefix = freshKey();
        contract.submitTransaction("fill", prefix, "250");

        assertThat(evaluate("range", prefix, prefix + "~").split(",", -1)).hasSize(250);
    }

    @Test
    void composite_keys_are_found_by_their_parts() throws Exception {
        String type = freshKey();
        assertThat(evaluate("partial", type)).isEqualTo("none");
        contract.submitTransaction("compose", type, "part");

        assertThat(evaluate("partial", type)).isEqualTo("some");
    }

    @Test
    void a_history_is_newest_first_and_tells_deletions() throws Exception {
        String key = freshKey();
        contract.submitTransaction("put", key, "one");
        contract.submitTransaction("put", key, "two");
        contract.submitTransaction("delete", key);

        assertThat(evaluate("history", key)).isEqualTo("deleted,two,one");
        assertThat(evaluate("get", key)).isEmpty();
    }

    @Test
    void a_peers_height_can_be_read_and_endorsed() throws Exception {
        Proposal.Builder query = network.getContract("qscc")
                .newProposal("GetChainInfo")
                .addArguments(network.getName())
                .setEndorsingOrganizations(own);
        BlockchainInfo read = BlockchainInfo.parseFrom(query.build().evaluate());
        BlockchainInfo signed = BlockchainInfo.parseFrom(query.build().endorse().getResult());

        assertThat(read.getHeight()).isPositive();
        assertThat(signed.getHeight()).isGreaterThanOrEqualTo(read.getHeight());
    }

    @Test
    void a_status_of_500_is_passed_on_with_its_message() {
        GatewayException failure =
                failure(GatewayException.class, () -> contract.evaluateTransaction("status", "500", "E17 broken"));

        assertStatus(failure, Status.Code.UNKNOWN, FAILED + "chaincode response 500, E17 broken");
        assertThat(detailsOf(failure)).containsExactly("chaincode response 500, E17 broken");
        assertThat(organisationsOf(failure)).containsExactly(own);
    }

    @Test
    void a_status_of_400_is_passed_on_with_its_message() {
        GatewayException failure =
                failure(GatewayException.class, () -> contract.evaluateTransaction("status", "400", "E4 no such unit"));

        assertStatus(failure, Status.Code.UNKNOWN, FAILED + "chaincode response 400, E4 no such unit");
    }

    @Test
    void an_exception_in_the_chaincode_is_a_failure_of_each_peer_that_is_asked() {
        GatewayException failure = failure(GatewayException.class, () -> contract.evaluateTransaction("throw"));

        assertStatus(
                failure, Status.Code.ABORTED, "failed to evaluate transaction, see attached details for more info");
        assertThat(organisationsOf(failure)).containsExactlyInAnyOrderElementsOf(ledger().mspIds());
        assertThat(detailsOf(failure))
                .allMatch(detail ->
                        detail.contains("transaction returned with failure: ") && detail.contains("thrown on purpose"));
    }

    @Test
    void a_function_that_the_chaincode_lacks_is_the_chaincodes_error() {
        GatewayException failure = failure(GatewayException.class, () -> contract.evaluateTransaction("nothing"));

        assertStatus(failure, Status.Code.UNKNOWN, FAILED + "chaincode response 500, no such function: nothing");
    }

    @Test
    void a_contracts_name_comes_before_its_functions() {
        GatewayException failure = failure(
                GatewayException.class,
                () -> network.getContract(contract.getChaincodeName(), "Goods").evaluateTransaction("get", "k"));

        assertStatus(failure, Status.Code.UNKNOWN, FAILED + "chaincode response 500, no such function: Goods:get");
    }

    @Test
    void a_gateway_that_has_too_much_to_do_says_so() throws Exception {
        SignedCommitStatusRequest waiting =
                SignedCommitStatusRequest.parseFrom(statusRequest("00".repeat(32), ledger().client(own)));
        CompletableFuture<Status> first = new CompletableFuture<>();
        List<ListenableFuture<CommitStatusResponse>> calls = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_A_GATEWAY_TAKES && !first.isDone(); i++) {
                ListenableFuture<CommitStatusResponse> call =
                        GatewayGrpc.newFutureStub(ledger().channel(own)).commitStatus(waiting);
                call.addListener(() -> first.complete(endOf(call)), Runnable::run);
                calls.add(call);
            }
            Status refusal = first.get(30, TimeUnit.SECONDS);

            // Fabric gives its refusal no code of its own (internal/peer/node/grpc_limiters.go).
            assertThat(refusal.getCode()).isEqualTo(Status.Code.UNKNOWN);
            assertThat(refusal.getDescription())
                    .matches("too many requests for /gateway\\.Gateway, exceeding concurrency limit \\(\\d+\\)");
        } finally {
            calls.forEach(call -> call.cancel(true));
        }
        Eventually.await("the gateway answers again", this::answers);
    }

    private static Status endOf(Future<?> call) {
        try {
            call.get();
            return Status.OK;
        } catch (ExecutionException | CancellationException e) {
            return Status.fromThrowable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.CANCELLED;
        }
    }

    private boolean answers() {
        try {
            return !evaluate("own").isEmpty();
        } catch (Exception busy) {
            return false;
        }
    }

    @Test
    void a_chaincode_that_hangs_is_given_up() {
        GatewayException failure = failure(
                GatewayException.class,
                () -> call("hang").setEndorsingOrganizations(own).build().evaluate());

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure))
                .singleElement()
                .asString()
                .endsWith("error sending: timeout expired while executing transaction");
    }

    @Test
    void a_callers_deadline_ends_his_read() {
        GatewayException failure = failure(
                GatewayException.class,
                () -> call("hang").build().evaluate(options -> options.withDeadlineAfter(300, TimeUnit.MILLISECONDS)));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void an_unknown_channel_is_unavailable() {
        GatewayException failure = failure(
                GatewayException.class,
                () -> gateway.getNetwork("elsewhere")
                        .getContract(contract.getChaincodeName())
                        .evaluateTransaction("get", "k"));

        assertStatus(
                failure,
                Status.Code.UNAVAILABLE,
                "failed to get config for channel [elsewhere]: could not get last config for channel elsewhere");
    }

    @Test
    void no_peer_has_an_unknown_chaincode() {
        GatewayException failure = failure(
                GatewayException.class, () -> network.getContract("bads").evaluateTransaction("get", "k"));

        assertStatus(
                failure,
                Status.Code.FAILED_PRECONDITION,
                "no peers available to evaluate chaincode bads in channel " + network.getName());
    }

    @Test
    void an_unknown_organisation_has_no_peer() {
        GatewayException failure = failure(
                GatewayException.class,
                () -> call("get", "k")
                        .setEndorsingOrganizations("NobodyMSP")
                        .build()
                        .evaluate());

        assertStatus(
                failure,
                Status.Code.FAILED_PRECONDITION,
                "no peers available to evaluate chaincode " + contract.getChaincodeName() + " in channel "
                        + network.getName());
    }

    @Test
    void a_proposal_may_be_signed_elsewhere() throws Exception {
        SigningIdentity client = ledger().client(own);
        try (Gateway offline = ledger().connectOffline(own, client)) {
            byte[] unsigned = contractOf(offline).newProposal("own").build().getBytes();
            byte[] digest = offline.newProposal(unsigned).getDigest();

            byte[] answer =
                    offline.newSignedProposal(unsigned, signed(client, digest)).evaluate();

            assertThat(text(answer)).isEqualTo(evaluate("own"));
        }
    }
}
