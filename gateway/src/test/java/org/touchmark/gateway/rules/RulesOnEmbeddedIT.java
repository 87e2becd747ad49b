package org.touchmark.gateway.rules;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;

/** The rules on the embedded ledger. */
class RulesOnEmbeddedIT extends RulesOnNetwork {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.embedded(shiftedContract());

    @Override
    NetworkExtension network() {
        return NETWORK;
    }
}
