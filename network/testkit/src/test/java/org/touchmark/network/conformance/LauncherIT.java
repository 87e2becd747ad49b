package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.processes.Programs;

/**
 * The life of a network that the launcher runs, from its first start to its removal, in a folder whose path has spaces.
 * The tests go on from one another, since each start takes seconds.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {
    private static final int NOT_RUNNING = 3;

    @TempDir
    static Path temporary;

    private static LaunchedNetwork network;
    private static TestedLedger ledger;

    @BeforeAll
    static void prepare() throws Exception {
        network = new LaunchedNetwork(Files.createDirectory(temporary.resolve("a folder with spaces")));
        ledger = new EmbeddedLedger(network::connectionProfile);
    }

    @AfterAll
    static void end() throws Exception {
        ledger.close();
        network.end();
    }

    @Test
    @Order(1)
    void nothing_runs_before_the_first_start() throws Exception {
        Programs.Outcome status = network.run("status");
        Programs.Outcome logs = network.run("logs", "orderer0");

        assertThat(status.exitCode()).isEqualTo(NOT_RUNNING);
        assertThat(status.output()).contains("No network runs in ").contains("network/up");
        assertThat(logs.exitCode()).isEqualTo(NOT_RUNNING);
        assertThat(logs.output()).contains("no network has run there");
    }

    @Test
    @Order(2)
    void a_start_that_finds_a_port_taken_names_it_and_leaves_nothing_running() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path topology = temporary.resolve("taken.yaml");
            Files.writeString(
                    topology,
                    Files.readString(network.topology())
                            .replace("name: peer0.assay, port: 0", "name: peer0.assay, port: " + taken.getLocalPort()));
            Programs.Outcome up = network.run("up", "--topology", topology.toString());

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output())
                    .contains("Port " + taken.getLocalPort() + " of peer0.assay is taken by another program")
                    .contains("The network did not start");
            assertThat(network.run("status").exitCode()).isEqualTo(NOT_RUNNING);
        }
        assertThat(network.run("down", "--clean").exitCode()).isZero();
    }

    @Test
    @Order(3)
    void a_topology_that_asks_for_more_orderers_is_refused_by_name() throws Exception {
        Path topology = temporary.resolve("orderers.yaml");
        Files.writeString(
                topology,
                Files.readString(network.topology())
                        .replace(
                                "    - {name: orderer0, port: 0}",
                                "    - {name: orderer0, port: 0}\n    - {name: orderer1, port: 0}"));

        Programs.Outcome up = network.run("up", "--topology", topology.toString());

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).contains("The embedded ledger has one orderer");
    }

    @Test
    @Order(4)
    void up_returns_when_every_node_is_up() throws Exception {
        Programs.Outcome up = network.up();

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output()).contains("certificate authorities").contains("peers are up");
        Programs.Outcome status = network.run("status");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output().lines().findFirst().orElseThrow())
                .matches("NODE +KIND +ORGANISATION +PORT +HEALTH +HEIGHT +MEMORY +PEAK");
        assertThat(status.output())
                .contains("peer0.aurelia")
                .contains("chaincode0.assay")
                .doesNotContain("down");
    }

    @Test
    @Order(5)
    void status_tells_programs_the_same() throws Exception {
        JsonNode status = network.status();

        assertThat(status.path("channel").asText()).isEqualTo("touchmark");
        assertThat(status.path("nodes")).hasSize(11).allSatisfy(node -> {
            assertThat(node.path("health").asText()).isEqualTo("up");
            assertThat(node.path("port").asInt()).isPositive();
        });
        assertThat(status.path("nodes"))
                .filteredOn(node -> node.path("kind").asText().equals("peer"))
                .allSatisfy(node -> assertThat(node.path("height").asLong()).isGreaterThanOrEqualTo(2));
    }

    @Test
    @Order(6)
    void up_again_is_harmless() throws Exception {
        long before = network.process().pid();

        Programs.Outcome up = network.up();

        assertThat(up.exitCode()).isZero();
        assertThat(up.output()).contains("The network runs already");
        assertThat(network.process().pid()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void logs_are_listed_and_shown() throws Exception {
        assertThat(network.run("logs").output()).contains("network").contains("chaincode0.aurelia");
        assertThat(network.run("logs", "peer0.aurelia").exitCode()).isZero();
        assertThat(network.run("logs", "peer0.nobody").output())
                .contains("No line of network.log names peer0.nobody: network/status lists the nodes");
    }

    @Test
    @Order(8)
    void a_chaincode_server_that_was_killed_is_started_again_and_its_end_is_in_the_log() throws Exception {
        ProcessHandle server = network.process().children().findFirst().orElseThrow();
        server.destroyForcibly();
        LaunchedNetwork.awaitEnd(List.of(server));

        Eventually.await("all nodes are up", LauncherIT::allAreUp);

        assertThat(network.log()).contains("ended with exit code 137 and is started again");
    }

    private static boolean allAreUp() {
        try {
            return StreamSupport.stream(network.status().path("nodes").spliterator(), false)
                    .allMatch(node -> node.path("health").asText().equals("up"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(9)
    void a_kill_in_the_middle_of_a_load_loses_and_doubles_nothing() throws Exception {
        List<ProcessHandle> servers = network.process().children().toList();
        assertThat(servers).hasSize(3);
        try (Load load = Load.through("AureliaMSP", ledger, 8)) {
            load.awaitProgress(100);
            ProcessHandle ledgers = network.process();
            ledgers.destroyForcibly();
            LaunchedNetwork.awaitEnd(List.of(ledgers));
            load.stop();
            LaunchedNetwork.awaitEnd(servers);

            startTwice();

            ledger.awaitEqualHeights();
            load.assertNothingLostOrDoubled(ledger);
        }
        try (Gateway gateway = ledger.connect("AureliaMSP")) {
            contract(gateway).submitTransaction("put", "after the kill", "written");
        }
    }

    /** Two at once: one starts the network, the other waits for nobody and says so. */
    private static void startTwice() throws Exception {
        Path first = temporary.resolve("first.txt");
        Path second = temporary.resolve("second.txt");
        String topology = network.topology().toString();
        Process one = network.start(first, "up", "--topology", topology);
        Process other = network.start(second, "up", "--topology", topology);
        assertThat(one.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(first) + Files.readString(second);
        assertThat(said).containsAnyOf("Another network/up is at work in ", "The network runs already in ");
        assertThat(List.of(one.exitValue(), other.exitValue())).as(said).contains(0);
        assertThat(network.process().children()).hasSize(3);
    }

    private static Contract contract(Gateway gateway) {
        return gateway.getNetwork(ledger.channel()).getContract(ledger.chaincode());
    }

    @Test
    @Order(10)
    void down_ends_every_process_and_is_harmless_where_none_runs() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>(List.of(network.process()));
        network.process().children().forEach(processes::add);

        Programs.Outcome down = network.run("down");
        Programs.Outcome again = network.run("down");

        assertThat(down.exitCode()).isZero();
        assertThat(down.output()).contains("The network is stopped.");
        assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("No network runs in ");
    }

    @Test
    @Order(11)
    void a_database_that_was_cut_short_is_named_with_the_way_out() throws Exception {
        Path database = network.ledger("peer0.assay").resolve("ledger.db");
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        Programs.Outcome up = network.up();

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output())
                .contains(database.toString())
                .containsPattern(
                        "remove .*" + Pattern.quote(database.getParent().toString()));
        assertThat(network.run("status").exitCode()).isEqualTo(NOT_RUNNING);
    }

    @Test
    @Order(12)
    void a_peer_whose_folder_was_removed_is_rebuilt_from_the_orderer() throws Exception {
        remove(network.ledger("peer0.assay"));

        Programs.Outcome up = network.up();

        assertThat(up.exitCode()).as(up.output()).isZero();
        ledger.awaitEqualHeights();
        try (Gateway gateway = ledger.connect("AssayMSP")) {
            assertThat(readAt(gateway, "AssayMSP", "after the kill")).isEqualTo("written");
        }
    }

    private static String readAt(Gateway gateway, String mspId, String key) throws GatewayException {
        byte[] value = contract(gateway)
                .newProposal("get")
                .addArguments(key)
                .setEndorsingOrganizations(mspId)
                .build()
                .evaluate();
        return new String(value, StandardCharsets.UTF_8);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    @Order(13)
    void down_with_clean_removes_all_data() throws Exception {
        Programs.Outcome down = network.run("down", "--clean");

        assertThat(down.exitCode()).isZero();
        assertThat(network.state()).doesNotExist();
    }
}
