package org.touchmark.network.launcher;

import java.util.List;
import org.touchmark.network.Network;

/** The answer of the operations endpoint's {@code /status}. */
record NetworkStatus(String channel, String chaincode, List<NodeStatus> nodes, List<String> warnings) {
    NetworkStatus {
        nodes = List.copyOf(nodes);
        warnings = List.copyOf(warnings);
    }

    static NetworkStatus of(Network network) {
        return new NetworkStatus(
                network.channel(),
                network.chaincode(),
                network.nodes().stream().map(NodeStatus::of).toList(),
                network.warnings());
    }

    boolean healthy() {
        return nodes.stream().allMatch(node -> node.health().equals("up"));
    }
}
