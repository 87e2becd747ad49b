package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** What travels with a call so that the contract need not read pages; the ledger's rules check it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(RulesGateway.class)
class PresenceProofsTest {
    private static final String GTIN = TestConsortium.GTIN;
    private static final String MERIDIAN = TestConsortium.DISTRIBUTOR;
    private static final String CORNER = TestConsortium.RETAILER;

    private final Set<String> brought = new ConcurrentSkipListSet<>();
    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeEach
    void watch(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        ledger.failWhere(call -> {
            call.transientData().keySet().stream()
                    .filter(name -> name.startsWith("presence/"))
                    .forEach(name -> brought.add(call.function() + " " + name));
            return false;
        });
    }

    @AfterEach
    void stopWatching() {
        ledger.failWhere(call -> false);
    }

    private static String sscc(long number) {
        return Sscc.ofNumber(19_506_000_130_000_000L + number).digits();
    }

    private void register(String lot, String query) {
        String csv = "serial\n" + lot + "-1\n" + lot + "-2\n" + lot + "-3\n" + lot + "-4\n";
        assertThat(last(gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot + query, csv))
                        .path("batch")
                        .path("state")
                        .asText())
                .isEqualTo("SEALED");
    }

    /** Two cases of two units each. */
    private void registerPacked(String lot, long firstSscc) {
        register(lot, "&casesOf=2&firstSscc=" + sscc(firstSscc));
    }

    private void done(String party, String path, String body) {
        HttpResponse<byte[]> response = gateway.post(party, path, body);
        assertThat(response.statusCode()).as(path + " " + json(response)).isBetween(200, 201);
    }

    private static String units(String lot, String serials) {
        return "'gtin':'" + GTIN + "','lot':'" + lot + "'," + serials;
    }

    private String handOver(String from, String fromGoods, String to, String toGln) {
        HttpResponse<byte[]> offered =
                gateway.post(from, "/api/v1/hand-offs", "{'to':'" + toGln + "'," + fromGoods + "}");
        assertThat(offered.statusCode()).as(json(offered).toString()).isEqualTo(201);
        String id = json(offered).path("id").asText();
        done(to, "/api/v1/hand-offs/" + id + "/accept", "");
        return id;
    }

    private void assertBrought(String function, int count) {
        assertThat(brought).hasSize(count).allMatch(each -> each.matches(function + " presence/[0-9a-f]{32}"));
    }

    @Nested
    class An_offer {
        @Test
        void of_a_brand_brings_a_proof_for_each_unit() {
            register("HP1", "");

            handOver("aurelia", units("HP1", "'serials':['HP1-1','HP1-3']"), "meridian", MERIDIAN);

            assertBrought("custody:Offer", 2);
        }

        @Test
        void of_what_was_received_brings_none() {
            register("HP2", "");
            String id = handOver("aurelia", units("HP2", "'serials':'all'"), "meridian", MERIDIAN);
            brought.clear();

            handOver("meridian", "'received':'" + id + "'", "corner", CORNER);

            assertThat(brought).isEmpty();
        }
    }

    @Nested
    class A_move {
        @Test
        void into_a_container_brings_proofs_of_the_brands_units() {
            register("MV1", "");
            done("aurelia", "/api/v1/containers", "{'sscc':'" + sscc(900_000) + "','level':1}");

            done(
                    "aurelia",
                    "/api/v1/containers/" + sscc(900_000) + "/pack",
                    "{" + units("MV1", "'serials':['MV1-1','MV1-2']") + "}");

            assertBrought("container:Pack", 2);
        }

        @Test
        void out_of_a_container_brings_proofs_whoever_holds_it() {
            registerPacked("MV2", 900_010);
            handOver("aurelia", "'containers':['" + sscc(900_010) + "']", "meridian", MERIDIAN);
            assertThat(brought).isEmpty();
            String path = "/api/v1/containers/" + sscc(900_010);
            done("meridian", path + "/unseal", "");

            done("meridian", path + "/unpack", "{'links':['" + link("MV2", 1) + "']}");

            assertBrought("container:Unpack", 1);
        }

        @Test
        void from_one_container_into_another_brings_proofs() {
            registerPacked("MV3", 900_020);
            String from = "/api/v1/containers/" + sscc(900_020);
            done("aurelia", from + "/unseal", "");
            done("aurelia", "/api/v1/containers/" + sscc(900_021) + "/unseal", "");

            done(
                    "aurelia",
                    from + "/repack",
                    "{" + units("MV3", "'serials':['MV3-2']") + ",'into':'" + sscc(900_021) + "'}");

            assertBrought("container:Repack", 1);
        }
    }

    @Nested
    class A_report {
        @Test
        void of_a_unit_brings_its_proof_whoever_reports_and_its_undo_needs_none() {
            registerPacked("RP1", 900_030);
            handOver("aurelia", "'containers':['" + sscc(900_030) + "']", "corner", CORNER);
            String sold = "{'status':'sold','subject':{'link':'" + link("RP1", 1) + "'}}";

            done("corner", "/api/v1/reports", sold);
            done("corner", "/api/v1/reports/undo", sold);

            assertBrought("status:Report", 1);
        }

        @Test
        void of_a_batch_or_a_container_brings_none() {
            registerPacked("RP2", 900_040);

            done("aurelia", "/api/v1/reports", "{'status':'recalled','subject':{'sscc':'" + sscc(900_040) + "'}}");
            done(
                    "aurelia",
                    "/api/v1/reports",
                    "{'status':'recalled','subject':{" + "'gtin':'" + GTIN + "','lot':'RP2'}}");

            assertThat(brought).isEmpty();
        }
    }

    /** What the label of a unit says. */
    private String link(String lot, int number) {
        HttpResponse<byte[]> csv = gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/" + lot + "/serials.csv");
        String unit = lot + "-" + number + ",";
        return new String(csv.body(), UTF_8)
                .lines()
                .filter(line -> line.startsWith(unit))
                .map(line -> line.substring(unit.length()))
                .findFirst()
                .orElseThrow();
    }
}
