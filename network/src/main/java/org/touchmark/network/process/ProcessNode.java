package org.touchmark.network.process;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;

/**
 * A node that is a process of its own, so that its faults are real ones: SIGKILL, SIGSTOP. Once it has been healthy, a
 * process that ends unasked is started again, at growing intervals while it does not stay.
 */
public final class ProcessNode implements Node {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessNode.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /** A process that ran this long counts as having stayed. */
    private static final Duration STAYED = Duration.ofSeconds(60);

    private static final int LINES_ABOUT_AN_END = 20;

    private final String name;
    private final NodeKind kind;
    private final String organisation;
    private final int port;
    private final ChildProcess process;
    private boolean wanted;
    private Duration delay = FIRST_DELAY;
    private Instant startedAt = Instant.EPOCH;

    public ProcessNode(NodeKind kind, String organisation, ChildProcess.Command command) {
        this.name = command.name();
        this.kind = kind;
        this.organisation = organisation;
        this.port = command.port();
        this.process = new ChildProcess(command);
    }

    /** Starts the process; {@link #awaitHealthy} waits for it. */
    public synchronized void start() {
        wanted = true;
        startedAt = Instant.now();
        process.start();
    }

    /** Waits until the process listens; from then on it is started again when it ends. */
    public void awaitHealthy() {
        process.awaitListening(START_TIMEOUT);
        process.watch(this::endedUnasked);
    }

    /** Asks the process to end and waits for it. */
    public void stop() {
        unwant();
        process.stop();
    }

    private synchronized void unwant() {
        wanted = false;
    }

    private synchronized void endedUnasked(int exitCode) {
        if (!wanted) {
            return;
        }
        delay = startedAt.plus(STAYED).isBefore(Instant.now()) ? FIRST_DELAY : delay;
        LOG.warn(
                "{} ended with exit code {} and is started again in {} ms. Its last lines:\n{}",
                name,
                exitCode,
                delay.toMillis(),
                String.join("\n", lastLogLines(LINES_ABOUT_AN_END)));
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::startAgain);
        Duration doubled = delay.multipliedBy(2);
        delay = doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }

    private synchronized void startAgain() {
        if (!wanted || process.isAlive()) {
            return;
        }
        startedAt = Instant.now();
        try {
            process.start();
        } catch (UncheckedIOException e) {
            LOG.error("{} can not be started again", name, e);
        }
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
    public Optional<ProcessHandle> process() {
        return process.handle();
    }

    @Override
    public void kill() {
        unwant();
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
