package org.touchmark.network.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.material.DurableFiles;

/** The one folder with everything that a network keeps: keys, databases, logs, and who runs it now. */
final class StateFolder {
    private final Path root;

    /**
     * Who runs the network: written when it is ready, removed when it ends in order.
     *
     * @param pid the process
     * @param startedAt epoch milliseconds of its start, since process ids are used again
     * @param operationsPort where it tells how it is
     * @param token what a caller shows who asks for more than that
     */
    record Running(long pid, long startedAt, int operationsPort, String token) {}

    /** Made when there is something to read or write: a first start of nothing should not wait for it. */
    private static ObjectMapper json() {
        return new ObjectMapper();
    }

    StateFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** Everything of the network itself; the gateway and the demo keep their folders beside it. */
    Path network() {
        return root.resolve("network");
    }

    Path logs() {
        return network().resolve("logs");
    }

    Path log() {
        return logs().resolve("network.log");
    }

    private Path startingFile() {
        return network().resolve("starting.json");
    }

    private Path runningFile() {
        return network().resolve("running.json");
    }

    /**
     * Takes the folder for this process, until the process ends however it ends.
     *
     * @return null if another process has it
     */
    @Nullable
    FileLock lock() throws IOException {
        Files.createDirectories(network());
        FileChannel channel =
                FileChannel.open(network().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            channel.close();
            return null;
        }
    }

    void writeRunning(Running running) throws IOException {
        DurableFiles.writePrivate(runningFile(), json().writeValueAsBytes(running));
    }

    /**
     * Who is starting the network.
     *
     * @param startedAt epoch milliseconds of its start, since process ids are used again
     */
    record Starting(long pid, long startedAt) {}

    /** Says that this process is starting the network, so that it can be stopped before it is ready. */
    void writeStarting() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        json().writeValue(startingFile().toFile(), new Starting(self.pid(), startOf(self)));
    }

    void removeStarting() throws IOException {
        Files.deleteIfExists(startingFile());
    }

    /** The process that is starting the network, if one is. */
    Optional<ProcessHandle> starting() throws IOException {
        if (!Files.exists(startingFile())) {
            return Optional.empty();
        }
        Starting starting = json().readValue(startingFile().toFile(), Starting.class);
        return process(starting.pid(), starting.startedAt());
    }

    void removeRunning() throws IOException {
        Files.deleteIfExists(runningFile());
    }

    /** The process that runs the network, if one does; a file left by a process that was killed counts for nothing. */
    Optional<Running> running() {
        if (!Files.exists(runningFile())) {
            return Optional.empty();
        }
        try {
            Running running = json().readValue(runningFile().toFile(), Running.class);
            return process(running).isPresent() ? Optional.of(running) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Can not read " + runningFile() + ". If no network runs, remove that file.", e);
        }
    }

    static Optional<ProcessHandle> process(Running running) {
        return process(running.pid(), running.startedAt());
    }

    private static Optional<ProcessHandle> process(long pid, long startedAt) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> startOf(process) == startedAt);
    }

    static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }

    /** Removes all data of the network; what the gateway and the demo keep is about that ledger, so it goes too. */
    void clean() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
