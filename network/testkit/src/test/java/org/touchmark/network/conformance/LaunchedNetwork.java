package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.touchmark.network.launcher.NetworkCommand;
import org.touchmark.network.testing.Eventually;
import org.touchmark.network.testing.processes.Programs;
import org.touchmark.network.testing.processes.TestChaincodeServer;
import org.touchmark.network.topology.TopologyFile;

/** The launcher as people use it, each command a process of its own, with the test chaincode as the contract. */
final class LaunchedNetwork {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path folder;

    /** {@code folder} holds all of it: what stands for the project's root, the topology, the state. */
    LaunchedNetwork(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(contract().getParent());
        writeJar(contract());
        Path logging = Path.of("network/logging.properties");
        Files.createDirectories(folder.resolve("root").resolve(logging).getParent());
        Files.copy(
                Path.of(System.getProperty("touchmark.root", ".")).resolve(logging),
                folder.resolve("root").resolve(logging));
        Files.writeString(topology(), embedded().replaceAll("port: \\d+", "port: 0"));
    }

    /** A jar of nothing but a manifest: the classes are the test's own. */
    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, TestChaincodeServer.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    /** The default topology as its file has it. */
    static String embedded() throws IOException {
        try (InputStream file = TopologyFile.class.getResourceAsStream("embedded.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What stands for Touchmark's contract. */
    Path contract() {
        return folder.resolve("root/chaincode/contract/target/contract.jar");
    }

    Path topology() {
        return folder.resolve("topology.yaml");
    }

    Path state() {
        return folder.resolve("state");
    }

    Path connectionProfile() {
        return state().resolve("network/connection.json");
    }

    String log() throws IOException {
        return Files.readString(state().resolve("network/logs/network.log"));
    }

    /** A peer's folder, with its database. */
    Path ledger(String node) {
        return state().resolve("network/ledgers").resolve(node);
    }

    Programs.Outcome up() throws Exception {
        return run("up", "--topology", topology().toString());
    }

    Programs.Outcome run(String... command) throws Exception {
        return Programs.run(folder, LIMIT, arguments(command));
    }

    /** The same with one more variable in its environment. */
    Programs.Outcome runWith(String variable, String value, String... command) throws Exception {
        return Programs.run(folder, LIMIT, Map.of(variable, value), arguments(command));
    }

    /** Starts a command; the caller waits for its end. */
    Process start(Path output, String... command) throws IOException {
        return Programs.start(folder, output, Map.of(), arguments(command));
    }

    private List<String> arguments(String... command) {
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dtouchmark.root=" + folder.resolve("root"),
                "-cp",
                System.getProperty("java.class.path"),
                NetworkCommand.class.getName()));
        arguments.addAll(List.of(command));
        arguments.addAll(List.of("--state", state().toString()));
        return arguments;
    }

    /** The process that holds all nodes but the chaincode servers. */
    ProcessHandle process() throws IOException {
        JsonNode running = new ObjectMapper()
                .readTree(state().resolve("network/running.json").toFile());
        return ProcessHandle.of(running.path("pid").asLong()).orElseThrow();
    }

    /** The answer of {@code status --json}. */
    JsonNode status() throws Exception {
        return new ObjectMapper().readTree(run("status", "--json").output());
    }

    static void awaitEnd(List<ProcessHandle> processes) {
        Eventually.await("all processes have ended", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Stops the network if it runs; no process may stay behind. */
    void end() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>();
        if (Files.exists(state().resolve("network/running.json"))) {
            processes.add(process());
            process().children().forEach(processes::add);
        }
        assertThat(run("down").exitCode()).isZero();
        awaitEnd(processes);
    }
}
