package org.touchmark.network.testing.processes;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs programs beside a test. */
public final class Programs {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(25);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Programs() {}

    /** What a program that ended had to say. */
    public record Outcome(int exitCode, String output) {}

    /** Runs a program to its end, at most the time given. */
    public static Outcome run(Path folder, Duration limit, List<String> command) throws Exception {
        return run(folder, limit, Map.of(), command);
    }

    /** The same, with more in the program's environment. */
    public static Outcome run(Path folder, Duration limit, Map<String, String> environment, List<String> command)
            throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = start(folder, output, environment, command);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(command.get(0) + " did not end within " + limit);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    /** Starts a program whose output goes to a file. The caller stops it. */
    public static Process start(Path folder, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until the condition holds, and fails with the log of the program if it ends or time runs out. */
    public static void await(Process process, Path log, Duration limit, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(limit);
        while (!condition.call()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new AssertionError("not ready: " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** A port that was free a moment ago, and is not one that outgoing connections are given. */
    public static int freePort() throws IOException {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = RANDOM.nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Somebody has it; another will do.
            }
        }
        throw new IOException("no free port after 200 attempts");
    }
}
