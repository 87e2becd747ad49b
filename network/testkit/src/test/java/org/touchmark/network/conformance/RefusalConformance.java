package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestProposal;
import org.touchmark.network.testing.TestTransactions;

/** Callers whom the channel does not let in, and proposals that are not what they say. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class RefusalConformance extends OnTestedLedger {
    private static final String REFUSED = "error validating proposal: ";

    private String accessDenied() {
        return REFUSED + "access denied: channel [" + network.getName() + "] creator org [" + own + "]";
    }

    private String malformedCreator() {
        return REFUSED + "access denied: channel [" + network.getName() + "] creator org unknown, creator is malformed";
    }

    private static EndorseException endorseFailure(Contract contract) {
        return failure(
                EndorseException.class,
                () -> contract.newProposal("put")
                        .addArguments(freshKey(), "v")
                        .build()
                        .endorse());
    }

    @Test
    void a_strangers_read_is_refused() {
        Contract strangers = contractOf(ledger().stranger(own));

        GatewayException failure = failure(GatewayException.class, () -> strangers.evaluateTransaction("get", "k"));

        assertStatus(
                failure,
                Status.Code.FAILED_PRECONDITION,
                "evaluate call to endorser returned error: " + malformedCreator());
        assertThat(detailsOf(failure)).containsExactly(malformedCreator());
    }

    @Test
    void a_strangers_proposal_is_refused() {
        EndorseException failure = endorseFailure(contractOf(ledger().stranger(own)));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure)).containsExactly(malformedCreator());
    }

    @Test
    void a_strangers_blocks_and_events_are_refused() {
        try (Gateway strangers = ledger().connect(own, ledger().stranger(own))) {
            assertNoBlocksFor(strangers);
            assertNoEventsFor(strangers);
        }
    }

    private void assertNoBlocksFor(Gateway someone) {
        Network seen = someone.getNetwork(network.getName());
        try (CloseableIterator<Block> blocks = seen.getBlockEvents();
                CloseableIterator<FilteredBlock> filtered = seen.getFilteredBlockEvents()) {
            assertThat(failure(NoSuchElementException.class, blocks::next)).hasMessageContaining("FORBIDDEN");
            assertThat(failure(NoSuchElementException.class, filtered::next)).hasMessageContaining("FORBIDDEN");
        }
    }

    private void assertNoEventsFor(Gateway someone) {
        try (CloseableIterator<ChaincodeEvent> events =
                someone.getNetwork(network.getName()).getChaincodeEvents(contract.getChaincodeName())) {
            assertThat(failure(GatewayRuntimeException.class, events::hasNext)
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
        }
    }

    @Test
    void a_strangers_envelope_is_refused_by_the_orderer() throws Exception {
        Transaction strangers = made(transactions()
                .draft()
                .creator(ledger().stranger(own))
                .set(contract.getChaincodeName(), set -> TestTransactions.put(set, freshKey(), "v"))
                .build());

        assertRefusedByOrderers(
                failure(SubmitException.class, strangers::submitAsync), "FORBIDDEN", "implicit policy evaluation");
    }

    @Test
    void a_member_of_no_organisation_of_the_channel_is_refused() {
        EndorseException failure = endorseFailure(contractOf(ledger().stranger("NobodyMSP")));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure)).containsExactly(malformedCreator());
    }

    @Test
    void an_expired_certificate_is_refused() throws Exception {
        Contract expired = contractOf(ledger().expired(own));

        GatewayException read = failure(GatewayException.class, () -> expired.evaluateTransaction("get", "k"));
        EndorseException write = endorseFailure(expired);

        assertThat(read.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(detailsOf(read))
                .isNotEmpty()
                .allMatch(detail -> detail.contains("proposal client identity expired"));
        assertThat(write.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(write))
                .isNotEmpty()
                .allMatch(detail -> detail.contains("proposal client identity expired"));
    }

    @Test
    void an_expired_certificate_is_refused_by_the_orderer_and_gets_no_blocks_but_the_gateways_word() throws Exception {
        SigningIdentity expired = ledger().expired(own);
        Transaction envelope = made(transactions()
                .draft()
                .creator(expired)
                .set(contract.getChaincodeName(), set -> TestTransactions.put(set, freshKey(), "v"))
                .build());
        SubmittedTransaction known = submitted("event", "known", "v");
        long block = known.getStatus().getBlockNumber();

        assertRefusedByOrderers(
                failure(SubmitException.class, envelope::submitAsync),
                "BAD_REQUEST",
                "broadcast client identity expired");
        try (Gateway gatewayOfExpired = ledger().connect(own, expired)) {
            assertNoBlocksFor(gatewayOfExpired);
            // Fabric's gateway asks the Readers policy alone, which does not look at the clock (internal/pkg/gateway).
            assertThat(gatewayOfExpired
                            .newCommit(statusRequest(known.getTransactionId(), expired))
                            .getStatus()
                            .isSuccessful())
                    .isTrue();
            try (CloseableIterator<ChaincodeEvent> events = gatewayOfExpired
                    .getNetwork(network.getName())
                    .newChaincodeEventsRequest(contract.getChaincodeName())
                    .startBlock(block)
                    .build()
                    .getEvents()) {
                assertThat(events.next().getEventName()).isEqualTo("known");
            }
        }
    }

    @Test
    void a_certificate_that_its_authority_takes_back_is_refused_at_once_or_with_the_next_configuration()
            throws Exception {
        SigningIdentity member = ledger().enrol(own);
        ledger().revokeAtAuthority(member);

        Contract members = contractOf(member);
        if (ledger().has(Difference.REVOKES_AT_ONCE)) {
            assertThat(detailsOf(endorseFailure(members))).containsExactly(accessDenied());
        } else {
            members.submitTransaction("put", freshKey(), "v");
        }
    }

    @Test
    void a_revoked_certificate_is_refused_wherever_it_calls() throws Exception {
        SigningIdentity member = ledger().enrol(own);
        try (Gateway gatewayOfMember = ledger().connect(own, member)) {
            Contract before = contractOf(gatewayOfMember);
            Transaction endorsed = before.newProposal("put")
                    .addArguments(freshKey(), "v")
                    .build()
                    .endorse();
            SubmittedTransaction committed = before.newProposal("put")
                    .addArguments(freshKey(), "v")
                    .build()
                    .endorse()
                    .submitAsync();
            assertThat(committed.getStatus().isSuccessful()).isTrue();

            ledger().revoke(member);

            assertThat(detailsOf(endorseFailure(before))).containsExactly(accessDenied());
            assertThat(detailsOf(failure(GatewayException.class, () -> before.evaluateTransaction("get", "k"))))
                    .containsExactly(accessDenied());
            assertRefusedByOrderers(
                    failure(SubmitException.class, endorsed::submitAsync), "FORBIDDEN", "implicit policy evaluation");
            assertNoBlocksFor(gatewayOfMember);
            assertNoEventsFor(gatewayOfMember);
            assertThat(failure(CommitStatusException.class, committed::getStatus)
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
            // What it wrote before stays: others read its status as before.
            assertThat(gateway.newCommit(statusRequest(committed.getTransactionId(), ledger().client(own)))
                            .getStatus()
                            .isSuccessful())
                    .isTrue();
        }
    }

    @Test
    void another_certificate_of_the_same_authority_is_not_touched_by_a_revocation() throws Exception {
        SigningIdentity revoked = ledger().enrol(own);
        SigningIdentity other = ledger().enrol(own);
        ledger().revoke(revoked);

        contractOf(other).submitTransaction("put", freshKey(), "v");
    }

    @Test
    void a_wrong_transaction_id_is_refused() {
        SigningIdentity client = ledger().client(own);
        SignedProposal wrong = proposal(client).transactionId("1234").build();

        EndorseException failure =
                failure(EndorseException.class, () -> of(wrong, "1234").endorse());

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure))
                .singleElement()
                .asString()
                .startsWith(REFUSED + "incorrectly computed txid '1234' -- expected '");
    }

    private TestProposal proposal(SigningIdentity client) {
        return TestProposal.by(client, "put", freshKey(), "v")
                .channel(network.getName())
                .chaincode(contract.getChaincodeName());
    }

    /** A proposal that was made without the SDK, sent by it. */
    private Proposal of(SignedProposal proposal, String transactionId) {
        ProposedTransaction proposed = ProposedTransaction.newBuilder()
                .setTransactionId(transactionId)
                .setProposal(proposal)
                .build();
        return gateway.newSignedProposal(
                proposed.toByteArray(), proposal.getSignature().toByteArray());
    }

    @Test
    void a_signature_over_something_else_is_refused() {
        SigningIdentity client = ledger().client(own);
        SignedProposal unsigned =
                proposal(client).signature(client.sign(new byte[] {1, 2, 3})).build();

        EndorseException failure =
                failure(EndorseException.class, () -> of(unsigned, "").endorse());

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure)).containsExactly(accessDenied());
    }

    @Test
    void a_proposal_without_a_signature_is_refused() {
        SignedProposal unsigned =
                proposal(ledger().client(own)).signature(new byte[0]).build();
        GatewayGrpc.GatewayBlockingStub stub = GatewayGrpc.newBlockingStub(ledger().channel(own));

        StatusRuntimeException write = failure(
                StatusRuntimeException.class,
                () -> stub.endorse(EndorseRequest.newBuilder()
                        .setChannelId(network.getName())
                        .setProposedTransaction(unsigned)
                        .build()));
        StatusRuntimeException read = failure(
                StatusRuntimeException.class,
                () -> stub.evaluate(EvaluateRequest.newBuilder()
                        .setChannelId(network.getName())
                        .setProposedTransaction(unsigned)
                        .build()));

        assertThat(write.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(read.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(read.getStatus().getDescription())
                .isEqualTo("evaluate call to endorser returned error: " + REFUSED + "empty signature bytes");
    }

    @Test
    void a_creator_that_is_no_identity_is_refused() {
        SignedProposal malformed =
                proposal(ledger().client(own)).creatorBytes("nobody").build();

        EndorseException failure =
                failure(EndorseException.class, () -> of(malformed, "").endorse());

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure)).containsExactly(malformedCreator());
    }

    @Test
    void a_clock_that_is_off_by_an_hour_is_refused() {
        SignedProposal old = proposal(ledger().client(own))
                .time(Instant.now().minus(Duration.ofHours(1)))
                .build();

        EndorseException failure =
                failure(EndorseException.class, () -> of(old, "").endorse());

        assertThat(detailsOf(failure))
                .isNotEmpty()
                .allMatch(detail -> detail.contains("request unauthorized due to incorrect timestamp"));
    }

    @Test
    void a_proposal_that_was_committed_can_not_be_endorsed_again() throws Exception {
        Proposal proposal = call("put", freshKey(), "v").build();
        Proposal again = gateway.newProposal(proposal.getBytes());
        proposal.endorse().submit();

        EndorseException failure = failure(EndorseException.class, again::endorse);

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure))
                .singleElement()
                .asString()
                .contains("duplicate transaction found [" + proposal.getTransactionId() + "]");
    }
}
