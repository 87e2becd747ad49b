package org.touchmark.network.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
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
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.processes.TestChaincodeServer;
import org.touchmark.network.topology.TopologyFile;

/** A disk that fills up under Fabric's nodes; not run where their programs are missing or nothing can be mounted. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FullDiskIT {
    private static final String DISK_SIZE = "size=400m";
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int MAX_WRITES = 500;

    @TempDir
    Path folder;

    private Path disk;
    private FabricPrograms programs;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        try {
            programs = FabricPrograms.find();
        } catch (FabricPrograms.MissingException e) {
            Assumptions.abort(e.getMessage());
        }
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", DISK_SIZE, "none", disk.toString()) == 0;
        if (!mounted) {
            RunReport.note("ledger", "The full disk was not tried: this user may not mount one.");
            Assumptions.abort("no disk can be mounted");
        }
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            // A node that was ended holds its folder for some moments more on a busy machine.
            Eventually.await("nothing holds the disk", () -> run("umount", disk.toString()) == 0);
        }
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Test
    void ends_nodes_that_say_why_and_loses_nothing_that_was_acknowledged() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (Network network = start();
                LedgerClient client = LedgerClient.of(network, "peer0.aurelia")) {
            client.submit("put", "before", "written");
            Path filler = fill();

            writeUntilRefused(client, acknowledged);
            List<Node> ended = ended(network);
            assertThat(ended)
                    .isNotEmpty()
                    .allSatisfy(node -> assertThat(node.lastLogLines(200))
                            .as(node.name())
                            .anyMatch(line -> line.contains("no space left on device")));

            Files.delete(filler);
            network.nodes().stream()
                    .filter(node -> node.health() == Node.Health.DOWN)
                    .forEach(Node::restart);
            Eventually.await("writes go on", () -> writes(client, "after"));
            assertThat(client.evaluate("get", "before")).isEqualTo("written");
            for (String key : acknowledged) {
                assertThat(client.evaluate("get", key)).as(key).hasSize(PIECE_BYTES);
            }
        }
    }

    private Network start() throws Exception {
        return FabricNetwork.start(
                new FabricNetwork.Plan(
                        programs,
                        TopologyFile.fabricRaft().mapPorts(listener -> 0),
                        disk.resolve("network"),
                        folder.resolve("logs/network.log"),
                        TestChaincodeServer.program()),
                line -> {});
    }

    /** Leaves next to nothing. */
    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        byte[] piece = new byte[PIECE_BYTES];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE_NEW)) {
            while (Files.getFileStore(disk).getUsableSpace() > 16L * PIECE_BYTES) {
                out.write(piece);
            }
        }
        return filler;
    }

    private static void writeUntilRefused(LedgerClient client, List<String> acknowledged) {
        String value = "x".repeat(PIECE_BYTES);
        for (int write = 0; write < MAX_WRITES; write++) {
            try {
                client.submit("put", "key" + write, value);
                acknowledged.add("key" + write);
            } catch (GatewayException | CommitException e) {
                return;
            }
        }
        throw new AssertionError("the disk did not fill up");
    }

    private static List<Node> ended(Network network) {
        List<Node> ended = new ArrayList<>();
        Eventually.await("a node has ended", () -> {
            ended.clear();
            network.nodes().stream()
                    .filter(node -> node.kind() == NodeKind.PEER || node.kind() == NodeKind.ORDERER)
                    .filter(node -> node.memoryBytes().isEmpty())
                    .forEach(ended::add);
            return !ended.isEmpty();
        });
        return ended;
    }

    private static boolean writes(LedgerClient client, String value) {
        try {
            client.submit("put", "key", value);
            return true;
        } catch (GatewayException | CommitException e) {
            return false;
        }
    }
}
