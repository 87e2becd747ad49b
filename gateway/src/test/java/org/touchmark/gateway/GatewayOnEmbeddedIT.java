package org.touchmark.gateway;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;

/** The gateway over the embedded ledger. */
class GatewayOnEmbeddedIT extends GatewayOnNetwork {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.embedded();

    @Override
    NetworkExtension network() {
        return NETWORK;
    }
}
