package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.serials.SerialDraft;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestGateway;

/** A serial names one unit, in whatever lot. */
@ExtendWith(RulesGateway.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EarlierLotsTest {
    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeEach
    void remember(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        ledger.failWhere(invocation -> false);
    }

    private static String csv(String prefix, int from, int to) {
        return "serial\n"
                + IntStream.range(from, to).mapToObj(i -> prefix + i).collect(Collectors.joining("\n", "", "\n"));
    }

    private HttpResponse<byte[]> register(String lot, String csv) {
        return gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot, csv);
    }

    private JsonNode refused(String lot, String csv) {
        long before = ledger.height();
        HttpResponse<byte[]> response = register(lot, csv);
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(ledger.height()).as("transactions").isEqualTo(before);
        assertThat(gateway.folder().resolve("batches").resolve(GTIN).resolve(lot))
                .doesNotExist();
        JsonNode problem = json(response);
        assertThat(problem.path("code").asText()).isEqualTo("SERIAL_REGISTERED");
        return problem;
    }

    @Nested
    class Serials_are_refused {
        @Test
        void that_two_earlier_lots_have_with_all_counted_and_the_first_hundred_named() {
            register("E1", csv("E-", 0, 3_000));
            register("E2", csv("E-", 3_000, 3_050));

            JsonNode problem = refused("E3", csv("E-", 2_900, 3_060));

            assertThat(problem.path("errorCount").asInt()).isEqualTo(150);
            assertThat(problem.path("errors")).hasSize(100);
            assertThat(problem.path("errors").path(0).path("line").asInt()).isEqualTo(2);
            assertThat(problem.path("errors").path(0).path("message").asText()).contains("lot E1", "number 2901");
            assertThat(problem.path("errors").path(99).path("line").asInt()).isEqualTo(101);
        }

        @Test
        void that_touchmark_made_for_an_earlier_lot() {
            gateway.post("aurelia", "/api/v1/batches", "{'gtin':'" + GTIN + "','lot':'E4','make':500}");
            String made = new String(
                    gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/E4/serials.csv")
                            .body(),
                    UTF_8);

            assertThat(refused("E5", made).path("errorCount").asInt()).isEqualTo(500);
        }

        @Test
        void that_a_lot_has_which_is_still_open() {
            ledger.failWhere(call -> call.function().equals("batch:AddPages"));
            register("E6", csv("F-", 0, 10));
            ledger.failWhere(call -> false);

            refused("E7", csv("F-", 9, 20));
        }
    }

    @Nested
    class Serials_are_taken {
        @Test
        void that_an_abandoned_lot_had() {
            ledger.failWhere(call -> call.function().equals("batch:AddPages"));
            register("E8", csv("G-", 0, 10));
            ledger.failWhere(call -> false);
            gateway.send(gateway.request("aurelia", "/api/v1/batches/" + GTIN + "/E8")
                    .DELETE());

            assertThat(last(register("E9", csv("G-", 0, 10))).path("event").asText())
                    .isEqualTo("done");
        }

        @Test
        void with_a_warning_where_a_lot_can_not_be_compared() throws IOException {
            register("E10", csv("H-", 0, 10));
            Path kept = gateway.folder().resolve("batches").resolve(GTIN).resolve("E10");
            SerialDraft.delete(kept);

            JsonNode done = last(register("E11", csv("I-", 0, 10)));

            assertThat(done.path("event").asText()).isEqualTo("done");
            assertThat(done.path("warnings"))
                    .extracting(JsonNode::asText)
                    .anyMatch(warning -> warning.startsWith("not compared with 1 lot of this GTIN (E10)"));
        }
    }

    @Nested
    class Lists_of_labels {
        @Test
        void begin_and_end_where_they_are_asked_to() {
            register("E12", csv("K-", 0, 300));

            String part = new String(
                    gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/E12/serials.csv?first=200&count=3")
                            .body(),
                    UTF_8);

            assertThat(part.lines().map(line -> line.substring(0, line.indexOf(','))))
                    .containsExactly("serial", "K-199", "K-200", "K-201");
        }

        @Test
        void of_more_pictures_than_an_archive_holds_are_refused() {
            register("E13", csv("L-", 0, 2));

            HttpResponse<byte[]> response =
                    gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/E13/labels.zip?count=100001");

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(json(response).path("code").asText()).isEqualTo("TOO_MANY_LABELS");
        }
    }
}
