package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.orderer.SeekOldest;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;

/** Transactions from proposal to commit, and their events. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayTransactionsTest extends OnTestNetwork {
    @Nested
    class A_transaction {
        @Test
        void is_endorsed_ordered_committed_and_read_back() throws Exception {
            goods.submitTransaction("put", "whole", "path");

            assertThat(text(goods.evaluateTransaction("get", "whole"))).isEqualTo("path");
        }

        @Test
        void reaches_every_peer_in_the_same_block() throws Exception {
            SubmittedTransaction submitted = goods.newProposal("put")
                    .addArguments("same", "block")
                    .build()
                    .endorse()
                    .submitAsync();
            long block = submitted.getStatus().getBlockNumber();
            net.awaitEqualHeights();

            for (String mspId : TestConsortium.MEMBERS) {
                assertThat(net.peer(mspId).ledger().status(submitted.getTransactionId()))
                        .hasValueSatisfying(status -> {
                            assertThat(status.block()).isEqualTo(block);
                            assertThat(status.code()).isEqualTo(TxValidationCode.VALID);
                        });
            }
        }

        @Test
        void that_read_what_another_changed_is_invalid() throws Exception {
            Transaction first = goods.newProposal("increment")
                    .addArguments("counter")
                    .build()
                    .endorse();
            Transaction second = goods.newProposal("increment")
                    .addArguments("counter")
                    .build()
                    .endorse();
            first.submit();

            CommitException conflict = catchThrowableOfType(CommitException.class, second::submit);

            assertThat(conflict.getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        }

        @Test
        void keeps_its_transient_data_from_the_block() throws Exception {
            Transaction transaction = goods.newProposal("transient")
                    .addArguments("secret")
                    .putTransient("secret", "hidden-value")
                    .build()
                    .endorse();

            assertThat(text(transaction.getResult())).isEqualTo("hidden-value");
            ChaincodeProposalPayload stored = ChaincodeProposalPayload.parseFrom(
                    payloadOf(transaction.getBytes()).getChaincodeProposalPayload());
            assertThat(stored.getTransientMapCount()).isZero();
            assertThat(transaction.submitAsync().getStatus().isSuccessful()).isTrue();
        }

        @Test
        void has_a_history() throws Exception {
            goods.submitTransaction("put", "old", "one");
            goods.submitTransaction("put", "old", "two");
            goods.submitTransaction("delete", "old");

            assertThat(text(goods.evaluateTransaction("history", "old"))).isEqualTo("deleted,two,one");
        }

        @Test
        void that_scanned_more_rows_than_are_listed_is_valid_while_the_rows_stand() throws Exception {
            goods.submitTransaction("fill", "row", "120");
            Transaction scan = scan();

            assertThat(scan.submitAsync().getStatus().isSuccessful()).isTrue();
        }

        @Test
        void that_scanned_what_another_has_grown_is_a_phantom() throws Exception {
            goods.submitTransaction("fill", "row", "120");
            Transaction scan = scan();
            goods.submitTransaction("put", "row0007a", "between");

            CommitException phantom = catchThrowableOfType(CommitException.class, scan::submit);

            assertThat(phantom.getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
        }

        private Transaction scan() throws EndorseException {
            return goods.newProposal("range").addArguments("row", "rox").build().endorse();
        }
    }

    @Nested
    class Chaincode_events {
        @Test
        void come_from_valid_transactions_in_order() throws Exception {
            try (CloseableIterator<ChaincodeEvent> events = network.getChaincodeEvents("goods")) {
                awaitListening();
                goods.submitTransaction("event", "sold", "one");
                goods.submitTransaction("event", "sold", "two");

                assertThat(text(next(events).getPayload())).isEqualTo("one");
                assertThat(text(next(events).getPayload())).isEqualTo("two");
            }
        }

        /** The SDK opens the stream at once, but the server may take it up a moment later. */
        private void awaitListening() throws Exception {
            goods.submitTransaction("put", "before", "events");
        }

        @Test
        void are_replayed_from_a_block_and_after_a_transaction() throws Exception {
            SubmittedTransaction first = goods.newProposal("event")
                    .addArguments("replayed", "1")
                    .build()
                    .endorse()
                    .submitAsync();
            long block = first.getStatus().getBlockNumber();
            goods.submitTransaction("event", "replayed", "2");

            try (CloseableIterator<ChaincodeEvent> events = network.newChaincodeEventsRequest("goods")
                    .startBlock(block)
                    .build()
                    .getEvents()) {
                ChaincodeEvent event = next(events);
                assertThat(text(event.getPayload())).isEqualTo("1");
                assertThat(event.getTransactionId()).isEqualTo(first.getTransactionId());
                assertThat(event.getBlockNumber()).isEqualTo(block);
            }
            SignedChaincodeEventsRequest after = sign(
                    request().setAfterTransactionId(first.getTransactionId()).build());
            ChaincodeEventsResponse response = stub().chaincodeEvents(after).next();
            assertThat(response.getEvents(0).getPayload().toStringUtf8()).isEqualTo("2");
        }

        @Test
        void of_invalid_transactions_do_not_show() throws Exception {
            Transaction valid = goods.newProposal("event")
                    .addArguments("clash", "valid")
                    .build()
                    .endorse();
            Transaction twice = gateway.newTransaction(valid.getBytes());
            long block = valid.submitAsync().getStatus().getBlockNumber();
            assertThat(twice.submitAsync().getStatus().getCode()).isEqualTo(TxValidationCode.VALID);
            goods.submitTransaction("event", "clash", "later");

            try (CloseableIterator<ChaincodeEvent> events = network.newChaincodeEventsRequest("goods")
                    .startBlock(block)
                    .build()
                    .getEvents()) {
                assertThat(text(next(events).getPayload())).isEqualTo("valid");
                assertThat(text(next(events).getPayload())).isEqualTo("later");
            }
        }

        @Test
        void begin_with_next_commit_or_a_block_and_nothing_else() {
            SeekPosition oldest = SeekPosition.newBuilder()
                    .setOldest(SeekOldest.getDefaultInstance())
                    .build();

            assertStatus(
                    failure(() -> stub().chaincodeEvents(
                                    sign(request().setStartPosition(oldest).build()))
                            .next()),
                    Status.Code.INVALID_ARGUMENT,
                    "invalid start position type: *orderer.SeekPosition_Oldest");
        }

        @Test
        void need_a_request_that_can_be_read_of_a_reader() {
            assertStatus(
                    failure(() -> stub().chaincodeEvents(SignedChaincodeEventsRequest.getDefaultInstance())
                            .next()),
                    Status.Code.INVALID_ARGUMENT,
                    "a chaincode events request is required");
            assertThat(failure(() -> stub().chaincodeEvents(SignedChaincodeEventsRequest.newBuilder()
                                            .setRequest(ByteString.fromHex("ffffff"))
                                            .build())
                                    .next())
                            .getStatus()
                            .getDescription())
                    .startsWith("invalid chaincode events request: ");
            assertThat(failure(() -> stub().chaincodeEvents(sign(request().build()).toBuilder()
                                            .clearSignature()
                                            .build())
                                    .next())
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
        }

        private ChaincodeEventsRequest.Builder request() {
            return ChaincodeEventsRequest.newBuilder()
                    .setIdentity(ByteString.copyFrom(client.serialized()))
                    .setChannelId(TestConsortium.CHANNEL)
                    .setChaincodeId("goods");
        }

        private SignedChaincodeEventsRequest sign(ChaincodeEventsRequest request) {
            return SignedChaincodeEventsRequest.newBuilder()
                    .setRequest(request.toByteString())
                    .setSignature(ByteString.copyFrom(client.sign(request.toByteArray())))
                    .build();
        }

        private ChaincodeEvent next(CloseableIterator<ChaincodeEvent> events)
                throws ExecutionException, InterruptedException, TimeoutException {
            return CompletableFuture.supplyAsync(events::next).get(20, TimeUnit.SECONDS);
        }
    }
}
