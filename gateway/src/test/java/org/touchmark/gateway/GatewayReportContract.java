package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.error.ErrorCode;

/** What is reported of goods, on every ledger. */
abstract class GatewayReportContract extends GatewayContract {
    HttpResponse<byte[]> report(String by, String status, String subject) {
        return gateway().post(by, "/api/v1/reports", "{'status':'" + status + "','subject':" + subject + "}");
    }

    HttpResponse<byte[]> undo(String by, String status, String subject) {
        return gateway().post(by, "/api/v1/reports/undo", "{'status':'" + status + "','subject':" + subject + "}");
    }

    String label(String lot, int index) {
        return "{'link':'" + link(lot, index) + "'}";
    }

    String wholeBatch(String lot) {
        return "{'gtin':'" + gtin() + "','lot':'" + lot + "'}";
    }

    HttpResponse<byte[]> offerAll(String from, String to, String lot) {
        return gateway()
                .post(
                        from,
                        "/api/v1/hand-offs",
                        "{'to':'" + gln(to) + "','gtin':'" + gtin() + "','lot':'" + lot + "','serials':'all'}");
    }

    HttpResponse<byte[]> acceptOffered(String by, HttpResponse<byte[]> offered) {
        return gateway()
                .post(by, "/api/v1/hand-offs/" + json(offered).path("id").asText() + "/accept", "");
    }

    void handOver(String lot, String to) {
        assertThat(acceptOffered(to, offerAll("aurelia", to, lot)).statusCode()).isEqualTo(200);
    }

    static void assertRefused(int status, ErrorCode code, HttpResponse<byte[]> response) {
        assertThat(json(response).path("code").asText())
                .as(json(response).toString())
                .isEqualTo(code.name());
        assertThat(response.statusCode()).isEqualTo(status);
    }

    static JsonNode reason(JsonNode answer, String code) {
        for (JsonNode reason : answer.path("reasons")) {
            if (reason.path("code").asText().equals(code)) {
                return reason;
            }
        }
        throw new AssertionError("no reason " + code + " in " + answer);
    }

    @Nested
    class Reporting {
        @Test
        void what_a_shop_sells_warns_who_scans_it_again() {
            register("Y1");
            handOver("Y1", "corner");

            HttpResponse<byte[]> response = report("corner", "sold", label("Y1", 0));

            assertThat(response.statusCode()).as(json(response).toString()).isEqualTo(201);
            assertThat(json(response).path("life").asText()).isEqualTo("sold");
            JsonNode answer = scan(link("Y1", 0));
            assertThat(answer.path("headline").asText()).isEqualTo("Genuine, but sold");
            assertThat(reason(answer, "sold").path("basis").asText()).isEqualTo("proved");
            assertThat(reason(answer, "sold").path("text").asText())
                    .contains(" (" + gln("corner") + ") reported on 20", " of this very unit");
            assertThat(scan(link("Y1", 1)).path("verdict").asText()).isEqualTo("genuine");
        }

        @Test
        void a_recalled_batch_warns_of_each_of_its_units() {
            register("Y2");

            assertThat(report("aurelia", "recalled", wholeBatch("Y2")).statusCode())
                    .isEqualTo(201);

            for (int unit = 0; unit < 3; unit++) {
                assertThat(scan(link("Y2", unit)).path("headline").asText()).isEqualTo("Genuine, but recalled");
            }
        }

        @Test
        void what_is_stolen_and_found_again_is_not_held_against_it() {
            register("Y3");
            String unit = "{'gtin':'" + gtin() + "','lot':'Y3','serial':'Y3-1'}";
            report("aurelia", "stolen", unit);
            assertThat(scan(link("Y3", 0)).path("headline").asText()).isEqualTo("Genuine, but stolen");

            assertThat(report("aurelia", "found", unit).statusCode()).isEqualTo(201);

            assertThat(scan(link("Y3", 0)).path("verdict").asText()).isEqualTo("genuine");
            assertThat(codes(scan(link("Y3", 0)).path("reasons"))).contains("found");
        }

        @Test
        void a_compact_label_names_its_unit_without_its_lot() {
            gateway()
                    .post(
                            "aurelia",
                            "/api/v1/batches",
                            "{'gtin':'" + gtin() + "','lot':'Y4','profile':'compact','make':2}");

            assertThat(report("aurelia", "sample", label("Y4", 1)).statusCode()).isEqualTo(201);

            assertThat(scan(link("Y4", 1)).path("headline").asText()).isEqualTo("Genuine, but a sample");
            assertThat(scan(link("Y4", 0)).path("verdict").asText()).isEqualTo("genuine");
        }

