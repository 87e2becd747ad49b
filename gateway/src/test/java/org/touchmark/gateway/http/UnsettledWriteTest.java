package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.ledger.PeerStatus;
import org.touchmark.gateway.ledger.WriteStatus;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** What callers see while it is not known whether their write is on the ledger. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(RulesGateway.class)
class UnsettledWriteTest {
    private static final String GTIN = TestConsortium.GTIN;
    private static final String MERIDIAN = "9506000200002";

    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeEach
    void hold(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        ledger.holdOutcomeWhere(call ->
                call.function().startsWith("custody:") || call.function().startsWith("container:"));
    }

    @AfterEach
    void letGo() {
        ledger.settle();
        ledger.loseOutcomeWhere(call -> false);
        ledger.setWrites(WriteStatus.FLOWING);
    }

    private HttpResponse<byte[]> offer(String lot) {
        JsonNode done = last(gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot, "serial\n" + lot + "-1\n"));
        assertThat(done.path("batch").path("state").asText()).isEqualTo("SEALED");
        return gateway.post(
                "aurelia",
                "/api/v1/hand-offs",
                "{'to':'" + MERIDIAN + "','gtin':'" + GTIN + "','lot':'" + lot + "','serials':'all'}");
    }

    private static String location(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    @Test
    void a_hand_off_is_accepted_for_now_with_an_address_to_ask_at() {
        HttpResponse<byte[]> offered = offer("O1");

        assertThat(offered.statusCode()).isEqualTo(202);
        assertThat(offered.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(offered).path("state").asText()).isEqualTo("unknown");
        assertThat(json(offered).path("detail").asText()).contains("may be on the ledger");
        assertThat(gateway.getJson("aurelia", location(offered))).isEqualTo(json(offered));
    }

    @Test
    void it_says_committed_with_the_hand_off_once_that_is_known() {
        HttpResponse<byte[]> offered = offer("O2");
        ledger.settle();

        JsonNode operation = gateway.getJson("aurelia", location(offered));

        assertThat(operation.path("state").asText()).isEqualTo("committed");
        assertThat(operation.path("block").asLong()).isPositive();
        String id = operation.path("result").path("id").asText();
        assertThat(gateway.getJson("meridian", "/api/v1/hand-offs/" + id)).isEqualTo(operation.path("result"));
    }

    @Test
    void accepting_is_answered_in_the_same_way() {
        HttpResponse<byte[]> offered = offer("O3");
        ledger.settle();
        String id = gateway.getJson("aurelia", location(offered))
                .path("result")
                .path("id")
                .asText();

        HttpResponse<byte[]> accepted = gateway.post("meridian", "/api/v1/hand-offs/" + id + "/accept", "");
        ledger.settle();

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(gateway.getJson("meridian", location(accepted))
                        .path("result")
                        .path("state")
                        .asText())
                .isEqualTo("ACCEPTED");
    }

    @Test
    void a_container_is_answered_in_the_same_way() {
        String sscc = "195060001300000016";

        HttpResponse<byte[]> made = gateway.post("aurelia", "/api/v1/containers", "{'sscc':'" + sscc + "','level':1}");
        ledger.settle();

        assertThat(made.statusCode()).isEqualTo(202);
        JsonNode operation = gateway.getJson("aurelia", location(made));
        assertThat(operation.path("state").asText()).isEqualTo("committed");
        assertThat(operation.path("function").asText()).isEqualTo("container:Create");
        assertThat(operation.path("result"))
                .isEqualTo(
                        gateway.getJson("aurelia", "/api/v1/containers/" + sscc).path("container"));
    }

    @Test
    void a_report_and_a_new_label_key_are_answered_in_the_same_way() {
        ledger.holdOutcomeWhere(
                call -> call.function().startsWith("status:") || call.function().equals("party:RegisterLabelKey"));
        gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=O5", "serial\nO5-1\n");
        String recall = "{'status':'recalled','subject':{'gtin':'" + GTIN + "','lot':'O5'}}";

        HttpResponse<byte[]> reported = gateway.post("aurelia", "/api/v1/reports", recall);
        HttpResponse<byte[]> rotated = gateway.post("aurelia", "/api/v1/label-keys", "");

        assertThat(reported.statusCode()).isEqualTo(202);
        assertThat(rotated.statusCode()).isEqualTo(202);
        ledger.settle();
        assertThat(gateway.getJson("aurelia", location(reported))
                        .path("result")
                        .path("recalled")
                        .asBoolean())
                .isTrue();
        String key = gateway.getJson("aurelia", location(rotated))
                .path("result")
                .path("keyId")
                .asText();
        assertThat(gateway.getJson("aurelia", "/api/v1/label-keys"))
                .filteredOn(held -> held.path("current").asBoolean())
                .extracting(held -> held.path("keyId").asText())
                .containsExactly(key);
    }

    @Test
    void nobody_else_can_ask() {
        HttpResponse<byte[]> offered = offer("O4");

        assertThat(gateway.get("", location(offered)).statusCode()).isEqualTo(401);
        HttpResponse<byte[]> other = gateway.get("meridian", location(offered));
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(json(other).path("code").asText()).isEqualTo("OPERATION_UNKNOWN");
    }

    @Test
    void an_operation_that_was_never_unsettled_is_not_known_and_the_way_out_is_said() {
        HttpResponse<byte[]> response = gateway.get("aurelia", "/api/v1/operations/neverUnsettled0001");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).path("detail").asText()).contains("Idempotency-Key");
    }

    @Test
    void readiness_says_that_writes_are_stopped_while_reads_go_on() {
        ledger.setPeers(new PeerStatus("a", "AMSP", true, 7, ""));
        ledger.setWrites(new WriteStatus(true, 3, "no transaction got through since noon"));

        JsonNode ready = stopped();

        assertThat(ready.path("status").asText()).isEqualTo("not-ready");
        assertThat(ready.path("reads").asText()).isEqualTo("up");
        assertThat(ready.path("unsettled").asInt()).isEqualTo(3);
        assertThat(ready.path("detail").asText()).isEqualTo("no transaction got through since noon");
    }

    /** A report is kept for a second, so this asks until the new one shows. */
    private JsonNode stopped() {
        long end = System.nanoTime() + 5_000_000_000L;
        JsonNode ready = json(gateway.get("", "/readyz"));
        while (!ready.path("writes").asText().equals("stopped") && System.nanoTime() < end) {
            ready = json(gateway.get("", "/readyz"));
        }
        return ready;
    }
}
