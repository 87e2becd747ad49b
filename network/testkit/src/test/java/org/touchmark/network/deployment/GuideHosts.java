package org.touchmark.network.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.touchmark.network.material.Introductions;
import org.touchmark.network.testing.processes.Programs;

/**
 * The hosts of a guide, each a folder: with the project's scripts, and a state of its own. Copying between hosts, names
 * of hosts and ports are the only things that differ from what the page says.
 */
final class GuideHosts {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern HOST_NAME = Pattern.compile("\\b[a-z]+\\.example\\b");
    private static final Pattern ADDRESS = Pattern.compile("\\b([a-z]+)\\.example:\\d+");
    private static final Pattern PORT = Pattern.compile("port: \\d+");

    /** Where the guide has chaincode servers of a new version listen. */
    private static final Pattern NEW_SERVER = Pattern.compile("\\b[789]152\\b");

    /** Fails if a file or a host is missing, as the program of that name would. */
    private static final String COPY = """
            #!/bin/sh
            set -eu
            for last; do :; done
            while [ $# -gt 1 ]; do cp "$1" "../${last%:}/"; shift; done
            """;

    private final Path folder;
    private final Guide guide;
    private final Set<Guide.Block> done = new LinkedHashSet<>();
    private final Map<String, Integer> newServers = new HashMap<>();

    GuideHosts(Path folder, Guide guide) throws IOException {
        this.folder = folder;
        this.guide = guide;
        Path copy = Files.createDirectory(folder.resolve("bin")).resolve("scp");
        Files.writeString(copy, COPY);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path root = Path.of(System.getProperty("touchmark.root", "."))
                .toAbsolutePath()
                .normalize();
        for (Guide.Block block : guide.blocks()) {
            Path host = folder.resolve(block.host());
            if (Files.notExists(host)) {
                Files.createDirectory(host);
                Files.createSymbolicLink(host.resolve("network"), root.resolve("network"));
                Files.createSymbolicLink(host.resolve("chaincode"), root.resolve("chaincode"));
            }
        }
    }

    Path host(String name) {
        return folder.resolve(name);
    }

    /** What a host keeps of its network. */
    Path network(String host) {
        return host(host).resolve(".touchmark/network");
    }

    /** Writes a file of the page. */
    void put(String host, String file) throws IOException {
        Guide.Block block = taken(host, file);
        Files.writeString(
                host(host).resolve(file), PORT.matcher(named(block.text())).replaceAll("port: 0"));
    }

    /** Runs a step of the page, which must succeed. */
    String run(String host, String step) throws Exception {
        String text = NEW_SERVER
                .matcher(named(addressed(taken(host, step).text())))
                .replaceAll(port -> Integer.toString(newServer(host + port.group())));
        Programs.Outcome outcome = shell(host, text);
        assertThat(outcome.exitCode())
                .as("%s %s: %s", host, step, outcome.output())
                .isZero();
        return outcome.output();
    }

    /** Runs commands on a host as the page would. */
    Programs.Outcome shell(String host, String commands) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("TOUCHMARK_STATE", host(host).resolve(".touchmark").toString());
        environment.put("PATH", path());
        return Programs.run(host(host), LIMIT, environment, List.of("bash", "-eu", "-o", "pipefail", "-c", commands));
    }

    private String path() {
        List<String> folders = new ArrayList<>(List.of(folder.resolve("bin").toString()));
        String home = System.getenv().getOrDefault("FABRIC_HOME", "");
        if (!home.isBlank()) {
            folders.add(Path.of(home, "bin").toString());
        }
        folders.add(Path.of(System.getProperty("java.home"), "bin").toString());
        folders.add(System.getenv().getOrDefault("PATH", ""));
        return String.join(File.pathSeparator, folders);
    }

    private Guide.Block taken(String host, String name) {
        Guide.Block block = guide.block(host, name);
        assertThat(done.add(block)).as("%s %s is done once", host, name).isTrue();
        return block;
    }

    /** What the page has and no test did. */
    List<Guide.Block> left() {
        return guide.blocks().stream().filter(block -> !done.contains(block)).toList();
    }

    /** With the address of a host's orderer, where the page has one. */
    private String addressed(String text) {
        return ADDRESS.matcher(text).replaceAll(address -> orderer(address.group(1)));
    }

    private String orderer(String host) {
        try (DirectoryStream<Path> introductions =
                Files.newDirectoryStream(network(host).resolve("public"), "consenter-*.json")) {
            return Introductions.consenter(introductions.iterator().next())
                    .endpoint()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("no orderer of " + host, e);
        }
    }

    private static String named(String text) {
        return HOST_NAME.matcher(text).replaceAll("127.0.0.1");
    }

    private int newServer(String name) {
        return newServers.computeIfAbsent(name, ignored -> {
            try {
                return Programs.freePort();
            } catch (IOException e) {
                throw new AssertionError("no port is free", e);
            }
        });
    }

    /** What {@code network/status --json} answers on a host. */
    JsonNode status(String host) throws Exception {
        return new ObjectMapper().readTree(operations(host, "GET", "status").body());
    }

    /** Calls the operations endpoint of a host's network, without its token. */
    HttpResponse<String> operations(String host, String method, String path) throws Exception {
        URI uri = URI.create(
                "http://localhost:" + running(host).path("operationsPort").asInt() + "/" + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(LIMIT)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode running(String host) throws IOException {
        return new ObjectMapper().readTree(network(host).resolve("running.json").toFile());
    }

    /** The process of one node of a host: the launcher's child that serves on its port. */
    ProcessHandle process(String host, int port) throws IOException {
        return ProcessHandle.of(running(host).path("pid").asLong())
                .orElseThrow()
                .descendants()
                .filter(child -> environment(child).contains("LISTENPORT=" + port + "\0"))
                .filter(child -> child.info().command().orElse("").endsWith("orderer"))
                .findFirst()
                .orElseThrow();
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends all that the hosts run. */
    void end() throws Exception {
        List<String> all =
                guide.blocks().stream().map(Guide.Block::host).distinct().toList();
        for (String host : all) {
            try (Stream<Path> files = Files.list(host(host))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".pid")).toList()) {
                    stop(file);
                }
            }
        }
        String down = all.stream()
                .map("(cd ../%s && TOUCHMARK_STATE= network/down) & "::formatted)
                .collect(Collectors.joining());
        shell(all.get(0), down + "wait");
    }

    /** Ends the process whose number a step has left in a file. */
    void stop(Path file) throws Exception {
        long pid = Long.parseLong(Files.readString(file).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process != null && process.destroyForcibly()) {
            process.onExit().get();
        }
    }
}
