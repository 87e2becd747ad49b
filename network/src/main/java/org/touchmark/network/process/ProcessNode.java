package org.touchmark.network.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;

/** A node that is a process of its own, so that its faults are real ones: SIGKILL, SIGSTOP. */
public final class ProcessNode implements Node {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final String name;
    private final NodeKind kind;
    private final String organisation;
    private final int port;
    private final ChildProcess process;

    public ProcessNode(NodeKind kind, String organisation, ChildProcess.Command command) {
        this.name = command.name();
        this.kind = kind;
        this.organisation = organisation;
        this.port = command.port();
        this.process = new ChildProcess(command);
    }

    /** Starts the process; {@link #awaitHealthy} waits for it. */
    public void start() {
        process.start();
    }

    public void awaitHealthy() {
        process.awaitListening(START_TIMEOUT);
    }

    /** Asks the process to end and waits for it. */
    public void stop() {
        process.stop();
    }

    @Override
    public String name() {
        return name;
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
        return port;
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
    public OptionalLong memoryBytes() {
        return process.memoryBytes();
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
        process.stop();
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
