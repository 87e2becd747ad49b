package org.touchmark.network.fabric;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.NodeKind;
import org.touchmark.network.local.LoopbackPort;
import org.touchmark.network.process.ChildNode;
import org.touchmark.network.process.ChildProcess;

/** One of Fabric's programs as a process of its own. It is up when its operations endpoint says so. */
final class FabricNode extends ChildNode {
    private static final Logger LOG = LoggerFactory.getLogger(FabricNode.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final String channel;
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
        super(kind, organisation, command.tiedToLauncher());
        this.channel = channel;
        this.operations = new OperationsEndpoint(operationsPort);
        this.ready = ready;
    }

    @Override
    public void start() {
        LoopbackPort.requireFree(port(), name());
        child().start();
        child().watch(this::endedUnasked);
    }

    private void endedUnasked(int exitCode) {
        LOG.error("{} ended with exit code {}. Its last lines:\n{}", name(), exitCode, lastLines());
    }

    /** Waits until the node says that it is well, and serves: its operations endpoint answers first. */
    @Override
    public void awaitHealthy() {
        Instant end = Instant.now().plus(START_TIMEOUT);
        while (!isWell()) {
            requireAlive();
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("%s is not well after %d s. Its last lines:\n%s"
                        .formatted(name(), START_TIMEOUT.toSeconds(), lastLines()));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        child().awaitListening(START_TIMEOUT);
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
        if (!child().isAlive()) {
            throw new IllegalStateException(name() + " has ended. Its last lines:\n" + lastLines());
        }
    }

    @Override
    public Health health() {
        Health health = super.health();
        return health == Health.UP && !isWell() ? Health.DOWN : health;
    }

    @Override
    public OptionalLong height() {
        return gauge("ledger_blockchain_height");
    }

    /** One of the node's figures for the channel; empty while it does not tell. */
    OptionalLong gauge(String name) {
        return super.health() == Health.UP ? operations.gauge(name, channel) : OptionalLong.empty();
    }
}
