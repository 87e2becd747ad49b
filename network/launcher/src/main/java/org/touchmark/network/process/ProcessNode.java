package org.touchmark.network.process;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.NodeKind;

/**
 * A node of ours as a child(). Once it has been healthy, a process that ends unasked is started again, at growing
 * intervals while it does not stay.
 */
public final class ProcessNode extends ChildNode {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessNode.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /** A process that ran this long counts as having stayed. */
    private static final Duration STAYED = Duration.ofSeconds(60);

    private boolean wanted;
    private Duration delay = FIRST_DELAY;
    private Instant startedAt = Instant.EPOCH;

    public ProcessNode(NodeKind kind, String organisation, ChildProcess.Command command) {
        super(kind, organisation, command);
    }

    @Override
    public synchronized void start() {
        wanted = true;
        startedAt = Instant.now();
        child().start();
    }

    /** Waits until the process listens; from then on it is started again when it ends. */
    @Override
    public void awaitHealthy() {
        child().awaitListening(START_TIMEOUT);
        child().watch(this::endedUnasked);
    }

    @Override
    public void stop() {
        unwant();
        super.stop();
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
                name(),
                exitCode,
                delay.toMillis(),
                lastLines());
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::startAgain);
        Duration doubled = delay.multipliedBy(2);
        delay = doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }

    private synchronized void startAgain() {
        if (!wanted || child().isAlive()) {
            return;
        }
        startedAt = Instant.now();
        try {
            child().start();
        } catch (UncheckedIOException e) {
            LOG.error("{} can not be started again", name(), e);
        }
    }

    @Override
    public void kill() {
        unwant();
        super.kill();
    }
}
