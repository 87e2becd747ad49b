package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.Gate;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.ledger.Ledgers;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.orderer.CutPolicy;
import org.touchmark.network.orderer.OrdererNode;
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;
import org.touchmark.network.testing.nodes.Recorder;

/** A real orderer and peers that follow it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlockSourceTest {
    @TempDir
    Path folder;

    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);
    private final Block genesis = consortium.blockZero();
    private final ChannelConfig config = ChannelConfigs.of(genesis);
    private final List<AutoCloseable> opened = new ArrayList<>();

    private OrdererNode orderer;
    private int port;

    @BeforeEach
    void start() {
        startOrderer("orderer", genesis);
        send(transactions.definition());
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        orderer.close();
    }

    private void startOrderer(String name, Block zero) {
        orderer = OrdererNode.start(
                new OrdererNode.Settings(
                        folder.resolve(name),
                        zero,
                        ChannelConfigs.of(zero),
                        consortium.orderer(),
                        CutPolicy.WHEN_IDLE,
                        new Gate()),
                List.of(Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())));
        port = orderer.port();
    }

    private ManagedChannel connect() {
        return Grpc.newChannelBuilderForAddress("localhost", port, InsecureChannelCredentials.create())
                .build();
    }

    private void send(Envelope envelope) {
        ManagedChannel channel = connect();
        try {
            Recorder<BroadcastResponse> answers = new Recorder<>();
            AtomicBroadcastGrpc.newStub(channel).broadcast(answers).onNext(envelope);
            assertThat(answers.next(BroadcastResponse.class).getStatus()).isEqualTo(Status.SUCCESS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private Ledger peer(String name) {
        Ledger ledger = Ledgers.open(folder.resolve(name), genesis, config);
        opened.add(ledger);
        return ledger;
    }

    private BlockSource follow(Ledger ledger, Gate gate) {
        BlockSource source = BlockSource.follow(ledger, consortium.peer(TestConsortium.AURELIA), this::connect, gate);
        opened.add(source);
        return source;
    }

    private static void awaitHeight(Ledger ledger, long height) {
        Eventually.await("height " + height, () -> ledger.height() >= height);
    }

    @Test
    void a_peer_with_nothing_catches_up_and_follows() {
        for (int i = 0; i < 10; i++) {
            send(transactions.write("key" + i, "1"));
        }
        Ledger ledger = peer("peer");
        BlockSource source = follow(ledger, new Gate());
        awaitHeight(ledger, orderer.height());
        send(transactions.write("late", "1"));
        awaitHeight(ledger, orderer.height());
        assertThat(source.problem()).isEmpty();
    }

    @Test
    void two_peers_end_with_equal_blocks() {
        Ledger first = peer("first");
        Ledger second = peer("second");
        follow(first, new Gate());
        follow(second, new Gate());
        for (int i = 0; i < 10; i++) {
            send(transactions.write("key", "" + i));
        }
        awaitHeight(first, orderer.height());
        awaitHeight(second, orderer.height());
        for (long n = 0; n < orderer.height(); n++) {
            assertThat(first.block(n)).isEqualTo(second.block(n));
        }
    }

    @Test
    void a_peer_goes_on_when_its_orderer_comes_back() {
        Ledger ledger = peer("peer");
        BlockSource source = follow(ledger, new Gate());
        awaitHeight(ledger, orderer.height());
        orderer.close();
        Eventually.await("the loss is noticed", () -> source.problem().isPresent());
        assertThat(source.problem().orElseThrow()).startsWith("no blocks from the orderer");

        startOrderer("orderer", genesis);
        send(transactions.write("after", "1"));
        awaitHeight(ledger, orderer.height());
        Eventually.await("the problem is over", () -> source.problem().isEmpty());
    }

    @Test
    void a_paused_peer_stands_still_and_catches_up_when_resumed() {
        Gate gate = new Gate();
        Ledger ledger = peer("peer");
        follow(ledger, gate);
        awaitHeight(ledger, orderer.height());
        gate.pause();
        long height = ledger.height();
        send(transactions.write("a", "1"));
        send(transactions.write("b", "1"));
        assertThat(ledger.height()).isEqualTo(height);
        gate.resume();
        awaitHeight(ledger, orderer.height());
    }

    @Test
    void a_peer_that_lost_its_ledger_gets_it_again() throws Exception {
        Ledger ledger = peer("peer");
        BlockSource source = follow(ledger, new Gate());
        send(transactions.write("a", "1"));
        awaitHeight(ledger, orderer.height());
        Block newest = ledger.block(ledger.height() - 1).orElseThrow();
        source.close();
        ledger.close();
        for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
            Files.deleteIfExists(folder.resolve("peer").resolve(name));
        }

        Ledger rebuilt = peer("peer");
        assertThat(rebuilt.height()).isEqualTo(1);
        follow(rebuilt, new Gate());
        awaitHeight(rebuilt, orderer.height());
        assertThat(rebuilt.block(rebuilt.height() - 1)).contains(newest);
    }

    @Test
    void a_peer_refuses_an_orderer_with_another_history_and_says_so() {
        Ledger ledger = peer("peer");
        BlockSource source = follow(ledger, new Gate());
        awaitHeight(ledger, 2);
        orderer.close();
        startOrderer("forked", genesis);
        send(transactions.write("x", "1"));
        send(transactions.write("y", "1"));
        Eventually.await(
                "the fork is noticed",
                () -> source.problem()
                        .filter(problem -> problem.contains("its previous hash is not that of block 1"))
                        .isPresent());
        assertThat(ledger.height()).isEqualTo(2);
    }
}
