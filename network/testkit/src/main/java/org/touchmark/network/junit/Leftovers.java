package org.touchmark.network.junit;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.touchmark.network.Node;
import org.touchmark.network.local.LoopbackPort;

/**
 * The processes and ports that a network's nodes have while it runs, and must not have when it is closed.
 *
 * @param processes by the name of their node
 * @param ports by the name of their node
 */
record Leftovers(Map<String, ProcessHandle> processes, Map<String, Integer> ports) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    Leftovers {
        processes = Map.copyOf(processes);
        ports = Map.copyOf(ports);
    }

    /** What the nodes have now. */
    static Leftovers of(List<Node> nodes) {
        Map<String, ProcessHandle> processes = new LinkedHashMap<>();
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (Node node : nodes) {
            node.process().ifPresent(process -> processes.put(node.name(), process));
            ports.put(node.name(), node.port());
        }
        return new Leftovers(processes, ports);
    }

    /**
     * Looks whether anything is left; what is left of processes is killed.
     *
     * @throws IllegalStateException naming the nodes that left something
     */
    void requireNone() {
        List<String> left = new ArrayList<>();
        processes.forEach((node, process) -> {
            if (!ends(process)) {
                left.add("process %d of %s".formatted(process.pid(), node));
                process.destroyForcibly();
            }
        });
        ports.forEach((node, port) -> {
            try {
                LoopbackPort.requireFree(port, node);
            } catch (UncheckedIOException taken) {
                left.add("port %d of %s".formatted(port, node));
            }
        });
        if (!left.isEmpty()) {
            throw new IllegalStateException("The network was closed and has left " + String.join(", ", left));
        }
    }

    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process can not fail", e);
        }
    }
}
