package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.support.NetworkGateway;
import org.touchmark.gateway.support.TestGateway;
import org.touchmark.network.junit.NetworkExtension;

/** The gateway over a ledger that runs, through the Gateway SDK and with the real contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatewayOnNetwork extends GatewayFullContract {
    private NetworkGateway running;

    /** The ledger, with one peer for each organisation. */
    abstract NetworkExtension network();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        running = NetworkGateway.startSettled(network().network(), folder);
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
    Ledger ledger() {
        return running.ledger();
    }

    @Override
    Connection connection() {
        return running.connection();
    }

    @Override
    String gtin() {
        return NetworkGateway.GTIN;
    }

    @Override
    String gln(String slug) {
        return running.gln(slug);
    }

    /** What an organisation's administrator runs, as gateway/party does. */
    @Nested
    class The_party_program {
        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();

        private int run(String... arguments) {
            List<String> all = new ArrayList<>(List.of("party"));
            all.addAll(List.of(arguments));
            all.addAll(List.of(
                    "--connection", network().network().connectionProfile().toString()));
            return GatewayCommand.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(all.toArray(String[]::new));
        }

        @Test
        void shows_a_party_and_a_prefix_to_an_administrator() {
            String msp = connection().organisations().get(2).msp();

            assertThat(run("show", gln("aurelia"), "--as", msp))
                    .as(err.toString())
                    .isZero();
            assertThat(run("prefix", "950600010", "--as", msp))
                    .as(err.toString())
                    .isZero();

            assertThat(out.toString()).contains("(GLN " + gln("aurelia") + ")", "  roles      brand", "  admitted   ");
        }

        @Test
        void asks_whose_administrator_acts_where_there_are_several() {
            assertThat(run("suspend", gln("corner"))).isEqualTo(2);

            assertThat(err.toString())
                    .contains("say with --as whose administrator acts")
                    .contains(connection().organisations().get(0).msp());
        }

        @Test
        void ends_with_14_and_the_code_where_the_rules_refuse() {
            String msp = connection().organisations().get(0).msp();

            assertThat(run("suspend", "4012345000009", "--as", msp)).isEqualTo(14);
            assertThat(run("propose", "4012345000009", "--as", msp)).isEqualTo(2);
            assertThat(run("show", "4012345000008", "--as", msp)).isEqualTo(2);

            assertThat(err.toString()).contains("PARTY_UNKNOWN: ", "so --name is needed", "check digit");
        }
    }

    /** As on a packing line, where nobody waits for anybody. */
    @Nested
    class Offers_at_once {
        private static final int UNITS = 24;

        private JsonNode offer(int unit) {
            return done(GatewayOnNetwork.this.offer(
                    "aurelia", "meridian", "'gtin':'" + gtin() + "','lot':'ONCE','serials':['ONCE-" + unit + "']"));
        }

        @Test
        void share_transactions_and_have_each_a_hand_off_and_a_history_of_its_own() throws Exception {
            String serials =
                    IntStream.range(0, UNITS).mapToObj(i -> "ONCE-" + i).collect(Collectors.joining("\n"));
            gateway().postCsv("aurelia", "gtin=" + gtin() + "&lot=ONCE&profile=compact", "serial\n" + serials);
            ExecutorService callers = Executors.newFixedThreadPool(UNITS);
            try {
                List<Callable<JsonNode>> offers = IntStream.range(0, UNITS)
                        .<Callable<JsonNode>>mapToObj(unit -> () -> offer(unit))
                        .toList();
                Set<String> handOffs = new HashSet<>();
                Set<String> transactions = new HashSet<>();
                for (Future<JsonNode> offered : callers.invokeAll(offers)) {
                    JsonNode handOff = offered.get();
                    handOffs.add(handOff.path("id").asText());
                    Subject.OfUnit unit = new Subject.OfUnit(
                            Gtin.parse(gtin()),
                            new Lot("ONCE"),
                            UnitDigest.parse(handOff.path("units").path(0).asText()));
                    List<Change> history =
                            new Registry(gateway().member("aurelia").ledger()).history(unit);
                    assertThat(history).hasSize(1);
                    transactions.add(history.get(0).transactionId());
                }

                assertThat(handOffs).hasSize(UNITS);
                assertThat(transactions).hasSizeLessThan(UNITS / 2);
            } finally {
                callers.shutdownNow();
            }
        }
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
