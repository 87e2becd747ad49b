package org.touchmark.network.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;

/** A node that is a process of its own, so that its faults are real ones: SIGKILL, SIGSTOP. */
public abstract class ChildNode implements Node {
    private static final int LINES_ABOUT_AN_END = 20;

    private final NodeKind kind;
    private final String organisation;
    private final ChildProcess.Command command;
    private final ChildProcess process;

    protected ChildNode(NodeKind kind, String organisation, ChildProcess.Command command) {
        this.kind = kind;
        this.organisation = organisation;
        this.command = command;
        this.process = new ChildProcess(command);
    }

    /** Starts the process; {@link #awaitHealthy} waits for it. */
    public abstract void start();

    /**
     * Waits until the node serves.
     *
     * @throws IllegalStateException if it ends before, or does not serve in time; the message holds its last lines
     */
    public abstract void awaitHealthy();

    /** Asks the process to end and waits for it. */
    @Override
    public void stop() {
        process.stop();
    }

    protected final ChildProcess child() {
        return process;
    }

    /** The log's end, for a message about the node's. */
    protected final String lastLines() {
        return String.join("\n", lastLogLines(LINES_ABOUT_AN_END));
    }

    @Override
    public final String name() {
        return command.name();
    }

    @Override
    public final NodeKind kind() {
        return kind;
    }

    @Override
    public final String organisation() {
        return organisation;
    }

    @Override
    public final int port() {
        return command.port();
    }

    @Override
    public Health health() {
        if (!process.isAlive()) {
            return Health.DOWN;
        }
        return process.isPaused() ? Health.PAUSED : Health.UP;
    }

    @Override
    public OptionalLong height() {
        return OptionalLong.empty();
    }

    @Override
    public final OptionalLong memoryBytes() {
        return process.memoryBytes();
    }

    @Override
    public final Optional<ProcessHandle> process() {
        return process.handle();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public final void pause() {
        process.pause();
    }

    @Override
    public final void resume() {
        process.resume();
    }

    @Override
    public final void restart() {
        stop();
        start();
        awaitHealthy();
    }

    @Override
    public final Path log() {
        return process.log();
    }

    @Override
    public final List<String> lastLogLines(int count) {
        return process.lastLogLines(count);
    }
}
