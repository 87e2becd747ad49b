package org.touchmark.network.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.Network;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.fabric.FabricNetwork;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.junit.RunReport;
import org.touchmark.network.machine.EmbeddedNetwork;
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.processes.TestChaincodeServer;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

/** Fabric's own programs as a network; not run where they are missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FabricNetworkIT {
    private static final String FIRST_PEER = "peer0.aurelia";

    @TempDir
    Path folder;

    @Test
    void with_one_orderer_it_commits_bears_faults_and_starts_again_with_its_data() throws Exception {
        Topology topology = TopologyFile.fabricRaft();
        try (Network network = start(topology);
                LedgerClient client = LedgerClient.of(network, FIRST_PEER)) {
            assertThat(network.nodes())
                    .extracting(Node::kind)
                    .containsOnlyOnce(NodeKind.ORDERER)
                    .hasSize(4 + 1 + 3 + 3);
            client.submit("put", "key", "first");
            assertThat(client.evaluate("get", "key")).isEqualTo("first");

            Node other = network.node("peer0.assay");
            other.kill();
            assertThat(other.health()).isEqualTo(Node.Health.DOWN);
            client.submit("put", "key", "without one peer");
            other.restart();
            awaitEqualHeights(network);

            Node server = network.node("chaincode0.aurelia");
            server.kill();
            server.restart();
            assertThat(client.evaluate("get", "key")).isEqualTo("without one peer");
        }
        assertNothingRuns();

        try (Network again = start(topology);
                LedgerClient client = LedgerClient.of(again, FIRST_PEER)) {
            assertThat(client.evaluate("get", "key")).isEqualTo("without one peer");
            client.submit("put", "key", "second start");
            awaitEqualHeights(again);
        }
        refusesTheEmbeddedLedger();
    }

    @Test
    void with_four_orderers_writes_go_on_without_any_one_of_them() throws Exception {
        try (FabricNetwork network = start(TopologyFile.fabricBft());
                LedgerClient client = LedgerClient.of(network, FIRST_PEER)) {
            client.submit("put", "key", "four");
            Node leader = network.leader().orElseThrow();
            leader.kill();
            Instant killed = Instant.now();
            Eventually.await("a write without the leader", () -> writes(client, "three"));
            RunReport.note(
                    "ledger",
                    "Fabric BFT, leader killed: the next commit after "
                            + Duration.between(killed, Instant.now()).toMillis() + " ms");
            assertThat(network.leader()).get().isNotEqualTo(leader);
            sendPages(client, 40);
            leader.restart();
            Eventually.await("a write with all four", () -> writes(client, "four again"));
            assertThat(client.evaluate("get", "key")).isEqualTo("four again");
            awaitEqualHeights(network);
        }
        assertNothingRuns();
    }

    /** Pages of 1 MB, all in flight at once; each must be committed, whatever its submit said. */
    private static void sendPages(LedgerClient client, int pages) throws Exception {
        Instant begin = Instant.now();
        ExecutorService threads = Executors.newFixedThreadPool(pages);
        try {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int page = 0; page < pages; page++) {
                running.add(threads.submit(() -> client.commits("big", "1000000")));
            }
            for (Future<Boolean> page : running) {
                assertThat(page.get(120, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        RunReport.note(
                "ledger",
                "Fabric BFT, one orderer down: %d pages of 1 MB at once committed in %d ms"
                        .formatted(pages, Duration.between(begin, Instant.now()).toMillis()));
    }

    private static boolean writes(LedgerClient client, String value) {
        try {
            client.submit("put", "key", value);
            return true;
        } catch (GatewayException | CommitException e) {
            return false;
        }
    }

    @Test
    void with_two_peers_an_organisation_either_may_stop() throws Exception {
        try (Network network = start(TopologyFile.fabricTwoPeers());
                LedgerClient first = LedgerClient.of(network, FIRST_PEER);
                LedgerClient second = LedgerClient.of(network, "peer1.aurelia")) {
            first.submit("put", "key", "through the first");
            network.node(FIRST_PEER).kill();
            second.submit("put", "key", "through the second");
            network.node(FIRST_PEER).restart();
            awaitEqualHeights(network);
            network.node("peer1.aurelia").kill();
            Eventually.await("the first peer answers", () -> reads(first, "through the second"));
        }
        assertNothingRuns();
    }

    private static boolean reads(LedgerClient client, String value) {
        try {
            return client.evaluate("get", "key").equals(value);
        } catch (Exception e) {
            return false;
        }
    }

    private void refusesTheEmbeddedLedger() {
        assertThatThrownBy(() -> EmbeddedNetwork.start(
                        new EmbeddedNetwork.Plan(
                                TopologyFile.embedded().mapPorts(listener -> 0),
                                state(),
                                folder.resolve("logs/network.log"),
                                TestChaincodeServer.program()),
                        line -> {}))
                .hasMessageContaining("holds the data of a ledger of kind fabric, not embedded");
    }

    private FabricNetwork start(Topology topology) throws Exception {
        FabricPrograms programs = programs();
        long begin = System.nanoTime();
        FabricNetwork network = FabricNetwork.start(
                new FabricNetwork.Plan(
                        programs,
                        topology.mapPorts(listener -> 0),
                        state(),
                        folder.resolve("logs/network.log"),
                        TestChaincodeServer.program()),
                line -> {});
        RunReport.note(
                "ledger",
                "Fabric %s, %s, up in %d s"
                        .formatted(
                                programs.version(),
                                topology.orderers().consensus(),
                                (System.nanoTime() - begin) / 1_000_000_000));
        return network;
    }

    /** The space is on purpose: paths that hold one must work. */
    private Path state() {
        return folder.resolve("the network");
    }

    private static FabricPrograms programs() {
        try {
            return FabricPrograms.find();
        } catch (FabricPrograms.MissingException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    private static void awaitEqualHeights(Network network) {
        Eventually.await("all peers and orderers have the same height", () -> {
            List<Long> heights = network.nodes().stream()
                    .filter(node -> node.kind() == NodeKind.PEER || node.kind() == NodeKind.ORDERER)
                    .map(node -> node.height().orElse(-1))
                    .distinct()
                    .toList();
            return heights.size() == 1 && heights.get(0) > 0;
        });
    }

    private static void assertNothingRuns() {
        Eventually.await(
                "no child process is left",
                () -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }
}
