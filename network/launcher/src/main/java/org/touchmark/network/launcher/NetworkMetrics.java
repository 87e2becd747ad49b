package org.touchmark.network.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network's figures as Prometheus reads them (text format 0.0.4). Heights have the name that Fabric's nodes give them;
 * since one endpoint tells of all nodes here, each figure says whose it is.
 */
final class NetworkMetrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4";

    private final NetworkStatus status;
    private final List<String> lines = new ArrayList<>();

    private NetworkMetrics(NetworkStatus status) {
        this.status = status;
    }

    static String of(NetworkStatus status) {
        NetworkMetrics metrics = new NetworkMetrics(status);
        metrics.gauge("ledger_blockchain_height", "Height of the chain in blocks.", NodeStatus::height);
        metrics.gauge(
                "node_up", "1 while the node is up.", node -> node.health().equals("up") ? 1L : 0L);
        metrics.gauge(
                "node_resident_memory_bytes",
                "Resident memory of the process that the node runs in, which nodes may share.",
                NodeStatus::memory);
        return String.join("\n", metrics.lines) + "\n";
    }

    private void gauge(String name, String help, Function<NodeStatus, @Nullable Long> figure) {
        lines.add("# HELP " + name + " " + help);
        lines.add("# TYPE " + name + " gauge");
        for (NodeStatus node : status.nodes()) {
            Long value = figure.apply(node);
            if (value != null) {
                lines.add("%s{channel=\"%s\",node=\"%s\",kind=\"%s\",organisation=\"%s\"} %d"
                        .formatted(
                                name,
                                escaped(status.channel()),
                                escaped(node.name()),
                                escaped(node.kind()),
                                escaped(node.organisation()),
                                value));
            }
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
