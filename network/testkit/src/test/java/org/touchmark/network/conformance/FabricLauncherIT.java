package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.processes.Programs;

/**
 * The life of a network of Fabric's programs that the launcher runs, and what goes wrong in it; not run where they are
 * missing. The tests go on from one another, since each start takes seconds.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FabricLauncherIT {
    private static final int NOT_RUNNING = 3;

    @TempDir
    static Path temporary;

    private static LaunchedNetwork network;

    @BeforeAll
    static void prepare() throws Exception {
        RequiredProgram.require("peer");
        RequiredProgram.require("orderer");
        network = new LaunchedNetwork(Files.createDirectory(temporary.resolve("a folder with spaces")));
    }

    @AfterAll
    static void end() throws Exception {
        if (network != null) {
            network.end();
        }
    }

    private static String[] up(Path topology) {
        return new String[] {"up", "--fabric", "--topology", topology.toString()};
    }

    private static Programs.Outcome up() throws Exception {
        return network.run(up(network.topology()));
    }

    private static void assertNothingRuns() throws Exception {
        assertThat(network.run("status").exitCode()).isEqualTo(NOT_RUNNING);
        Eventually.await(
                "no process of the network is left",
                () -> ProcessHandle.allProcesses()
                        .noneMatch(process -> process.info()
                                .commandLine()
                                .orElse("")
                                .contains(network.state().toString())));
    }

    @Test
    @Order(1)
    void programs_of_another_release_are_refused_in_two_lines() throws Exception {
        Path home = temporary.resolve("old");
        for (String name : List.of("peer", "orderer")) {
            Path program = home.resolve("bin").resolve(name);
            Files.createDirectories(program.getParent());
            Files.writeString(program, "#!/bin/sh\necho ' Version: v2.5.9'\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Programs.Outcome up = network.runWith("FABRIC_HOME", home.toString(), up(network.topology()));

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output())
                .contains("is of release 2.5.9; this needs 3.1.")
                .contains("Install Fabric's official release 3.1.5");
    }

    @Test
    @Order(2)
    void a_port_that_a_stranger_has_is_named_and_nothing_stays_running() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path topology = temporary.resolve("taken.yaml");
            Files.writeString(
                    topology,
                    Files.readString(network.topology())
                            .replace("name: peer0.assay, port: 0", "name: peer0.assay, port: " + taken.getLocalPort()));
            Programs.Outcome up = network.run(up(topology));

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output())
                    .contains("Port " + taken.getLocalPort() + " of peer0.assay is taken by another program");
        }
        assertNothingRuns();
        assertThat(network.run("down", "--clean").exitCode()).isZero();
    }

    @Test
    @Order(3)
    void down_in_the_middle_of_a_start_ends_it_and_the_next_start_goes_on() throws Exception {
        Path said = temporary.resolve("said.txt");
        Process up = network.start(said, up(network.topology()));
        Eventually.await("the authorities answer", () -> read(said).contains("certificate authorities"));

        assertThat(network.run("status").output()).contains("is starting");
        Programs.Outcome down = network.run("down");

        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(down.output()).contains("The network is stopped.").doesNotContain("killed");
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(read(said)).contains("stopped before it was ready");
        assertNothingRuns();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(4)
    void two_starts_at_once_are_one_and_every_process_tells_its_memory() throws Exception {
        Process other = network.start(temporary.resolve("other.txt"), up(network.topology()));
        Programs.Outcome up = up();
        assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();

        assertThat(List.of(up.exitCode(), other.exitValue()))
                .as(up.output() + read(temporary.resolve("other.txt")))
                .contains(0);
        JsonNode status = network.status();
        assertThat(status.path("nodes")).hasSize(4 + 1 + 3 + 3).allSatisfy(node -> {
            assertThat(node.path("health").asText()).isEqualTo("up");
            assertThat(node.path("memory").asLong()).isGreaterThan(1_000_000);
            assertThat(node.path("peakMemory").asLong())
                    .isGreaterThanOrEqualTo(node.path("memory").asLong());
        });
        assertThat(network.run("logs").output()).contains("orderer0").contains("peer0.assay");
        assertThat(network.run("logs", "peer0.assay", "--lines", "5").output().lines())
                .hasSize(5);
    }

    @Test
    @Order(5)
    void a_node_that_dies_is_named_with_the_last_lines_of_its_log() throws Exception {
        ProcessHandle peer = network.process()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("node start"))
                .findFirst()
                .orElseThrow();
        peer.destroyForcibly();

        Eventually.await("the end is in the log", () -> log().contains("ended with exit code 137. Its last lines:"));

        Programs.Outcome status = network.run("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output()).contains("down");
    }

    private static String log() {
        try {
            return network.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(6)
    void nothing_is_written_outside_the_state_folder() throws Exception {
        List<ProcessHandle> children = network.process().children().toList();
        assertThat(network.run("down").exitCode()).isZero();
        LaunchedNetwork.awaitEnd(children);

        try (Stream<Path> files = Files.list(network.state().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("output")))
                    .containsExactlyInAnyOrder("root", "state", "topology.yaml");
        }
    }

    @Test
    @Order(7)
    void data_of_another_topology_are_refused() throws Exception {
        Path topology = temporary.resolve("another.yaml");
        Files.writeString(topology, Files.readString(network.topology()).replace("timeout: ", "timeout: 1"));

        Programs.Outcome up = network.run(up(topology));

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).contains("the topology is not the one that the channel was made of");
        assertNothingRuns();
    }

    @Test
    @Order(8)
    void data_of_another_release_of_Fabric_are_refused() throws Exception {
        Path release = network.state().resolve("network/fabric/release");
        String kept = Files.readString(release);
        Files.writeString(release, "3.0.0\n");

        Programs.Outcome up = up();

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).contains("holds data of Fabric 3.0.0");
        Files.writeString(release, kept);
    }

    @Test
    @Order(9)
    void data_of_Fabric_are_refused_by_the_embedded_ledger() throws Exception {
        Programs.Outcome up = network.up();

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).contains("of kind fabric, not embedded").contains("network/up --fabric");
    }

    @Test
    @Order(10)
    void a_certificate_that_ends_tomorrow_is_warned_of_at_up_and_in_status() throws Exception {
        Path party = network.state().resolve("network/parties/corner");
        SigningIdentity ending = TestedLedger.issued(
                org.touchmark.network.certificates.CertificateIssuer.create(
                        "ca", "Meridian", Instant.now(), Duration.ofDays(400)),
                "MeridianMSP",
                "corner",
                Instant.now().plus(Duration.ofHours(24)));
        X509Certificate certificate = ending.certificate();
        Files.writeString(party.resolve("cert.pem"), Pem.encode(certificate));
        Files.write(party.resolve("key.pem"), Pem.encode(ending.privateKey()).getBytes(StandardCharsets.US_ASCII));

        Programs.Outcome up = up();

        assertThat(up.exitCode()).as(up.output()).isZero();
        String warning = "Warning: The certificate of corner (parties/corner/cert.pem) ends at "
                + certificate.getNotAfter().toInstant();
        assertThat(up.output()).contains(warning).contains("How to renew it: docs/fabric.md");
        Programs.Outcome status = network.run("status");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output()).contains(warning);
        assertThat(StreamSupport.stream(network.status().path("warnings").spliterator(), false))
                .hasSize(1);
    }

    @Test
    @Order(11)
    void down_ends_every_process() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>(List.of(network.process()));
        network.process().descendants().forEach(processes::add);
        assertThat(processes).hasSizeGreaterThan(11);

        assertThat(network.run("down", "--clean").exitCode()).isZero();

        LaunchedNetwork.awaitEnd(processes);
        assertThat(network.state()).doesNotExist();
    }
}
