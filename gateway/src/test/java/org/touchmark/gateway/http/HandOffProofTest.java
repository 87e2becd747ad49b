package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** What travels with an offer so that the contract need not read pages; the ledger's rules check it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(RulesGateway.class)
class HandOffProofTest {
    private static final String GTIN = TestConsortium.GTIN;
    private static final String MERIDIAN = "9506000200002";
    private static final String CORNER = "9506000300009";

    private final Set<String> brought = new TreeSet<>();
    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeEach
    void watch(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        ledger.failWhere(call -> {
            if (call.function().equals("custody:Offer")) {
                brought.addAll(call.transientData().keySet());
            }
            return false;
        });
    }

    @AfterEach
    void stopWatching() {
        ledger.failWhere(call -> false);
    }

    private void register(String lot) {
        String csv = "serial\n" + lot + "-1\n" + lot + "-2\n" + lot + "-3\n";
        assertThat(last(gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot, csv))
                        .path("batch")
                        .path("state")
                        .asText())
                .isEqualTo("SEALED");
    }

    private HttpResponse<byte[]> offer(String from, String to, String lot, String units) {
        return gateway.post(
                from,
                "/api/v1/hand-offs",
                "{'to':'" + to + "','gtin':'" + GTIN + "','lot':'" + lot + "'," + units + "}");
    }

    @Test
    void a_brands_offer_brings_a_proof_for_each_unit() {
        register("HP1");

        HttpResponse<byte[]> offered = offer("aurelia", MERIDIAN, "HP1", "'serials':['HP1-1','HP1-3']");

        assertThat(offered.statusCode()).isEqualTo(201);
        assertThat(brought).hasSize(2).allMatch(name -> name.startsWith("presence/"));
    }

    @Test
    void who_hands_on_what_it_received_brings_none() {
        register("HP2");
        String id = json(offer("aurelia", MERIDIAN, "HP2", "'serials':'all'"))
                .path("id")
                .asText();
        assertThat(gateway.post("meridian", "/api/v1/hand-offs/" + id + "/accept", "")
                        .statusCode())
                .isEqualTo(200);
        brought.clear();

        HttpResponse<byte[]> passed = offer("meridian", CORNER, "HP2", "'received':'" + id + "'");

        assertThat(passed.statusCode()).isEqualTo(201);
        assertThat(brought).isEmpty();
    }
}
