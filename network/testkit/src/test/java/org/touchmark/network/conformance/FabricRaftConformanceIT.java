package org.touchmark.network.conformance;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.testing.processes.TestChaincodeServer;
import org.touchmark.network.topology.TopologyFile;

/** The suite on Fabric with one Raft orderer, where ordering has a say in it; not run where its programs are missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FabricRaftConformanceIT extends OrderingConformance {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric(
                    TopologyFile.fabricRaft(), TestChaincodeServer.program())
            .withExecuteTimeout(Duration.ofSeconds(3));

    private static final TestedLedger LEDGER =
            new FabricLedger(LedgerKind.FABRIC_RAFT, () -> NETWORK.network().connectionProfile());

    @AfterAll
    static void disconnect() {
        LEDGER.close();
    }

    @Override
    TestedLedger ledger() {
        return LEDGER;
    }
}
