package org.touchmark.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LedgerDurabilityTest extends OnLedger {
    @Nested
    class Kill_and_damage {
        @Test
        void a_ledger_that_was_not_closed_goes_on_with_everything_committed() {
            Envelope envelope = transactions.write("a", "1");
            fixture.commit(envelope);
            fixture.reopen();
            assertThat(value("a")).isEqualTo(ByteString.copyFromUtf8("1"));
            assertThat(fixture.commit(envelope, transactions.write("b", "1")))
                    .containsExactly(TxValidationCode.DUPLICATE_TXID, TxValidationCode.VALID);
        }

        @Test
        void a_copy_taken_while_running_is_whole_as_after_a_power_cut() throws IOException {
            fixture.commit(transactions.write("a", "1"));
            Path copy = Files.createDirectories(folder.resolve("copy"));
            Files.copy(fixture.file(), copy.resolve("ledger.db"));
            Files.copy(folder.resolve("ledger.db-wal"), copy.resolve("ledger.db-wal"));
            try (Ledger restored = Ledgers.open(copy, fixture.genesis, fixture.config)) {
                assertThat(restored.block(2)).isEqualTo(fixture.ledger.block(2));
            }
        }

        @Test
        void a_file_cut_short_is_named_with_the_way_out() throws IOException {
            for (int i = 0; i < 20; i++) {
                fixture.commit(transactions.write("key" + i, "x".repeat(20_000)));
            }
            fixture.ledger.close();
            long size = Files.size(fixture.file());
            for (long length : List.of(0L, 50L, 8192L, size / 2, size - 1)) {
                byte[] whole = Files.readAllBytes(fixture.file());
                truncate(length);
                assertThatThrownBy(fixture::open)
                        .isInstanceOf(LedgerException.class)
                        .hasMessageContaining("ledger.db is damaged")
                        .hasMessageContaining("remove the folder " + folder);
                Files.write(fixture.file(), whole);
            }
            fixture.open();
            assertThat(fixture.ledger.height()).isEqualTo(22);
        }

        private void truncate(long length) throws IOException {
            try (FileChannel channel = FileChannel.open(fixture.file(), StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        }

        @Test
        void a_file_cut_short_beside_a_log_is_found_too() throws IOException {
            for (int i = 0; i < 200; i++) {
                fixture.commit(transactions.write("key" + i, "x".repeat(100_000)));
            }
            Path copy = Files.createDirectories(folder.resolve("copy"));
            Files.copy(folder.resolve("ledger.db-wal"), copy.resolve("ledger.db-wal"));
            byte[] whole = Files.readAllBytes(fixture.file());
            Files.write(copy.resolve("ledger.db"), Arrays.copyOf(whole, whole.length / 2));
            assertThatThrownBy(() -> Ledgers.open(copy, fixture.genesis, fixture.config))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is damaged");
        }

        @Test
        void an_overwritten_page_is_found() throws IOException {
            fixture.commit(transactions.write("a", "x".repeat(50_000)));
            fixture.ledger.close();
            byte[] bytes = Files.readAllBytes(fixture.file());
            Arrays.fill(bytes, 2 * 8192, 4 * 8192, (byte) 0x55);
            Files.write(fixture.file(), bytes);
            assertThatThrownBy(fixture::open)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is damaged");
            Files.delete(fixture.file());
            fixture.open();
        }

        @Test
        void an_envelope_changed_on_disk_is_found() throws IOException {
            fixture.commit(transactions.write("a", "needle".repeat(10)));
            fixture.ledger.close();
            String text = new String(Files.readAllBytes(fixture.file()), StandardCharsets.ISO_8859_1);
            String changed = text.replace("needle".repeat(10), "noodle".repeat(10));
            assertThat(changed).isNotEqualTo(text);
            Files.write(fixture.file(), changed.getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(fixture::open)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("the data of block 2 is not what its hash says");
            Files.delete(fixture.file());
            fixture.open();
        }

        @Test
        void a_missing_file_is_made_anew_and_holds_block_0() throws IOException {
            fixture.ledger.close();
            Files.delete(fixture.file());
            fixture.open();
            assertThat(fixture.ledger.height()).isEqualTo(1);
        }

        @Test
        void a_ledger_of_another_channel_is_refused() {
            fixture.ledger.close();
            Block other = TestConsortium.create().blockZero();
            assertThatThrownBy(() -> Ledgers.open(folder, other, fixture.config))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("belongs to another channel");
            fixture.open();
        }
    }

    @Nested
    class Full_disk {
        @Test
        void a_block_that_does_not_fit_leaves_nothing_and_fits_once_there_is_room() {
            fixture.commit(transactions.write("a", "1"));
            fixture.ledger.limitPages(fixture.ledger.pages() + 4);
            Envelope large = transactions.write("large", "x".repeat(200_000));
            Block block = fixture.next(large);

            assertThatThrownBy(() -> fixture.ledger.commit(block))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("the disk is full")
                    .hasMessageContaining("ledger.db");
            assertThat(fixture.ledger.height()).isEqualTo(3);
            assertThat(fixture.ledger.status(id(large))).isEmpty();
            assertThat(value("large")).isNull();
            assertThat(value("a")).isEqualTo(ByteString.copyFromUtf8("1"));

            fixture.ledger.limitPages(1_000_000);
            fixture.ledger.commit(block);
            assertThat(value("large").size()).isEqualTo(200_000);
        }
    }
}
