package org.touchmark.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** The gateway over the ledger's rules in memory. */
class GatewayOnRulesTest extends GatewayFullContract {
    private static TestConsortium consortium;
    private static RulesLedger ledger;
    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        consortium = TestConsortium.create(folder);
        ledger = new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC());
        gateway = TestGateway.start(
                consortium.connection(), consortium.roots(), ledger, folder.resolve("state"), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Override
    TestGateway gateway() {
        return gateway;
    }

    @Override
    RulesLedger ledger() {
        return ledger;
    }

    @Override
    Connection connection() {
        return consortium.connection();
    }

    @Override
    String gtin() {
        return TestConsortium.GTIN;
    }

    @Override
    String gln(String slug) {
        return slug.equals("meridian") ? TestConsortium.DISTRIBUTOR : TestConsortium.RETAILER;
    }
}
