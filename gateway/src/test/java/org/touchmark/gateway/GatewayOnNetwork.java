package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.config.Connection.EnrolledParty;
import org.touchmark.gateway.support.NetworkGateway;
import org.touchmark.gateway.support.TestGateway;
import org.touchmark.network.junit.NetworkExtension;

/** The gateway over a ledger that runs, through the Gateway SDK and with the real contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatewayOnNetwork extends GatewayContract {
    private NetworkGateway running;

    /** The ledger, with one peer for each organisation. */
    abstract NetworkExtension network();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        running = NetworkGateway.start(network().network(), folder);
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
        return "09506000100012";
    }

    @Override
    String gln(String slug) {
        return running.connection().parties().stream()
                .filter(party -> party.slug().equals(slug))
                .map(EnrolledParty::gln)
                .findFirst()
                .orElseThrow();
    }

    /** The brand's own organisation has one peer; without it the gateway goes through the others. */
    @Nested
    class Without_the_brands_own_peer {
        private static final String OWN = "peer0.aurelia";

        @Test
        void a_batch_is_registered_and_a_label_answered() {
            network().node(OWN).kill();

            JsonNode done = last(gateway().postCsv("aurelia", "gtin=" + gtin() + "&lot=F1", "serial\nX-1\n"));
            HttpResponse<byte[]> page = gateway()
                    .send(gateway()
                            .request("", "/01/" + gtin() + "/10/F1/21/X-1")
                            .header("Accept", "text/html"));

            assertThat(done.path("batch").path("state").asText())
                    .as(done.toString())
                    .isEqualTo("SEALED");
            assertThat(new String(page.body(), UTF_8)).contains("Forged label");
        }

        @Test
        void readiness_tells_which_peer_is_down() {
            network().node(OWN).kill();

            JsonNode ready = json(gateway().get("", "/readyz"));

            assertThat(ready.path("status").asText()).isEqualTo("ready");
            assertThat(ready.path("peers"))
                    .filteredOn(peer -> peer.path("status").asText().equals("down"))
                    .extracting(peer -> peer.path("name").asText())
                    .containsExactly(OWN);
        }

        @Test
        void a_paused_one_costs_one_deadline_and_not_the_answer() {
            network().node(OWN).pause();

            assertThat(gateway().get("", "/01/" + gtin() + "/21/NOBODY").statusCode())
                    .isEqualTo(200);
        }
    }
}
