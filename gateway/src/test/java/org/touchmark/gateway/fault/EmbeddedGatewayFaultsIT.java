package org.touchmark.gateway.fault;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.Node;
import org.touchmark.network.junit.NetworkExtension;

/** Faults of the embedded ledger, whose one orderer is all its ordering. */
class EmbeddedGatewayFaultsIT extends GatewayFaults {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.embedded();

    @Override
    NetworkExtension network() {
        return NETWORK;
    }

    @Override
    String ledgerName() {
        return "embedded";
    }

    @Override
    List<Node> quorum() {
        return List.of(node("orderer0"));
    }
}
