package org.touchmark.network.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.Gate;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.process.LogFile;
import org.touchmark.network.process.Memory;

/**
 * A node inside this JVM. Killing it breaks its connections and drops what it holds in memory; pausing closes its gate,
 * at which every thread that works for it then waits.
 */
abstract class EmbeddedNode implements Node {
    private final NodeAddress address;
    private final LogFile log;
    private final Gate gate = new Gate();
    private @Nullable Resources resources;

    /**
     * What every node has.
     *
     * @param log of the JVM, which all its nodes share
     */
    record NodeAddress(String name, NodeKind kind, String organisation, int port, Path log) {}

    EmbeddedNode(NodeAddress address) {
        this.address = address;
        this.log = new LogFile(address.log());
    }

    /** Opens what it keeps and begins to serve; what it opened goes to the resources, so that a failure closes it. */
    abstract void open(Resources resources) throws IOException;

    /** Told after its resources are closed. */
    void closed() {}

    final Gate gate() {
        return gate;
    }

    /**
     * Starts the node.
     *
     * @throws UncheckedIOException if it can not, for example since its port is taken; then nothing stays open
     */
    final synchronized void start() {
        if (isRunning()) {
            return;
        }
        requireFreePort();
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

    private void requireFreePort() {
        try (ServerSocket socket = new ServerSocket(port(), 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Port " + port() + " of " + name() + " is taken by another program. End that program"
                            + " (ss -ltnp shows it), or give the node another port in a topology file (--topology).",
                    e);
        }
    }

    final synchronized boolean isRunning() {
        return resources != null;
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
        return address.port();
    }

    @Override
    public Health health() {
        if (!isRunning()) {
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
