package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.Checkpointer;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.FileCheckpointer;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.InMemoryCheckpointer;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.msp.SigningIdentity;

/** Events of chaincodes and of blocks: from which on, in which order, and going on after a stop. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class EventConformance extends OnTestedLedger {
    private long blockOf(SubmittedTransaction transaction) throws Exception {
        assertThat(transaction.getStatus().isSuccessful()).isTrue();
        return transaction.getStatus().getBlockNumber();
    }

    private CloseableIterator<ChaincodeEvent> eventsFrom(long block) {
        return network.newChaincodeEventsRequest(contract.getChaincodeName())
                .startBlock(block)
                .build()
                .getEvents();
    }

    private CloseableIterator<ChaincodeEvent> eventsAfter(Checkpointer checkpoint) {
        return network.newChaincodeEventsRequest(contract.getChaincodeName())
                .checkpoint(checkpoint)
                .build()
                .getEvents();
    }

    @Test
    void chaincode_events_begin_with_the_next_block_and_come_in_order() throws Exception {
        long before = blockOf(submitted("event", "old", "old"));
        try (CloseableIterator<ChaincodeEvent> events = network.getChaincodeEvents(contract.getChaincodeName())) {
            CompletableFuture<ChaincodeEvent> first = CompletableFuture.supplyAsync(events::next);
            int sent = 0;
            while (!first.isDone()) {
                contract.submitTransaction("event", "sold", Integer.toString(sent++));
            }
            contract.submitTransaction("event", "sold", Integer.toString(sent));

            int number = Integer.parseInt(text(first.get().getPayload()));
            assertThat(first.get().getBlockNumber()).isGreaterThan(before);
            while (number < sent) {
                assertThat(text(events.next().getPayload())).isEqualTo(Integer.toString(++number));
            }
        }
    }

    @Test
    void a_chaincode_event_says_where_it_comes_from() throws Exception {
        SubmittedTransaction sold = submitted("event", "sold", "content");
        long block = blockOf(sold);

        try (CloseableIterator<ChaincodeEvent> events = eventsFrom(block)) {
            ChaincodeEvent event = events.next();
            assertThat(event.getEventName()).isEqualTo("sold");
            assertThat(text(event.getPayload())).isEqualTo("content");
            assertThat(event.getTransactionId()).isEqualTo(sold.getTransactionId());
            assertThat(event.getBlockNumber()).isEqualTo(block);
            assertThat(event.getChaincodeName()).isEqualTo(contract.getChaincodeName());
        }
    }

    @Test
    void chaincode_events_go_on_after_a_checkpoint() throws Exception {
        long block = blockOf(submitted("event", "sold", "1"));
        contract.submitTransaction("event", "sold", "2");
        contract.submitTransaction("event", "sold", "3");
        InMemoryCheckpointer checkpoint = new InMemoryCheckpointer();

        try (CloseableIterator<ChaincodeEvent> events = eventsFrom(block)) {
            checkpoint.checkpointChaincodeEvent(events.next());
        }
        try (CloseableIterator<ChaincodeEvent> events = eventsAfter(checkpoint)) {
            ChaincodeEvent second = events.next();
            assertThat(text(second.getPayload())).isEqualTo("2");
            checkpoint.checkpointChaincodeEvent(second);
        }
        try (CloseableIterator<ChaincodeEvent> events = eventsAfter(checkpoint)) {
            assertThat(text(events.next().getPayload())).isEqualTo("3");
        }
    }

    @Test
    void chaincode_events_go_on_after_a_block() throws Exception {
        long block = blockOf(submitted("event", "sold", "1"));
        contract.submitTransaction("event", "sold", "2");
        InMemoryCheckpointer checkpoint = new InMemoryCheckpointer();
        checkpoint.checkpointBlock(block);

        try (CloseableIterator<ChaincodeEvent> events = eventsAfter(checkpoint)) {
            assertThat(text(events.next().getPayload())).isEqualTo("2");
        }
    }

    @Test
    void events_of_one_block_go_on_in_the_middle_of_it() throws Exception {
        List<String> ids = new ArrayList<>();
        long start = blockOf(submitted("event", "many", "before"));
        List<Transaction> endorsed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            endorsed.add(endorsed("event", "many", Integer.toString(i)));
        }
        List<SubmittedTransaction> sent = new ArrayList<>();
        for (Transaction transaction : endorsed) {
            sent.add(transaction.submitAsync());
        }
        for (SubmittedTransaction transaction : sent) {
            blockOf(transaction);
        }
        try (CloseableIterator<ChaincodeEvent> events = eventsFrom(start + 1)) {
            for (int i = 0; i < sent.size(); i++) {
                ids.add(events.next().getTransactionId());
            }
        }
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(SubmittedTransaction::getTransactionId)
                        .toList());

        for (int i = 0; i + 1 < ids.size(); i++) {
            InMemoryCheckpointer checkpoint = new InMemoryCheckpointer();
            checkpoint.checkpointTransaction(
                    gateway.newCommit(sent.get(0).getBytes()).getStatus().getBlockNumber(), ids.get(i));
            try (CloseableIterator<ChaincodeEvent> events = eventsAfter(checkpoint)) {
                assertThat(events.next().getTransactionId()).isEqualTo(ids.get(i + 1));
            }
        }
    }

    @Test
    void events_of_invalid_transactions_do_not_show() throws Exception {
        long start = blockOf(submitted("event", "sold", "first"));
        Transaction tooFew = call("event", "sold", "invalid")
                .setEndorsingOrganizations(own)
                .build()
                .endorse();
        failure(CommitException.class, tooFew::submit);
        contract.submitTransaction("event", "sold", "last");

        try (CloseableIterator<ChaincodeEvent> events = eventsFrom(start)) {
            assertThat(text(events.next().getPayload())).isEqualTo("first");
            assertThat(text(events.next().getPayload())).isEqualTo("last");
        }
    }

    @Test
    void events_of_another_chaincode_do_not_show() throws Exception {
        long start = blockOf(submitted("event", "sold", "first"));

        try (CloseableIterator<ChaincodeEvent> events = network.newChaincodeEventsRequest("another")
                .startBlock(start)
                .build()
                .getEvents(options -> options.withDeadlineAfter(1, TimeUnit.SECONDS))) {
            GatewayRuntimeException end = failure(GatewayRuntimeException.class, events::hasNext);
            assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void events_from_a_block_that_is_not_there_yet_are_waited_for() throws Exception {
        long last = blockOf(submitted("put", freshKey(), "v"));

        try (CloseableIterator<ChaincodeEvent> events = network.newChaincodeEventsRequest(contract.getChaincodeName())
                .startBlock(last + 1_000_000)
                .build()
                .getEvents(options -> options.withDeadlineAfter(1, TimeUnit.SECONDS))) {
            GatewayRuntimeException end = failure(GatewayRuntimeException.class, events::hasNext);
            assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void events_go_on_after_a_checkpoint_that_was_kept_in_a_file(@TempDir Path folder) throws Exception {
        long block = blockOf(submitted("event", "sold", "1"));
        contract.submitTransaction("event", "sold", "2");
        try (FileCheckpointer checkpoint = new FileCheckpointer(folder.resolve("checkpoint"));
                CloseableIterator<ChaincodeEvent> events = eventsFrom(block)) {
            checkpoint.checkpointChaincodeEvent(events.next());
        }

        try (FileCheckpointer checkpoint = new FileCheckpointer(folder.resolve("checkpoint"));
                CloseableIterator<ChaincodeEvent> events = eventsAfter(checkpoint)) {
            assertThat(text(events.next().getPayload())).isEqualTo("2");
        }
    }

    @Test
    void a_request_for_events_can_be_made_of_its_bytes() throws Exception {
        long block = blockOf(submitted("event", "sold", "kept"));
        byte[] request = network.newChaincodeEventsRequest(contract.getChaincodeName())
                .startBlock(block)
                .build()
                .getBytes();

        try (CloseableIterator<ChaincodeEvent> events =
                gateway.newChaincodeEventsRequest(request).getEvents()) {
            assertThat(text(events.next().getPayload())).isEqualTo("kept");
        }
    }

    @Test
    void a_request_for_events_may_be_signed_elsewhere() throws Exception {
        long block = blockOf(submitted("event", "sold", "offline"));
        SigningIdentity client = ledger().client(own);
        try (var offline = ledger().connectOffline(own, client)) {
            var unsigned = offline.getNetwork(network.getName())
                    .newChaincodeEventsRequest(contract.getChaincodeName())
                    .startBlock(block)
                    .build();
            var request =
                    offline.newSignedChaincodeEventsRequest(unsigned.getBytes(), signed(client, unsigned.getDigest()));

            try (CloseableIterator<ChaincodeEvent> events = request.getEvents()) {
                assertThat(text(events.next().getPayload())).isEqualTo("offline");
            }
        }
    }

    @Test
    void block_events_begin_where_they_are_asked_to_and_miss_none() throws Exception {
        long first = blockOf(submitted("put", freshKey(), "v"));
        long last = blockOf(submitted("put", freshKey(), "v"));

        try (CloseableIterator<Block> blocks =
                network.newBlockEventsRequest().startBlock(first).build().getEvents()) {
            for (long number = first; number <= last; number++) {
                assertThat(blocks.next().getHeader().getNumber()).isEqualTo(number);
            }
        }
    }

    @Test
    void block_events_without_a_start_begin_with_the_next_block() throws Exception {
        long before = blockOf(submitted("put", freshKey(), "v"));
        try (CloseableIterator<Block> blocks = network.getBlockEvents()) {
            CompletableFuture<Block> first = CompletableFuture.supplyAsync(blocks::next);
            while (!first.isDone()) {
                contract.submitTransaction("put", freshKey(), "v");
            }

            assertThat(first.get().getHeader().getNumber()).isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void block_events_go_on_after_a_checkpoint() throws Exception {
        long block = blockOf(submitted("put", freshKey(), "v"));
        contract.submitTransaction("put", freshKey(), "v");
        InMemoryCheckpointer checkpoint = new InMemoryCheckpointer();
        checkpoint.checkpointBlock(block);

        try (CloseableIterator<Block> blocks =
                network.newBlockEventsRequest().checkpoint(checkpoint).build().getEvents()) {
            assertThat(blocks.next().getHeader().getNumber()).isEqualTo(block + 1);
        }
    }

    @Test
    void a_block_that_is_not_there_yet_is_not_found() throws Exception {
        long last = blockOf(submitted("put", freshKey(), "v"));

        try (CloseableIterator<Block> blocks = network.newBlockEventsRequest()
                .startBlock(last + 1_000_000)
                .build()
                .getEvents()) {
            assertThat(failure(NoSuchElementException.class, blocks::next)).hasMessageContaining("NOT_FOUND");
        }
    }

    @Test
    void a_request_for_blocks_may_be_signed_elsewhere() throws Exception {
        SigningIdentity client = ledger().client(own);
        try (var offline = ledger().connectOffline(own, client)) {
            var unsigned = offline.getNetwork(network.getName())
                    .newBlockEventsRequest()
                    .startBlock(0)
                    .build();
            var request =
                    offline.newSignedBlockEventsRequest(unsigned.getBytes(), signed(client, unsigned.getDigest()));

            try (CloseableIterator<Block> blocks = request.getEvents()) {
                assertThat(blocks.next().getHeader().getNumber()).isZero();
            }
        }
    }

    @Test
    void filtered_blocks_hold_ids_codes_and_events_without_their_payload() throws Exception {
        Transaction tooFew = call("put", freshKey(), "v")
                .setEndorsingOrganizations(own)
                .build()
                .endorse();
        SubmittedTransaction valid = submitted("event", "sold", "secret content");
        long first = blockOf(valid);
        SubmittedTransaction invalid = tooFew.submitAsync();
        long last = invalid.getStatus().getBlockNumber();

        FilteredTransaction good = filtered(first, valid.getTransactionId());
        FilteredTransaction bad = filtered(last, invalid.getTransactionId());

        assertThat(good.getTxValidationCode()).isEqualTo(TxValidationCode.VALID);
        var event = good.getTransactionActions().getChaincodeActions(0).getChaincodeEvent();
        assertThat(event.getEventName()).isEqualTo("sold");
        assertThat(event.getPayload().isEmpty()).isTrue();
        assertThat(bad.getTxValidationCode()).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    }

    @Test
    void filtered_blocks_go_on_after_a_checkpoint_and_may_be_asked_for_by_somebody_without_a_key() throws Exception {
        long block = blockOf(submitted("put", freshKey(), "v"));
        contract.submitTransaction("put", freshKey(), "v");
        InMemoryCheckpointer checkpoint = new InMemoryCheckpointer();
        checkpoint.checkpointBlock(block);
        SigningIdentity client = ledger().client(own);
        try (var offline = ledger().connectOffline(own, client)) {
            var unsigned = offline.getNetwork(network.getName())
                    .newFilteredBlockEventsRequest()
                    .checkpoint(checkpoint)
                    .build();
            var request = offline.newSignedFilteredBlockEventsRequest(
                    unsigned.getBytes(), signed(client, unsigned.getDigest()));

            try (CloseableIterator<FilteredBlock> blocks = request.getEvents()) {
                assertThat(blocks.next().getNumber()).isEqualTo(block + 1);
            }
        }
    }

    @Test
    void an_iterator_that_is_closed_ends() throws Exception {
        long block = blockOf(submitted("put", freshKey(), "v"));
        CloseableIterator<Block> blocks =
                network.newBlockEventsRequest().startBlock(block).build().getEvents();
        assertThat(blocks.next().getHeader().getNumber()).isEqualTo(block);

        blocks.close();

        // A block that was on its way may still show; then there are no more, and nobody waits for one.
        while (blocks.hasNext()) {
            assertThat(blocks.next().getHeader().getNumber()).isGreaterThan(block);
        }
    }

    private FilteredTransaction filtered(long block, String transactionId) {
        try (CloseableIterator<FilteredBlock> blocks = network.newFilteredBlockEventsRequest()
                .startBlock(block)
                .build()
                .getEvents()) {
            FilteredBlock found = blocks.next();
            assertThat(found.getNumber()).isEqualTo(block);
            assertThat(found.getChannelId()).isEqualTo(network.getName());
            return found.getFilteredTransactionsList().stream()
                    .filter(transaction -> transaction.getTxid().equals(transactionId))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
