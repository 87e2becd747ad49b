package org.touchmark.scanner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.touchmark.scanner.client.GatewayAddress;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.client.Timeouts;

/** The gateway as a process of its own, which outlives the story unless the story is told to its end. */
final class GatewayProcess {

    /** How long the gateway stays. */
    enum Life {
        /** Until it is stopped. */
        STAYS,
        /** As long as this process, however that ends. */
        ENDS_WITH_US
    }

    private static final Duration READY_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);
    private static final long POLL_MILLIS = 100;
    private static final int LOG_LINES = 15;

    private final Places places;
    private final Scripts scripts;

    GatewayProcess(Places places, Scripts scripts) {
        this.places = places;
        this.scripts = scripts;
    }

    private Path record() {
        return places.demo().resolve("gateway.json");
    }

    private Path log() {
        return places.demo().resolve("gateway.log");
    }

    /** A gateway that runs: its process and its port. */
    record Running(ProcessHandle process, int port) {

        GatewayAddress address() {
            return GatewayAddress.parse("http://localhost:" + port);
        }
    }

    /** The gateway that an earlier run started, if it is still there; a process that only has its number is another. */
    Optional<Running> running() throws IOException {
        if (!Files.exists(record())) {
            return Optional.empty();
        }
        JsonNode kept = new ObjectMapper().readTree(record().toFile());
        Instant started = Instant.ofEpochMilli(kept.path("started").asLong());
        return ProcessHandle.of(kept.path("pid").asLong(-1))
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().startInstant().map(started::equals).orElse(false))
                .map(process -> new Running(process, kept.path("port").asInt()));
    }

    /** Starts a gateway and waits until it and its ledger are ready. */
    Running start(int port, Life life) throws IOException {
        requireFree(port);
        ProcessBuilder builder = scripts.process(
                        "gateway/serve",
                        life == Life.STAYS ? ownSession() : List.of(),
                        "--connection",
                        places.connection().toString(),
                        "--state",
                        places.gatewayState().toString(),
                        "--port",
                        Integer.toString(port),
                        "--label-host",
                        "http://localhost:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        if (life == Life.ENDS_WITH_US) {
            builder.environment().put("TOUCHMARK_EXIT_WITH_STDIN", "true");
        } else {
            builder.redirectInput(new File("/dev/null"));
        }
        Process process = builder.start();
        keep(process.toHandle(), port);
        Running running = new Running(process.toHandle(), port);
        awaitReady(running);
        return running;
    }

    private static void requireFree(int port) throws StoryException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StoryException(
                    "port %d is taken by another program; choose one with --port (such as --port %d)"
                            .formatted(port, port + 1),
                    e);
        }
    }

    /** In a session of its own, the interrupt key of this terminal does not reach it. */
    private static List<String> ownSession() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(setsid -> List.of(setsid.toString()))
                .orElse(List.of());
    }

    private void keep(ProcessHandle process, int port) throws IOException {
        long started = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        Files.writeString(
                record(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("pid", process.pid())
                        .put("started", started)
                        .put("port", port)
                        .toString());
    }

    private void awaitReady(Running running) throws IOException {
        GatewayClient client = GatewayClient.anonymous(running.address(), Timeouts.STANDARD);
        long end = System.nanoTime() + READY_DEADLINE.toNanos();
        while (!isReady(client)) {
            if (!running.process().isAlive()) {
                throw new StoryException("the gateway ended as it started; it said:\n" + lastWords());
            }
            if (System.nanoTime() - end > 0) {
                stop(running);
                throw new StoryException("the gateway was not ready after %d seconds; it said:\n%s"
                        .formatted(READY_DEADLINE.toSeconds(), lastWords()));
            }
            pause();
        }
    }

    private static void pause() throws StoryException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted while the gateway started", e);
        }
    }

    private static boolean isReady(GatewayClient client) {
        try {
            client.get("/readyz");
            return true;
        } catch (GatewayException e) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    /** Ends the gateway, with force if it does not go when it is asked. */
    void stop(Running running) throws IOException {
        List<ProcessHandle> all = Stream.concat(running.process().descendants(), Stream.of(running.process()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture<?> ended =
                CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        try {
            ended.get(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        Files.deleteIfExists(record());
    }
}
