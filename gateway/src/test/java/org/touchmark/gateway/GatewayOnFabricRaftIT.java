package org.touchmark.gateway;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.support.NetworkGateway;
import org.touchmark.gateway.support.TestGateway;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.topology.TopologyFile;

/**
 * What happens at docks, over Fabric with one orderer (Raft); the whole contract of the gateway runs over the one with
 * four. Not run where Fabric's programs are missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayOnFabricRaftIT extends DockContract {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric(TopologyFile.fabricRaft());

    private NetworkGateway running;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        running = NetworkGateway.startSettled(NETWORK.network(), folder);
    }

    @AfterAll
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    @Override
    TestGateway gateway() {
        return running.gateway();
    }

    @Override
    String gtin() {
        return NetworkGateway.GTIN;
    }

    @Override
    String gln(String slug) {
        return running.gln(slug);
    }
}
