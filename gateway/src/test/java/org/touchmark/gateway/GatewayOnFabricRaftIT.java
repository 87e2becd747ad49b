package org.touchmark.gateway;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.topology.TopologyFile;

/** The gateway over Fabric with one orderer (Raft); not run where its programs are missing. */
class GatewayOnFabricRaftIT extends GatewayOnNetwork {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric(TopologyFile.fabricRaft());

    @Override
    NetworkExtension network() {
        return NETWORK;
    }
}
