package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.RefusedTransaction;

/** From an endorsed transaction to its validation code, and each way in which it ends badly. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class SubmitConformance extends OnTestedLedger {
    private static final String FORBIDDEN =
            "implicit policy evaluation failed - 0 sub-policies were satisfied, but this"
                    + " policy requires 1 of the 'Writers' sub-policies to be satisfied: permission denied";

    @Test
    void a_transaction_is_committed_and_read_back() throws Exception {
        String key = freshKey();
        SubmittedTransaction submitted = submitted("put", key, "value");

        var status = submitted.getStatus();

        assertThat(status.isSuccessful()).isTrue();
        assertThat(status.getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(status.getTransactionId()).isEqualTo(submitted.getTransactionId());
        assertThat(status.getBlockNumber()).isPositive();
        assertThat(evaluate("get", key)).isEqualTo("value");
    }

    @Test
    void a_transactions_result_is_that_of_its_endorsement() throws Exception {
        String key = freshKey();
        SubmittedTransaction first = submitted("increment", key);

        assertThat(text(first.getResult())).isEqualTo("1");
        assertThat(first.getStatus().isSuccessful()).isTrue();
        ledger().awaitEqualHeights();
        assertThat(text(contract.submitTransaction("increment", key))).isEqualTo("2");
    }

    @Test
    void a_commit_has_the_same_status_at_every_peer_and_at_any_time() throws Exception {
        SubmittedTransaction submitted = submitted("put", freshKey(), "v");
        var first = submitted.getStatus();

        for (String mspId : ledger().mspIds()) {
            try (Gateway other = ledger().connect(mspId)) {
                var again = other.newCommit(submitted.getBytes()).getStatus();
                assertThat(again.getCode()).isEqualTo(TxValidationCode.VALID);
                assertThat(again.getBlockNumber()).isEqualTo(first.getBlockNumber());
            }
        }
    }

    @Test
    void a_commit_status_can_be_awaited_before_the_transaction_is_sent() throws Exception {
        Transaction transaction = endorsed("put", freshKey(), "v");
        var waiting = CompletableFuture.supplyAsync(() -> statusOf(transaction.getTransactionId()));
        transaction.submit();

        assertThat(waiting.get(30, TimeUnit.SECONDS).isSuccessful()).isTrue();
    }

    private org.hyperledger.fabric.client.Status statusOf(String transactionId) {
        SigningIdentity client = ledger().client(own);
        byte[] request = statusRequest(transactionId, client);
        try {
            return gateway.newCommit(request).getStatus();
        } catch (CommitStatusException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_transaction_that_never_comes_is_waited_for_until_the_deadline() {
        byte[] request = statusRequest("00".repeat(32), ledger().client(own));

        CommitStatusException failure = failure(
                CommitStatusException.class,
                () -> gateway.newCommit(request)
                        .getStatus(options -> options.withDeadlineAfter(300, TimeUnit.MILLISECONDS)));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(failure.getTransactionId()).isEqualTo("00".repeat(32));
    }

    @Test
    void a_stranger_learns_no_commit_status() throws Exception {
        String transactionId = submitted("put", freshKey(), "v").getTransactionId();
        byte[] request = statusRequest(transactionId, ledger().stranger(own));

        CommitStatusException failure = failure(
                CommitStatusException.class, () -> gateway.newCommit(request).getStatus());

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void a_read_that_another_transaction_changed_is_a_conflict_and_writes_nothing() throws Exception {
        String key = freshKey();
        Transaction first = endorsed("increment", key);
        Transaction second = endorsed("increment", key);
        first.submit();

        CommitException conflict = failure(CommitException.class, second::submit);

        assertThat(conflict.getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(conflict.getTransactionId()).isEqualTo(second.getTransactionId());
        assertThat(evaluate("get", key)).isEqualTo("1");
    }

    @Test
    void a_range_that_has_grown_is_a_phantom() throws Exception {
        String prefix = freshKey();
        contract.submitTransaction("fill", prefix, "3");
        ledger().awaitEqualHeights();
        Transaction scan = endorsed("range", prefix, prefix + "~");
        contract.submitTransaction("put", prefix + "0001a", "between");

        CommitException phantom = failure(CommitException.class, scan::submit);

        assertThat(phantom.getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
    }

    @Test
    void a_range_whose_values_have_changed_or_gone_is_a_phantom() throws Exception {
        for (String change : List.of("put", "delete")) {
            String prefix = freshKey();
            contract.submitTransaction("fill", prefix, "3");
            ledger().awaitEqualHeights();
            Transaction scan = endorsed("range", prefix, prefix + "~");
            if (change.equals("put")) {
                contract.submitTransaction("put", prefix + "0001", "other");
            } else {
                contract.submitTransaction("delete", prefix + "0001");
            }

            CommitException phantom = failure(CommitException.class, scan::submit);

            assertThat(phantom.getCode()).as(change).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
        }
    }

    @Test
    void of_two_that_read_and_write_one_key_at_the_same_time_one_is_valid() throws Exception {
        String key = freshKey();
        Transaction first = endorsed("increment", key);
        Transaction second = endorsed("increment", key);
        SubmittedTransaction one = first.submitAsync();
        SubmittedTransaction other = second.submitAsync();

        assertThat(List.of(one.getStatus().getCode(), other.getStatus().getCode()))
                .containsExactlyInAnyOrder(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(evaluate("get", key)).isEqualTo("1");
    }

    @Test
    void a_key_that_was_deleted_since_it_was_read_is_a_conflict() throws Exception {
        String key = freshKey();
        contract.submitTransaction("put", key, "1");
        ledger().awaitEqualHeights();
        Transaction increment = endorsed("increment", key);
        contract.submitTransaction("delete", key);

        CommitException conflict = failure(CommitException.class, increment::submit);

        assertThat(conflict.getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
    }

    @Test
    void a_transaction_without_a_signature_is_refused_before_the_orderer() throws Exception {
        SubmitRequest unsigned = SubmitRequest.newBuilder()
                .setChannelId(network.getName())
                .setPreparedTransaction(Prepared.of(endorsed("put", freshKey(), "v"))
                        .transaction()
                        .getEnvelope())
                .build();

        StatusRuntimeException failure = failure(StatusRuntimeException.class, () -> stub().submit(unsigned));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(failure.getStatus().getDescription()).isEqualTo("prepared transaction must be signed");
    }

    private GatewayGrpc.GatewayBlockingStub stub() {
        return GatewayGrpc.newBlockingStub(ledger().channel(own));
    }

    @Test
    void a_callers_deadline_ends_his_submit() throws Exception {
        Transaction transaction = endorsed("put", freshKey(), "v");

        SubmitException failure = failure(
                SubmitException.class,
                () -> transaction.submitAsync(options -> options.withDeadlineAfter(1, TimeUnit.NANOSECONDS)));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(failure.getTransactionId()).isEqualTo(transaction.getTransactionId());
    }

    @Test
    void a_call_that_does_it_all_fails_in_the_phase_that_failed() {
        EndorseException endorse =
                failure(EndorseException.class, () -> contract.submitTransaction("status", "500", "E17 broken"));
        SubmitException submit =
                failure(SubmitException.class, () -> contract.submitTransaction("big", Integer.toString(11 << 20)));

        assertThat(endorse.getTransactionId()).hasSize(64);
        assertThat(submit.getTransactionId()).hasSize(64);
    }

    @Test
    void a_commit_status_without_a_signature_is_refused() throws Exception {
        SubmittedTransaction submitted = submitted("put", freshKey(), "v");
        SignedCommitStatusRequest unsigned =
                SignedCommitStatusRequest.parseFrom(statusRequest(submitted.getTransactionId(), ledger().client(own)))
                        .toBuilder()
                        .clearSignature()
                        .build();

        StatusRuntimeException failure = failure(StatusRuntimeException.class, () -> stub().commitStatus(unsigned));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void an_envelope_that_claims_to_be_a_configuration_is_refused_by_the_orderer() throws Exception {
        SubmitException failure = failure(
                SubmitException.class,
                () -> made(transactions().draft().type(HeaderType.CONFIG).build())
                        .submitAsync());

        assertRefusedByOrderers(failure, "BAD_REQUEST", "message is of type that cannot be processed directly");
    }

    static List<RefusedTransaction> refused() {
        return RefusedTransaction.all();
    }

    /** Not sent to Fabric, which would not come back. */
    @ParameterizedTest
    @MethodSource("refused")
    void what_nodes_stop_at_or_judge_otherwise_is_refused_before_it_is_ordered(RefusedTransaction refused)
            throws Exception {
        if (ledger().has(Difference.ORDERS_WHAT_STOPS_NODES)) {
            return;
        }
        assertRefusedBeforeOrdering(refused);
    }

    /** Past the SDK, which makes no transaction of some of them. */
    private void assertRefusedBeforeOrdering(RefusedTransaction refused) throws Exception {
        SubmitRequest request = SubmitRequest.newBuilder()
                .setChannelId(network.getName())
                .setPreparedTransaction(refused.madeBy(transactions()))
                .build();

        StatusRuntimeException failure = failure(StatusRuntimeException.class, () -> stub().submit(request));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(failure.getStatus().getDescription())
                .startsWith("received unsuccessful response from orderer: status=BAD_REQUEST, info=the embedded orderer"
                        + " takes ")
                .contains(refused.reason());
    }

    @Test
    void an_endorsed_policy_of_a_key_is_valid_or_refused_before_it_is_ordered() throws Exception {
        RefusedTransaction policy = RefusedTransaction.named("a key's policy");
        if (ledger().has(Difference.KEEPS_KEY_POLICIES)) {
            assertThat(made(policy.madeBy(transactions()))
                            .submitAsync()
                            .getStatus()
                            .getCode())
                    .isEqualTo(TxValidationCode.VALID);
            return;
        }

        assertRefusedBeforeOrdering(policy);
    }

    @Test
    void a_range_that_still_stands_is_valid() throws Exception {
        String prefix = freshKey();
        contract.submitTransaction("fill", prefix, "120");
        ledger().awaitEqualHeights();

        assertThat(submitted("range", prefix, prefix + "~").getStatus().getCode())
                .isEqualTo(TxValidationCode.VALID);
    }

    @Test
    void writers_that_read_nothing_do_not_conflict_and_the_last_one_stays() throws Exception {
        String key = freshKey();
        Transaction first = endorsed("put", key, "first");
        Transaction second = endorsed("put", key, "second");

        first.submit();
        second.submit();

        assertThat(evaluate("get", key)).isEqualTo("second");
    }

    @Test
    void one_organisations_endorsement_is_too_few() throws Exception {
        Transaction alone = call("put", freshKey(), "v")
                .setEndorsingOrganizations(own)
                .build()
                .endorse();

        CommitException failure = failure(CommitException.class, alone::submit);

        assertThat(failure.getCode()).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    }

    @Test
    void one_organisations_endorsement_twice_is_too_few() throws Exception {
        Prepared alone = Prepared.of(call("put", freshKey(), "v")
                .setEndorsingOrganizations(own)
                .build()
                .endorse());
        Prepared doubled = alone.withAction(action -> {
            action.getActionBuilder().addEndorsements(action.getAction().getEndorsements(0));
            return action;
        });

        assertThat(codeOf(doubled)).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    }

    @Test
    void an_endorsed_payload_that_its_creator_edits_fails_the_endorsement_policy() throws Exception {
        String key = freshKey();
        Prepared edited = Prepared.of(endorsed("put", key, "v")).withAction(action -> {
            ByteString payload = action.getAction().getProposalResponsePayload();
            action.getActionBuilder().setProposalResponsePayload(edited(payload));
            return action;
        });

        assertThat(codeOf(edited)).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(evaluate("get", key)).isEmpty();
    }

    /** One letter of the endorsed value is another. */
    private static ByteString edited(ByteString payload) {
        try {
            ProposalResponsePayload endorsed = ProposalResponsePayload.parseFrom(payload);
            byte[] extension = endorsed.getExtension().toByteArray();
            extension[extension.length - 1] ^= 1;
            return endorsed.toBuilder()
                    .setExtension(ByteString.copyFrom(extension))
                    .build()
                    .toByteString();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_proposal_that_its_creator_edits_after_endorsement_is_invalid() throws Exception {
        Prepared edited = Prepared.of(endorsed("put", freshKey(), "v"))
                .withChannelHeader(header ->
                        header.setTimestamp(header.getTimestamp().toBuilder().setNanos(123_456_789)));

        assertThat(codeOf(edited)).isEqualTo(TxValidationCode.INVALID_ENDORSER_TRANSACTION);
    }

    @Test
    void a_transaction_id_that_is_not_the_hash_of_nonce_and_creator_is_invalid() throws Exception {
        String squatted = HexFormat.of()
                .formatHex(new byte[32])
                .replaceFirst("^0{32}", freshKey().substring(4, 36).replace('-', '0'));
        Prepared edited =
                Prepared.of(endorsed("put", freshKey(), "v")).withChannelHeader(header -> header.setTxId(squatted));

        assertThat(codeOf(edited)).isEqualTo(TxValidationCode.BAD_PROPOSAL_TXID);
    }

    private TxValidationCode codeOf(Prepared transaction) throws Exception {
        return gateway.newSignedTransaction(transaction.bytes(), transaction.signature(ledger().client(own)))
                .submitAsync()
                .getStatus()
                .getCode();
    }

    @Test
    void an_envelope_sent_twice_is_applied_once_and_its_status_stays() throws Exception {
        String key = freshKey();
        Transaction transaction = endorsed("increment", key);
        long firstBlock = transaction.submitAsync().getStatus().getBlockNumber();

        if (ledger().has(Difference.REFUSES_COPIES)) {
            assertRefusedOrSwallowed(gateway.newTransaction(transaction.getBytes()));
        } else {
            gateway.newTransaction(transaction.getBytes()).submitAsync();
            contract.submitTransaction("put", freshKey(), "a block after the copy's");
            assertThat(BlockReading.codesOf(
                            blocksFrom(firstBlock, transaction.getTransactionId()), transaction.getTransactionId()))
                    .containsExactly(TxValidationCode.VALID, TxValidationCode.DUPLICATE_TXID);
        }

        var status = gateway.newCommit(statusRequest(transaction.getTransactionId(), ledger().client(own)))
                .getStatus();
        assertThat(status.getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(status.getBlockNumber()).isEqualTo(firstBlock);
        assertThat(evaluate("get", key)).isEqualTo("1");
    }

    /** An orderer that has not delivered the first yet says that it has it already, which counts as success. */
    private void assertRefusedOrSwallowed(Transaction copy) throws Exception {
        try {
            copy.submitAsync();
        } catch (SubmitException refused) {
            assertRefusedByOrderers(
                    refused, "SERVICE_UNAVAILABLE", "failed to submit request: request already processed");
        }
    }

    /** Blocks until the transaction has shown twice. */
    private List<Block> blocksFrom(long start, String transactionId) throws Exception {
        List<Block> blocks = new ArrayList<>();
        try (var events =
                network.newBlockEventsRequest().startBlock(start).build().getEvents()) {
            while (BlockReading.codesOf(blocks, transactionId).size() < 2) {
                blocks.add(events.next());
            }
        }
        return blocks;
    }

    @Test
    void an_envelope_that_its_creator_did_not_sign_is_refused_by_the_orderer() throws Exception {
        Prepared prepared = Prepared.of(endorsed("put", freshKey(), "v"));
        byte[] anothers = prepared.signature(ledger().client(second()));

        SubmitException failure = failure(
                SubmitException.class,
                () -> gateway.newSignedTransaction(prepared.bytes(), anothers).submitAsync());

        assertRefusedByOrderers(failure, "FORBIDDEN", FORBIDDEN);
        assertThat(failure.getTransactionId()).isEqualTo(prepared.computedTransactionId());
    }

    @Test
    void an_envelope_edited_after_its_creator_signed_it_is_refused_by_the_orderer() throws Exception {
        Prepared prepared = Prepared.of(endorsed("put", freshKey(), "v"));
        byte[] signature = prepared.signature(ledger().client(own));
        Prepared edited = prepared.withAction(action -> action.setChaincodeProposalPayload(ByteString.EMPTY));

        SubmitException failure = failure(
                SubmitException.class,
                () -> gateway.newSignedTransaction(edited.bytes(), signature).submitAsync());

        assertRefusedByOrderers(failure, "FORBIDDEN", FORBIDDEN);
    }

    @Test
    void an_envelope_above_the_channels_limit_is_refused_by_the_orderer() throws Exception {
        Transaction big = endorsed("big", Integer.toString(11 << 20));

        SubmitException failure = failure(SubmitException.class, big::submitAsync);

        assertRefusedByOrderers(failure, "BAD_REQUEST", "message payload is ");
    }

    @Test
    void a_transaction_of_several_megabytes_is_committed() throws Exception {
        assertThat(submitted("big", Integer.toString(5 << 20)).getStatus().isSuccessful())
                .isTrue();
    }

    @Test
    void an_unknown_channel_is_refused_before_the_orderer() throws Exception {
        Prepared elsewhere = Prepared.of(endorsed("put", freshKey(), "v"))
                .withChannelHeader(header -> header.setChannelId("elsewhere"));

        SubmitException failure = failure(
                SubmitException.class,
                () -> gateway.newSignedTransaction(elsewhere.bytes(), elsewhere.signature(ledger().client(own)))
                        .submitAsync());

        assertStatus(
                failure,
                Status.Code.FAILED_PRECONDITION,
                "failed to get config for channel [elsewhere]: could not get last config for channel elsewhere");
    }

    @Test
    void transactions_of_many_callers_at_once_are_each_committed_once() throws Exception {
        String prefix = freshKey();
        List<CompletableFuture<String>> results = IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> increment(prefix + i)))
                .toList();

        for (CompletableFuture<String> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("1");
        }
        assertThat(evaluate("range", prefix, prefix + "~").split(",", -1)).hasSize(60);
    }

    private String increment(String key) {
        try {
            return text(contract.submitTransaction("increment", key));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
