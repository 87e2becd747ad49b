package org.touchmark.gateway.rules;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.topology.TopologyFile;

/** The rules on Fabric with four orderers (BFT); not run where its programs are missing. */
class RulesOnFabricBftIT extends RulesOnNetwork {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric(TopologyFile.fabricBft(), shiftedContract());

    @Override
    NetworkExtension network() {
        return NETWORK;
    }
}
