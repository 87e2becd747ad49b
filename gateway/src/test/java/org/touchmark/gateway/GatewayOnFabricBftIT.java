package org.touchmark.gateway;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;

/** The gateway over Fabric with four orderers (BFT); not run where its programs are missing. */
class GatewayOnFabricBftIT extends GatewayOnNetwork {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric();

    @Override
    NetworkExtension network() {
        return NETWORK;
    }
}
