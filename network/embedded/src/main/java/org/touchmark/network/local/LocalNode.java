package org.touchmark.network.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.Gate;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;

/**
 * A node inside this JVM. Killing it breaks its connections and drops what it holds in memory; pausing closes its gate,
 * at which every thread that works for it then waits.
 */
public abstract class LocalNode implements Node {
    private final NodeAddress address;
    private final LogFile log;
    private final Gate gate = new Gate();
    private @Nullable Resources resources;

    protected LocalNode(NodeAddress address) {
        this.address = address;
        this.log = new LogFile(address.log());
    }

    /** Opens what it keeps and begins to serve; what it opened goes to the resources, so that a failure closes it. */
    protected abstract void open(Resources resources) throws IOException;

    /** Told after its resources are closed. */
    protected void closed() {}

    protected final Gate gate() {
        return gate;
    }

    /**
     * Starts the node.
     *
     * @throws UncheckedIOException if it can not, for example since its port is taken; then nothing stays open
     */
    public final synchronized void start() {
        if (isRunning()) {
            return;
        }
        LoopbackPort.requireFree(port(), name());
        Resources opened = new Resources();
        try {
            open(opened);
            resources = opened;
        } catch (IOException e) {
            opened.close();
            throw new UncheckedIOException(name() + " can not start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    protected final synchronized boolean isRunning() {
        return resources != null;
    }

    protected final NodeAddress address() {
        return address;
    }

    /** Where others call it. */
    public final String endpoint() {
        return address.endpoint().toString();
    }

    @Override
    public final String name() {
        return address.name();
    }

    @Override
    public final NodeKind kind() {
        return address.kind();
    }

    @Override
    public final String organisation() {
        return address.organisation();
    }

    @Override
    public final int port() {
        return address.endpoint().port();
    }

    @Override
    public Health health() {
        if (!isRunning() || problem().isPresent()) {
            return Health.DOWN;
        }
        return gate.isPaused() ? Health.PAUSED : Health.UP;
    }

    @Override
    public OptionalLong height() {
        return OptionalLong.empty();
    }

    @Override
    public final OptionalLong memoryBytes() {
        return isRunning() ? Memory.resident(ProcessHandle.current().pid()) : OptionalLong.empty();
    }

    @Override
    public final synchronized void kill() {
        Resources ending = resources;
        resources = null;
        if (ending != null) {
            gate.resume();
            ending.close();
            closed();
        }
    }

    /** Nothing is lost by a kill: all that it acknowledged is on disk. */
    @Override
    public final void stop() {
        kill();
    }

    @Override
    public final void pause() {
        gate.pause();
    }

    @Override
    public final void resume() {
        gate.resume();
    }

    @Override
    public final void restart() {
        kill();
        start();
    }

    @Override
    public final Path log() {
        return log.path();
    }

    @Override
    public final List<String> lastLogLines(int count) {
        return log.lastLines(count);
    }
}
