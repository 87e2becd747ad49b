package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.math.BigInteger;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.msp.SigningIdentity;

/** Endorsement: who is asked, what an endorsement is, and each way in which it fails. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class EndorseConformance extends OnTestedLedger {
    private static final String ABORTED = "failed to endorse transaction, see attached details for more info";
    private static final String TOO_FEW =
            "failed to collect enough transaction endorsements, see attached details for more info";
    private static final BigInteger HALF_ORDER =
            new BigInteger("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8", 16);

    private static List<String> endorsersOf(Transaction transaction) throws Exception {
        List<String> organisations = new ArrayList<>();
        for (Endorsement endorsement : Prepared.of(transaction).endorsements()) {
            organisations.add(
                    SerializedIdentity.parseFrom(endorsement.getEndorser()).getMspid());
        }
        return organisations;
    }

    private EndorseException endorseFailure(Proposal.Builder proposal) {
        return failure(EndorseException.class, () -> proposal.build().endorse());
    }

    @Test
    void a_majority_endorses_the_gateways_own_organisation_among_it() throws Exception {
        assertThat(endorsersOf(endorsed("put", freshKey(), "v"))).hasSize(2).contains(own);
    }

    @Test
    void just_the_organisations_that_are_named_endorse() throws Exception {
        Transaction all = call("put", freshKey(), "v")
                .setEndorsingOrganizations(third(), second(), own)
                .build()
                .endorse();
        Transaction one = call("put", freshKey(), "v")
                .setEndorsingOrganizations(third())
                .build()
                .endorse();

        assertThat(endorsersOf(all)).containsExactlyInAnyOrder(own, second(), third());
        assertThat(endorsersOf(one)).containsExactly(third());
    }

    @Test
    void an_endorsement_is_a_low_S_signature_of_a_peer_over_payload_and_identity() throws Exception {
        Prepared prepared = Prepared.of(endorsed("put", freshKey(), "v"));

        for (Endorsement endorsement : prepared.endorsements()) {
            X509Certificate endorser = certificateOf(endorsement);
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(endorser);
            verifier.update(prepared.responsePayload().toByteArray());
            verifier.update(endorsement.getEndorser().toByteArray());
            assertThat(verifier.verify(endorsement.getSignature().toByteArray()))
                    .isTrue();
            assertThat(endorser.getSubjectX500Principal().getName()).contains("OU=peer");
            assertThat(sOf(endorsement)).isLessThanOrEqualTo(HALF_ORDER);
        }
    }

    private static X509Certificate certificateOf(Endorsement endorsement) throws Exception {
        SerializedIdentity identity = SerializedIdentity.parseFrom(endorsement.getEndorser());
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(identity.getIdBytes().newInput());
    }

    private static BigInteger sOf(Endorsement endorsement) {
        ASN1Sequence pair = ASN1Sequence.getInstance(endorsement.getSignature().toByteArray());
        return ASN1Integer.getInstance(pair.getObjectAt(1)).getValue();
    }

    @Test
    void an_endorsement_binds_the_proposal_without_its_transient_data() throws Exception {
        Transaction transaction = call("transient", "secret")
                .putTransient("secret", "hidden-value")
                .build()
                .endorse();
        Prepared prepared = Prepared.of(transaction);

        assertThat(ProposalResponsePayload.parseFrom(prepared.responsePayload()).getProposalHash())
                .isEqualTo(prepared.proposalHash());
        assertThat(prepared.proposalPayload().getTransientMapCount()).isZero();
        assertThat(text(transaction.getResult())).isEqualTo("hidden-value");
    }

    @Test
    void an_endorsement_names_chaincode_version_and_answer() throws Exception {
        Prepared prepared = Prepared.of(endorsed("get", freshKey()));

        ChaincodeAction action = ChaincodeAction.parseFrom(
                ProposalResponsePayload.parseFrom(prepared.responsePayload()).getExtension());
        assertThat(action.getChaincodeId().getName()).isEqualTo(contract.getChaincodeName());
        assertThat(action.getChaincodeId().getVersion()).isNotEmpty();
        assertThat(action.getResponse().getStatus()).isEqualTo(200);
    }

    @Test
    void a_transactions_id_is_the_hash_of_nonce_and_creator() throws Exception {
        Transaction transaction = endorsed("get", freshKey());

        assertThat(Prepared.of(transaction).computedTransactionId()).isEqualTo(transaction.getTransactionId());
    }

    @Test
    void an_organisation_without_a_peer_is_named() {
        EndorseException failure =
                endorseFailure(call("put", freshKey(), "v").setEndorsingOrganizations("NobodyMSP", third()));

        assertStatus(failure, Status.Code.UNAVAILABLE, "failed to find any endorsing peers for org(s): NobodyMSP");
        assertThat(failure.getTransactionId()).hasSize(64);
    }

    @Test
    void answers_that_differ_are_not_put_together() {
        EndorseException failure = endorseFailure(call("own"));

        assertStatus(failure, Status.Code.ABORTED, TOO_FEW);
        assertThat(detailsOf(failure))
                .isNotEmpty()
                .allMatch(detail -> detail.contains("ProposalResponsePayloads do not match"));
    }

    @Test
    void answers_that_differ_between_named_organisations_are_not_put_together() {
        EndorseException failure = endorseFailure(call("own").setEndorsingOrganizations(second(), third()));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure)).anyMatch(detail -> detail.contains("ProposalResponsePayloads do not match"));
    }

    @Test
    void a_chaincodes_error_is_in_the_details() {
        EndorseException failure = endorseFailure(call("status", "500", "E17 broken"));

        assertStatus(failure, Status.Code.ABORTED, ABORTED);
        assertThat(detailsOf(failure)).containsExactly("chaincode response 500, E17 broken");
        assertThat(organisationsOf(failure)).containsExactly(own);
    }

    @Test
    void a_chaincodes_status_of_400_is_no_endorsement() {
        EndorseException failure = endorseFailure(call("status", "400", "E4 no such unit"));

        assertStatus(failure, Status.Code.ABORTED, ABORTED);
        assertThat(detailsOf(failure)).containsExactly("chaincode response 400, E4 no such unit");
    }

    @Test
    void an_exception_in_the_chaincode_is_in_the_details() {
        EndorseException failure = endorseFailure(call("throw").setEndorsingOrganizations(second()));

        assertStatus(failure, Status.Code.ABORTED, TOO_FEW);
        assertThat(detailsOf(failure))
                .singleElement()
                .asString()
                .startsWith("error in simulation: transaction returned with failure: ")
                .contains("thrown on purpose");
    }

    @Test
    void a_transaction_does_not_read_what_it_writes_itself() throws Exception {
        assertThat(text(call("putThenGet", freshKey(), "v").build().endorse().getResult()))
                .isEmpty();
    }

    @Test
    void a_transaction_that_has_read_a_page_may_not_write() {
        EndorseException failure = endorseFailure(call("pageThenPut").setEndorsingOrganizations(own));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertCallRefused(failure, "Transaction has already performed a paginated query. Writes are not allowed");
    }

    @Test
    void a_transaction_that_has_written_may_not_read_a_page() {
        EndorseException failure = endorseFailure(call("putThenPage").setEndorsingOrganizations(own));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertCallRefused(failure, "Paginated queries are supported only in a read-only transaction");
    }

    @Test
    void a_chaincode_that_hangs_is_given_up() {
        EndorseException failure = endorseFailure(call("hang").setEndorsingOrganizations(second()));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(detailsOf(failure))
                .singleElement()
                .asString()
                .endsWith("error sending: timeout expired while executing transaction");
        assertThat(organisationsOf(failure)).containsExactly(second());
    }

    @Test
    void a_callers_deadline_ends_his_endorsement() {
        EndorseException failure = failure(
                EndorseException.class,
                () -> call("hang").build().endorse(options -> options.withDeadlineAfter(300, TimeUnit.MILLISECONDS)));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void an_unknown_chaincode_has_no_endorsement_plan() {
        EndorseException failure =
                endorseFailure(network.getContract("bads").newProposal("get").addArguments("k"));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(failure.getStatus().getDescription())
                .startsWith("no combination of peers can be derived which satisfy the endorsement policy: ")
                .contains("bads");
    }

    @Test
    void an_unknown_channel_has_no_endorsement_plan() {
        EndorseException failure = endorseFailure(gateway.getNetwork("elsewhere")
                .getContract(contract.getChaincodeName())
                .newProposal("get")
                .addArguments("k"));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void transient_data_leaves_its_own_organisation_only_for_the_policy_or_for_whom_is_named() throws Exception {
        Transaction named = call("transient", "s")
                .putTransient("s", "hidden")
                .setEndorsingOrganizations(second())
                .build()
                .endorse();
        Transaction byPolicy =
                call("transient", "s").putTransient("s", "hidden").build().endorse();

        assertThat(endorsersOf(named)).containsExactly(second());
        assertThat(endorsersOf(byPolicy)).contains(own);
    }

    @Test
    void a_member_of_another_organisation_may_use_any_peer() throws Exception {
        Transaction transaction = contractOf(ledger().client(third()))
                .newProposal("put")
                .addArguments(freshKey(), "v")
                .build()
                .endorse();

        assertThat(endorsersOf(transaction)).contains(own);
        assertThat(transaction.submitAsync().getStatus().isSuccessful()).isTrue();
    }

    @Test
    void a_proposal_and_its_transaction_may_be_signed_elsewhere() throws Exception {
        SigningIdentity client = ledger().client(own);
        String key = freshKey();
        try (Gateway offline = ledger().connectOffline(own, client)) {
            Proposal unsigned = contractOf(offline)
                    .newProposal("put")
                    .addArguments(key, "offline")
                    .build();
            Proposal proposal = offline.newSignedProposal(unsigned.getBytes(), signed(client, unsigned.getDigest()));
            Transaction unsent = proposal.endorse();
            Transaction transaction =
                    offline.newSignedTransaction(unsent.getBytes(), signed(client, unsent.getDigest()));
            var sent = transaction.submitAsync();
            var commit = offline.newSignedCommit(sent.getBytes(), signed(client, sent.getDigest()));

            assertThat(commit.getStatus().isSuccessful()).isTrue();
            assertThat(commit.getTransactionId()).isEqualTo(proposal.getTransactionId());
        }
        assertThat(evaluate("get", key)).isEqualTo("offline");
    }
}
