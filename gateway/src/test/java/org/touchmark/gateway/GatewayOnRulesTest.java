package org.touchmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    @Test
    void a_pallet_of_ten_thousand_units_costs_one_key_of_goods_to_offer_and_none_to_accept() {
        pack("W1", 10_000, "'casesOf':100,'palletsOf':100,'firstSscc':'" + sscc(5_000) + "'");

        String id = offered("aurelia", "meridian", containers(sscc(5_100)));
        assertThat(written()).containsExactly("container", "hand-off", "hand-off-goods", "operation");
        done(reply("meridian", id, "accept", ""));
        assertThat(written()).containsExactly("hand-off", "operation");
    }

    /** Without the signer's certificate, which is kept with its first signature, whatever that signs. */
    private static List<String> written() {
        return ledger.lastWritten().stream()
                .filter(type -> !type.equals("certificate"))
                .toList();
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
        return switch (slug) {
            case "aurelia" -> TestConsortium.BRAND;
            case "meridian" -> TestConsortium.DISTRIBUTOR;
            default -> TestConsortium.RETAILER;
        };
    }
}
