package org.touchmark.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.EnrolledParty;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.support.TestGateway;
import org.touchmark.network.junit.NetworkExtension;

/** The gateway over the embedded ledger, through the Gateway SDK and with the real contract. */
class GatewayOnEmbeddedIT extends GatewayContract {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.embedded();

    private static Connection connection;
    private static Ledger ledger;
    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        connection = Connection.read(NETWORK.network().connectionProfile());
        EnrolledParty first = connection.parties().get(0);
        ledger = FabricLedger.open(
                connection, Deadlines.STANDARD, Signatory.read(first.msp(), first.identity()), first.gln());
        PinnedRoots roots = PinnedRoots.parse(Files.readString(NETWORK.network().rootsFile()));
        gateway = TestGateway.start(connection, roots, ledger, folder, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (ledger != null) {
            ledger.close();
        }
    }

    @Override
    TestGateway gateway() {
        return gateway;
    }

    @Override
    String gtin() {
        return "09506000100012";
    }

    @Override
    String gln(String slug) {
        return connection.parties().stream()
                .filter(party -> party.slug().equals(slug))
                .map(EnrolledParty::gln)
                .findFirst()
                .orElseThrow();
    }
}
