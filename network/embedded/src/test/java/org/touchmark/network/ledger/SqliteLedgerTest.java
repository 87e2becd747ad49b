package org.touchmark.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;
import org.touchmark.network.validation.Version;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SqliteLedgerTest extends OnLedger {
    @Nested
    class Reading {
        @Test
        void a_committed_transaction_is_found_by_its_id() {
            Envelope envelope = transactions.write("a", "1");
            fixture.commit(envelope);

            assertThat(fixture.ledger.status(id(envelope)))
                    .contains(new TransactionStatus(id(envelope), TxValidationCode.VALID, 2));
            assertThat(fixture.ledger.transaction(id(envelope)).orElseThrow().getTransactionEnvelope())
                    .isEqualTo(envelope);
            assertThat(fixture.ledger.blockByTransactionId(id(envelope))).isEqualTo(fixture.ledger.block(2));
            assertThat(fixture.ledger.status("unknown")).isEmpty();
        }

        @Test
        void blocks_are_found_by_number_and_hash_and_chained() {
            fixture.commit(transactions.write("a", "1"));
            Block first = fixture.ledger.block(1).orElseThrow();
            byte[] hash = Blocks.headerHash(first.getHeader()).toByteArray();

            assertThat(fixture.ledger.blockByHash(hash)).contains(first);
            assertThat(fixture.ledger.info().getHeight()).isEqualTo(3);
            assertThat(fixture.ledger.info().getPreviousBlockHash().toByteArray())
                    .isEqualTo(hash);
            assertThat(fixture.ledger.block(3)).isEmpty();
            assertThat(fixture.ledger.block(-1)).isEmpty();
        }

        @Test
        void block_0_is_valid_and_has_no_commit_hash() {
            Block zero = fixture.ledger.block(0).orElseThrow();
            assertThat(LedgerFixture.flags(zero)).containsExactly(TxValidationCode.VALID);
            assertThat(Blocks.slot(zero, Blocks.COMMIT_HASH)).isEmpty();
            assertThat(zero.getHeader()).isEqualTo(fixture.genesis.getHeader());
        }

        @Test
        void commit_hashes_of_two_peers_agree_and_chain() throws Exception {
            Path other = folder.resolve("other");
            try (Ledger second = Ledgers.open(other, fixture.genesis, fixture.config)) {
                fixture.commit(transactions.write("a", "1"));
                second.commit(fixture.ledger.block(1).orElseThrow());
                second.commit(fixture.ledger.block(2).orElseThrow());
                assertThat(second.block(2)).isEqualTo(fixture.ledger.block(2));
            }
            assertThat(Metadata.parseFrom(Blocks.slot(fixture.ledger.block(2).orElseThrow(), Blocks.COMMIT_HASH))
                            .getValue()
                            .size())
                    .isEqualTo(32);
        }

        @Test
        void a_range_is_in_the_order_of_UTF_8_bytes() {
            // U+FFFD sorts before U+1F600 in UTF-8 and behind it in UTF-16.
            fixture.commit(
                    transactions.write("\uD83D\uDE00", "1"),
                    transactions.write("\uFFFD", "2"),
                    transactions.write("a", "3"),
                    transactions.write("\u0000type\u0000x\u0000", "4"));
            List<String> keys = new ArrayList<>();
            try (StateSnapshot state = fixture.ledger.snapshot()) {
                state.range(GOODS, "", "").forEachRemaining(row -> keys.add(row.key()));
            }
            assertThat(keys).containsExactly("\u0000type\u0000x\u0000", "a", "\uFFFD", "\uD83D\uDE00");
        }

        @Test
        void a_range_includes_its_start_and_excludes_its_end() {
            fixture.commit(transactions.write("a", "1"), transactions.write("b", "2"), transactions.write("c", "3"));
            List<KeyValue> rows = new ArrayList<>();
            try (StateSnapshot state = fixture.ledger.snapshot()) {
                state.range(GOODS, "a", "c").forEachRemaining(rows::add);
                assertThat(state.range(GOODS, "c", "a").hasNext()).isFalse();
                assertThat(state.range("other", "", "").hasNext()).isFalse();
            }
            assertThat(rows)
                    .containsExactly(
                            new KeyValue("a", new VersionedValue(ByteString.copyFromUtf8("1"), new Version(2, 0))),
                            new KeyValue("b", new VersionedValue(ByteString.copyFromUtf8("2"), new Version(2, 1))));
        }

        @Test
        void a_snapshot_stays_as_it_was_while_blocks_are_committed() {
            fixture.commit(transactions.write("a", "1"));
            try (StateSnapshot before = fixture.ledger.snapshot()) {
                fixture.commit(transactions.write("a", "2"), transactions.write("b", "1"));
                assertThat(before.height()).isEqualTo(3);
                assertThat(before.get(GOODS, "a").value()).isEqualTo(ByteString.copyFromUtf8("1"));
                assertThat(before.get(GOODS, "b")).isNull();
            }
            assertThat(value("a")).isEqualTo(ByteString.copyFromUtf8("2"));
        }

        @Test
        void a_history_is_newest_first_with_ids_times_and_deletions() {
            Envelope first = transactions
                    .draft()
                    .timestamp(Instant.ofEpochSecond(1000))
                    .set(GOODS, set -> TestTransactions.put(set, "a", "1"))
                    .build();
            Envelope second = transactions.of(set -> {
                set.addWritesBuilder().setKey("a").setIsDelete(true);
                return set;
            });
            Envelope third = transactions.write("a", "3");
            fixture.commit(first);
            fixture.commit(second, third);

            List<KeyChange> changes = new ArrayList<>();
            try (StateSnapshot state = fixture.ledger.snapshot()) {
                state.history(GOODS, "a").forEachRemaining(changes::add);
            }
            assertThat(changes).extracting(KeyChange::transactionId).containsExactly(id(third), id(second), id(first));
            assertThat(changes)
                    .extracting(KeyChange::value)
                    .containsExactly(ByteString.copyFromUtf8("3"), null, ByteString.copyFromUtf8("1"));
            assertThat(changes.get(2).timestamp().getSeconds()).isEqualTo(1000);
        }

        @Test
        void a_value_of_four_megabytes_comes_back_whole() {
            String page = "0123456789abcdef".repeat(1 << 18);
            fixture.commit(transactions.write("page", page));
            assertThat(value("page")).isEqualTo(ByteString.copyFromUtf8(page));
        }

        @Test
        void a_long_value_is_read_back_whole_from_ranges_and_older_snapshots() {
            fixture.commit(transactions.write("page", "1".repeat(100_000)));
            try (StateSnapshot before = fixture.ledger.snapshot()) {
                fixture.commit(transactions.write("page", "2".repeat(100_000)));
                assertThat(before.get(GOODS, "page").value()).isEqualTo(ByteString.copyFromUtf8("1".repeat(100_000)));
            }
            try (StateSnapshot state = fixture.ledger.snapshot()) {
                assertThat(state.range(GOODS, "p", "q").next().value())
                        .isEqualTo(new VersionedValue(ByteString.copyFromUtf8("2".repeat(100_000)), new Version(3, 0)));
                assertThat(state.history(GOODS, "page")).toIterable().hasSize(2);
            }
        }
    }

    @Nested
    class Waiting {
        @Test
        void a_status_awaited_before_its_block_comes_with_it() throws Exception {
            Envelope envelope = transactions.write("a", "1");
            CompletableFuture<TransactionStatus> future = fixture.ledger.awaitStatus(id(envelope));
            assertThat(future).isNotDone();
            fixture.commit(envelope);
            assertThat(future.get(5, TimeUnit.SECONDS).code()).isEqualTo(TxValidationCode.VALID);
        }

        @Test
        void a_status_of_a_committed_transaction_is_there_at_once() {
            Envelope envelope = transactions.write("a", "1");
            fixture.commit(envelope);
            assertThat(fixture.ledger.awaitStatus(id(envelope))).isCompleted();
        }

        @Test
        void a_block_awaited_before_it_comes_is_the_stored_one() throws Exception {
            CompletableFuture<Block> future = fixture.ledger.awaitBlock(2);
            fixture.commit(transactions.write("a", "1"));
            assertThat(future.get(5, TimeUnit.SECONDS))
                    .isEqualTo(fixture.ledger.block(2).orElseThrow());
        }

        @Test
        void who_waits_when_the_ledger_closes_is_told() {
            CompletableFuture<Block> future = fixture.ledger.awaitBlock(9);
            fixture.ledger.close();
            assertThat(future).isCompletedExceptionally();
            assertThat(fixture.ledger.awaitBlock(9)).isCompletedExceptionally();
        }
    }

    @Nested
    class Bad_blocks {
        private void assertRefused(Block block, String reason) {
            assertThatThrownBy(() -> fixture.ledger.commit(block))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("refuses block")
                    .hasMessageContaining(reason);
            assertThat(fixture.ledger.height()).isEqualTo(2);
            assertThat(value("a")).isNull();
            fixture.commit(transactions.write("good", "1"));
        }

        @Test
        void a_gap_in_the_numbers_is_refused() {
            Block next = fixture.next(transactions.write("b", "1"));
            Block skipping = fixture.orderer.next(
                    next, List.of(transactions.write("a", "1").toByteString()));
            assertRefused(skipping, "the next number is 2");
        }

        @Test
        void another_previous_hash_is_refused() {
            Block block = fixture.orderer.next(
                    fixture.next(transactions.write("b", "1")).toBuilder()
                            .setHeader(fixture.ledger.block(1).orElseThrow().getHeader().toBuilder()
                                    .setDataHash(ByteString.copyFromUtf8("other")))
                            .build(),
                    List.of(transactions.write("a", "1").toByteString()));
            assertRefused(block, "previous hash");
        }

        @Test
        void data_that_was_exchanged_is_refused() {
            Block block = fixture.next(transactions.write("b", "1"));
            Block exchanged = block.toBuilder()
                    .setData(fixture.next(transactions.write("a", "1")).getData())
                    .build();
            assertRefused(exchanged, "data hash");
        }

        @Test
        void an_envelope_with_trailing_bytes_is_refused() {
            // Field 2 a second time, and then as before: it parses to the same envelope, from other bytes.
            ByteString doubled = transactions.write("a", "1").toByteString();
            Block block = fixture.orderer.next(fixture.ledger.block(1).orElseThrow(), List.of(doubled.concat(doubled)));
            assertRefused(block, "raw form");
        }

        @Test
        void an_empty_block_is_refused() {
            assertRefused(fixture.orderer.next(fixture.ledger.block(1).orElseThrow(), List.of()), "empty block");
        }

        @Test
        void no_orderer_signature_is_refused() {
            Block block = fixture.next(transactions.write("a", "1"));
            assertRefused(Blocks.withSlot(block, Blocks.SIGNATURES, ByteString.EMPTY), "BlockValidation");
        }

        @Test
        void a_signature_by_a_peer_is_refused() {
            Block block = new BlockAssembler(fixture.consortium.peer(TestConsortium.AURELIA))
                    .next(
                            fixture.ledger.block(1).orElseThrow(),
                            List.of(transactions.write("a", "1").toByteString()));
            assertRefused(block, "BlockValidation");
        }

        @Test
        void a_signature_of_another_block_is_refused() {
            Block block = fixture.next(transactions.write("a", "1"));
            Block other = fixture.next(transactions.write("b", "1"));
            assertRefused(
                    Blocks.withSlot(block, Blocks.SIGNATURES, Blocks.slot(other, Blocks.SIGNATURES)),
                    "BlockValidation");
        }
    }
}
