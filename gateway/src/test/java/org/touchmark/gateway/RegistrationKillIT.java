package org.touchmark.gateway;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;

/** Faults while a batch is registered on the embedded ledger. */
class RegistrationKillIT extends RegistrationKill {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.embedded();

    @Override
    NetworkExtension network() {
        return NETWORK;
    }
}
