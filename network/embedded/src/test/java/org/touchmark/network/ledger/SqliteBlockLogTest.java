package org.touchmark.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SqliteBlockLogTest {
    @TempDir
    Path folder;

    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);
    private final BlockAssembler assembler = new BlockAssembler(consortium.orderer());
    private final Block genesis = consortium.blockZero();
    private final ChannelConfig config = ChannelConfigs.of(genesis);

    private SqliteBlockLog log;

    @BeforeEach
    void open() {
        log = (SqliteBlockLog) Ledgers.openBlockLog(folder, genesis, config);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Block after(Block previous, String value) {
        return assembler.next(previous, List.of(transactions.write("a", value).toByteString()));
    }

    @Test
    void appended_blocks_are_there_after_a_kill() {
        Block first = after(genesis, "1");
        Block second = after(first, "2");
        log.append(List.of(first, second));
        SqliteBlockLog killed = log;
        open();
        killed.close();
        assertThat(log.height()).isEqualTo(3);
        assertThat(log.newest()).isEqualTo(second);
        assertThat(log.block(1)).contains(first);
        assertThat(log.block(3)).isEmpty();
    }

    @Test
    void a_block_that_does_not_follow_is_refused_with_all_its_company() {
        Block first = after(genesis, "1");
        Block other = after(after(genesis, "2"), "3");
        assertThatThrownBy(() -> log.append(List.of(first, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("block 2 does not follow on block 1");
        assertThat(log.height()).isEqualTo(1);
    }

    @Test
    void who_waits_gets_the_block() throws Exception {
        CompletableFuture<Block> future = log.awaitBlock(1);
        Block first = after(genesis, "1");
        log.append(List.of(first));
        assertThat(future.get(5, TimeUnit.SECONDS)).isEqualTo(first);
    }

    @Test
    void a_full_disk_leaves_nothing_and_goes_on_once_there_is_room() {
        log.limitPages(log.pages() + 4);
        Block first = after(genesis, "1");
        Block large = after(first, "x".repeat(200_000));
        assertThatThrownBy(() -> log.append(List.of(first, large)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the disk is full");
        assertThat(log.height()).isEqualTo(1);
        log.append(List.of(first));
        log.limitPages(1_000_000);
        log.append(List.of(large));
        assertThat(log.height()).isEqualTo(3);
    }

    @Nested
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file can not be deleted there")
    class Files_that_are_taken_away {
        private static final String FILE = "blocks.db";

        private final Block first = after(genesis, "1");

        private void assertNothingIsStored() {
            long height = log.height();
            assertThatThrownBy(() -> log.append(List.of(after(log.newest(), "2"))))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("was deleted, moved away or replaced")
                    .hasMessageContaining("put the file back from a backup");
            assertThat(log.height()).isEqualTo(height);
            assertThat(log.problem()).isPresent();
        }

        @Test
        void with_their_folder_are_noticed_before_anything_is_acknowledged() throws IOException {
            log.append(List.of(first));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
            assertNothingIsStored();
            Files.createDirectories(folder);
        }

        @Test
        void alone_are_noticed_though_the_folder_stays() throws IOException {
            log.append(List.of(first));
            Files.delete(folder.resolve(FILE));
            assertNothingIsStored();
        }

        @Test
        void and_put_back_as_a_copy_are_not_those_that_have_the_blocks() throws IOException {
            log.append(List.of(first));
            Path copy = Files.copy(folder.resolve(FILE), folder.resolve("copy"));
            Files.delete(folder.resolve(FILE));
            Files.move(copy, folder.resolve(FILE));
            assertNothingIsStored();
        }

        @Test
        void of_the_write_ahead_log_are_noticed_too() throws IOException {
            log.append(List.of(first));
            Files.delete(folder.resolve(FILE + "-wal"));
            assertNothingIsStored();
        }

        @Test
        void are_not_read_from_either() throws IOException {
            Block second = after(first, "2");
            log.append(List.of(first, second));
            Files.delete(folder.resolve(FILE));
            assertThatThrownBy(() -> log.block(1))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("was deleted");
        }
    }
}
