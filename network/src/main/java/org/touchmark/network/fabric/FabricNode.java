package org.touchmark.network.fabric;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.process.ChildProcess;
import org.touchmark.network.process.LoopbackPort;

/** One of Fabric's programs as a process of its own. It is up when its operations endpoint says so. */
final class FabricNode implements Node {
    private static final Logger LOG = LoggerFactory.getLogger(FabricNode.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int LINES_ABOUT_AN_END = 20;

    private final NodeKind kind;
    private final String organisation;
    private final String channel;
    private final ChildProcess.Command command;
    private final ChildProcess process;
    private final OperationsEndpoint operations;
    private final BooleanSupplier ready;

    /** A peer or orderer on that channel. */
    FabricNode(NodeKind kind, String organisation, String channel, ChildProcess.Command command, int operationsPort) {
        this(kind, organisation, channel, command, operationsPort, () -> true);
    }

    /** {@code ready} says what its operations endpoint does not know: whether it serves. */
    FabricNode(
            NodeKind kind,
            String organisation,
            String channel,
            ChildProcess.Command command,
            int operationsPort,
            BooleanSupplier ready) {
        this.kind = kind;
        this.organisation = organisation;
        this.channel = channel;
        this.command = command.tiedToLauncher();
        this.process = new ChildProcess(this.command);
        this.operations = new OperationsEndpoint(operationsPort);
        this.ready = ready;
    }

    /** Starts the process; {@link #awaitHealthy} waits for it. */
    void start() {
        LoopbackPort.requireFree(port(), name());
        process.start();
        process.watch(this::endedUnasked);
    }

    private void endedUnasked(int exitCode) {
        LOG.error("{} ended with exit code {}. Its last lines:\n{}", name(), exitCode, lastLines());
    }

    /**
     * Waits until the node says that it is well.
     *
     * @throws IllegalStateException if it ends before, or does not in time; the message holds its last lines
     */
    void awaitHealthy() {
        Instant end = Instant.now().plus(START_TIMEOUT);
        while (!isWell()) {
            requireAlive();
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("%s is not well after %d s. Its last lines:\n%s"
                        .formatted(name(), START_TIMEOUT.toSeconds(), lastLines()));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private boolean isWell() {
        return operations.healthy() && ready.getAsBoolean();
    }

    /**
     * Names a node that has died.
     *
     * @throws IllegalStateException if the process has ended; the message holds its last lines
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name() + " has ended. Its last lines:\n" + lastLines());
        }
    }

    private String lastLines() {
        return String.join("\n", lastLogLines(LINES_ABOUT_AN_END));
    }

    /** Asks the process to end and waits for it. */
    void stop() {
        process.stop();
    }

    @Override
    public String name() {
        return command.name();
    }

    @Override
    public NodeKind kind() {
        return kind;
    }

    @Override
    public String organisation() {
        return organisation;
    }

    @Override
    public int port() {
        return command.port();
    }

    @Override
    public Health health() {
        if (process.isPaused()) {
            return Health.PAUSED;
        }
        return process.isAlive() && isWell() ? Health.UP : Health.DOWN;
    }

    @Override
    public OptionalLong height() {
        return gauge("ledger_blockchain_height");
    }

    /** One of the node's figures for the channel; empty while it does not tell. */
    OptionalLong gauge(String name) {
        return process.isAlive() && !process.isPaused() ? operations.gauge(name, channel) : OptionalLong.empty();
    }

    @Override
    public OptionalLong memoryBytes() {
        return process.memoryBytes();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.handle();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    @Override
    public void restart() {
        stop();
        start();
        awaitHealthy();
    }

    @Override
    public Path log() {
        return process.log();
    }

    @Override
    public List<String> lastLogLines(int count) {
        return process.lastLogLines(count);
    }
}
