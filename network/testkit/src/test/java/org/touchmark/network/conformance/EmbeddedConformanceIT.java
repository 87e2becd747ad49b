package org.touchmark.network.conformance;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.testing.processes.TestChaincodeServer;

/** The conformance suite on the embedded ledger. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedConformanceIT extends GatewayConformance {
    @RegisterExtension
    static final NetworkExtension NETWORK =
            NetworkExtension.embedded(TestChaincodeServer.program()).withExecuteTimeout(Duration.ofSeconds(3));

    private static final TestedLedger LEDGER =
            new EmbeddedLedger(() -> NETWORK.network().connectionProfile());

    @AfterAll
    static void disconnect() {
        LEDGER.close();
    }

    @Override
    TestedLedger ledger() {
        return LEDGER;
    }
}
