package org.touchmark.network.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.local.LogFile;
import org.touchmark.network.local.Memory;

/**
 * A program run as a child: its output goes to a log file, its standard input is a pipe from here, so that a program
 * which watches for the pipe's end can not outlive its launcher, even one that was killed. Safe for many threads.
 */
public final class ChildProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final String RUN_CHILD = script("run-child");

    private final Command command;
    private @Nullable Process process;
    private boolean paused;

    /** Told of an end that was not asked for; nobody, until a program is watched. */
    private @Nullable Consumer<Integer> endListener;

    /**
     * What to run.
     *
     * @param name how messages call it
     * @param arguments the program and its arguments
     * @param environment added to the launcher's own
     * @param port the loopback port that it listens on once it is ready
     * @param folder where it runs: whatever it writes without saying where lands there; made if missing
     * @param log the file that its output is appended to
     */
    public record Command(
            String name, List<String> arguments, Map<String, String> environment, int port, Path folder, Path log) {
        public Command {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        /**
         * The same for a program that does not watch its standard input: a shell does that for it, and kills it when
         * the launcher is gone. The process is the program's own, so that signals reach it.
         */
        public Command tiedToLauncher() {
            List<String> tied = new ArrayList<>(List.of("/bin/sh", "-c", RUN_CHILD, name));
            tied.addAll(arguments);
            return new Command(name, tied, environment, port, folder, log);
        }
    }

    public ChildProcess(Command command) {
        this.command = command;
    }

    /**
     * Starts the program; does not wait for it to listen.
     *
     * @throws UncheckedIOException if it can not be run
     */
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command.arguments())
                    .directory(Files.createDirectories(command.folder()).toFile());
            builder.environment().putAll(command.environment());
            builder.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(command.log().toFile()));
            Process started = builder.start();
            process = started;
            paused = false;
            // The future lives as long as the process.
            var unused = started.onExit().thenAccept(this::ended);
        } catch (IOException e) {
            throw new UncheckedIOException("Can not run " + command.name() + ": " + e.getMessage(), e);
        }
    }

    /** From now on tells the listener the exit code when the program ends without {@link #kill} or {@link #stop}. */
    public void watch(Consumer<Integer> listener) {
        Process watched;
        synchronized (this) {
            endListener = listener;
            watched = process;
        }
        if (watched != null && !watched.isAlive()) {
            listener.accept(watched.exitValue());
        }
    }

    private void ended(Process ending) {
        Consumer<Integer> listener;
        synchronized (this) {
            listener = ending == process ? endListener : null;
        }
        if (listener != null) {
            listener.accept(ending.exitValue());
        }
    }

    private synchronized void unwatch() {
        endListener = null;
    }

    /**
     * Waits until the program listens on its port.
     *
     * @throws IllegalStateException if it ends before, or does not listen in time; the message holds its last lines
     */
    public void awaitListening(Duration timeout) {
        Instant deadline = Instant.now().plus(timeout);
        while (!listens()) {
            if (!isAlive()) {
                throw new IllegalStateException(command.name() + " ended before it was ready. Its last lines:\n"
                        + String.join("\n", lastLogLines(20)));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(command.name() + " does not listen on port " + command.port()
                        + " after " + timeout.toSeconds() + " s. Its last lines:\n"
                        + String.join("\n", lastLogLines(20)));
            }
            awaitExit(Duration.ofMillis(20));
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized boolean isPaused() {
        return paused && isAlive();
    }

    /** Kills it without warning (SIGKILL) and waits for its end. */
    public void kill() {
        unwatch();
        Process running = running();
        if (running != null) {
            List<ProcessHandle> descendants = running.descendants().toList();
            running.destroyForcibly();
            awaitExit(STOP_TIMEOUT);
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Asks it to end, and kills it if it has not after ten seconds; what it has started itself ends with it. */
    public void stop() {
        unwatch();
        Process running = running();
        if (running == null) {
            return;
        }
        resume();
        List<ProcessHandle> descendants = running.descendants().toList();
        running.destroy();
        if (!awaitExit(STOP_TIMEOUT)) {
            kill();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops it in its tracks (SIGSTOP). */
    public synchronized void pause() {
        signal("STOP");
        paused = true;
    }

    public synchronized void resume() {
        if (isPaused()) {
            signal("CONT");
        }
        paused = false;
    }

    /** Its resident memory, where the operating system tells (Linux). */
    public synchronized OptionalLong memoryBytes() {
        return process == null || !process.isAlive() ? OptionalLong.empty() : Memory.resident(process.pid());
    }

    /** The process while it runs. */
    public synchronized Optional<ProcessHandle> handle() {
        return process == null || !process.isAlive() ? Optional.empty() : Optional.of(process.toHandle());
    }

    public Path log() {
        return command.log();
    }

    /** The last lines of its log; empty if it has none yet. */
    public List<String> lastLogLines(int count) {
        return new LogFile(command.log()).lastLines(count);
    }

    private static String script(String name) {
        try (InputStream script = ChildProcess.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is not among the module's resources");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can not read the module's own " + name, e);
        }
    }

    private synchronized @Nullable Process running() {
        return isAlive() ? process : null;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", command.port()), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean awaitExit(Duration timeout) {
        Process running = running();
        if (running == null) {
            return true;
        }
        try {
            return running.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command.name(), e);
        }
    }

    private void signal(String name) {
        Process running = running();
        if (running == null) {
            throw new IllegalStateException(command.name() + " does not run, so it can not be sent SIG" + name);
        }
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " for " + command.name() + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can not send SIG" + name + " to " + command.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending SIG" + name, e);
        }
    }
}
