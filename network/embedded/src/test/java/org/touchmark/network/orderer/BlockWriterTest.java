package org.touchmark.network.orderer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.Gate;
import org.touchmark.network.ledger.BlockLog;
import org.touchmark.network.ledger.Ledgers;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlockWriterTest {
    @TempDir
    Path folder;

    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);
    private final Block genesis = consortium.blockZero();
    private final Gate gate = new Gate();

    private BlockLog log;
    private BlockWriter writer;

    @BeforeEach
    void start() {
        log = Ledgers.openBlockLog(folder, genesis, ChannelConfigs.of(genesis));
        writer = new BlockWriter(log, consortium.orderer(), CutPolicy.WHEN_IDLE, gate);
    }

    @AfterEach
    void stop() {
        writer.close();
        log.close();
    }

    @Test
    void an_envelope_that_can_not_be_stored_is_answered_as_unavailable_with_the_reason() throws Exception {
        log.close();
        BroadcastResponse answer = writer.order(transactions.write("a", "1")).get(5, TimeUnit.SECONDS);
        assertThat(answer.getStatus()).isEqualTo(Status.SERVICE_UNAVAILABLE);
        assertThat(answer.getInfo()).contains("blocks.db");
    }

    @Test
    void envelopes_of_a_stopping_orderer_are_answered_and_none_is_lost_in_silence() throws Exception {
        gate.pause();
        CompletableFuture<BroadcastResponse> waiting = writer.order(transactions.write("a", "1"));
        CompletableFuture<BroadcastResponse> behind = writer.order(transactions.write("b", "1"));
        writer.close();
        // Each is either in a durable block, or its sender is told that it is not.
        long durable = log.height() - 1;
        long successes = 0;
        for (CompletableFuture<BroadcastResponse> answer : List.of(waiting, behind)) {
            successes += answer.get(5, TimeUnit.SECONDS).getStatus() == Status.SUCCESS ? 1 : 0;
        }
        assertThat(successes > 0).isEqualTo(durable > 0);
        assertThat(writer.order(transactions.write("c", "1"))
                        .get(5, TimeUnit.SECONDS)
                        .getStatus())
                .isEqualTo(Status.SERVICE_UNAVAILABLE);
    }
}
