package org.touchmark.network.conformance;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.testing.processes.TestChaincodeServer;
import org.touchmark.network.topology.TopologyFile;

/** The conformance suite on Fabric with four BFT orderers; not run where its programs are missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FabricBftConformanceIT extends GatewayConformance {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric(
                    TopologyFile.fabricBft(), TestChaincodeServer.program())
            .withExecuteTimeout(Duration.ofSeconds(3));

    private static final TestedLedger LEDGER =
            new FabricLedger(LedgerKind.FABRIC_BFT, () -> NETWORK.network().connectionProfile());

    @AfterAll
    static void disconnect() {
        LEDGER.close();
    }

    @Override
    TestedLedger ledger() {
        return LEDGER;
    }
}