        @Test
        void reports_are_read_by_any_party() {
            register("Y5");
            report("aurelia", "recalled", wholeBatch("Y5"));
            report("aurelia", "stolen", label("Y5", 0));

            JsonNode ofUnit =
                    gateway().getJson("corner", "/api/v1/reports?link=" + URLEncoder.encode(link("Y5", 0), UTF_8));
            JsonNode ofBatch = gateway().getJson("meridian", "/api/v1/reports?gtin=" + gtin() + "&lot=Y5");

            assertThat(ofUnit)
                    .extracting(report -> report.path("mark").path("status").asText())
                    .containsExactly("recalled", "stolen");
            assertThat(ofBatch)
                    .extracting(report -> report.path("mark").path("status").asText())
                    .containsExactly("recalled");
            assertThat(gateway()
                            .get("", "/api/v1/reports?gtin=" + gtin() + "&lot=Y5")
                            .statusCode())
                    .isEqualTo(401);
        }

        @Test
        void the_same_key_reports_once() {
            register("Y6");
            List<HttpResponse<byte[]>> answers = new ArrayList<>();
            String body = "{'status':'sold','subject':" + label("Y6", 0) + "}";
            for (String key : List.of("till 7", "till 7", "till 8")) {
                answers.add(gateway()
                        .send(gateway()
                                .request("aurelia", "/api/v1/reports")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", key)
                                .POST(BodyPublishers.ofString(body.replace('\'', '"')))));
            }

            assertThat(answers.get(0).statusCode()).isEqualTo(201);
            assertThat(json(answers.get(1))).isEqualTo(json(answers.get(0)));
            assertRefused(403, ErrorCode.STATUS_FOREIGN, answers.get(2));
            assertThat(json(answers.get(2)).path("detail").asText()).contains("is sold");
        }

        @Test
        void only_who_has_the_goods_or_made_them_reports() {
            register("Y7");

            assertRefused(403, ErrorCode.STATUS_FOREIGN, report("corner", "sold", label("Y7", 0)));
            assertRefused(403, ErrorCode.ROLE_MISSING, report("meridian", "sold", label("Y7", 0)));
            assertRefused(403, ErrorCode.ROLE_MISSING, report("corner", "recalled", wholeBatch("Y7")));
            assertThat(scan(link("Y7", 0)).path("verdict").asText()).isEqualTo("genuine");
        }

        @Test
        void what_is_nothing_that_can_be_reported_on_is_refused() {
            register("Y8");
            String unknown = label("Y8", 0).replace("Y8-1", "Y8-9");

            assertRefused(404, ErrorCode.UNIT_UNKNOWN, report("aurelia", "stolen", unknown));
            assertRefused(404, ErrorCode.BATCH_UNKNOWN, report("aurelia", "recalled", wholeBatch("Y8-none")));
            assertRefused(400, ErrorCode.ARGUMENT_INVALID, report("aurelia", "lost", label("Y8", 0)));
            assertRefused(400, ErrorCode.ARGUMENT_INVALID, report("aurelia", "sold", wholeBatch("Y8")));
            assertThat(json(report("aurelia", "sold", "{'link':'nonsense'}"))
                            .path("code")
                            .asText())
                    .isEqualTo("CODE_MALFORMED");
        }
    }

    @Nested
    class Undoing {
        @Test
        void a_report_taken_back_warns_no_more() {
            register("U1");
            report("aurelia", "sold", label("U1", 0));
            assertThat(scan(link("U1", 0)).path("verdict").asText()).isEqualTo("genuine-but");

            HttpResponse<byte[]> undone = undo("aurelia", "sold", label("U1", 0));

            assertThat(undone.statusCode()).as(json(undone).toString()).isEqualTo(200);
            assertThat(json(undone).path("life").asText()).isEqualTo("active");
            assertThat(scan(link("U1", 0)).path("verdict").asText()).isEqualTo("genuine");
        }

        @Test
        void is_for_who_reported_and_what_was_reported_last() {
            register("U2");
            handOver("U2", "corner");
            report("corner", "sold", label("U2", 0));

            assertRefused(403, ErrorCode.NOT_REPORTER, undo("aurelia", "sold", label("U2", 0)));
            assertRefused(409, ErrorCode.NOTHING_TO_UNDO, undo("corner", "sold", label("U2", 1)));
            assertThat(undo("corner", "sold", label("U2", 0)).statusCode()).isEqualTo(200);
        }

        @Test
        void is_never_for_a_recall_or_a_theft() {
            register("U3");
            report("aurelia", "recalled", wholeBatch("U3"));
            report("aurelia", "stolen", label("U3", 0));

            assertRefused(409, ErrorCode.UNDO_FORBIDDEN, undo("aurelia", "recalled", wholeBatch("U3")));
            assertRefused(409, ErrorCode.UNDO_FORBIDDEN, undo("aurelia", "stolen", label("U3", 0)));
        }
    }
}
