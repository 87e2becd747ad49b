package org.touchmark.gateway;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;

/** Faults while a batch is registered on Fabric with four orderers (BFT); not run where its programs are missing. */
class RegistrationKillOnFabricIT extends RegistrationKill {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric();

    @Override
    NetworkExtension network() {
        return NETWORK;
    }
}
