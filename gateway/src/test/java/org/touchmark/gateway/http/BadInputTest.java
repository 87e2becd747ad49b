package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestGateway;

/** Each kind of bad input: a clear problem that names the place, and nothing on the ledger or on the disk. */
@ExtendWith(RulesGateway.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadInputTest {
    private TestGateway gateway;
    private RulesLedger ledger;
    private long heightBefore;

    @BeforeEach
    void remember(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        heightBefore = rules.height();
    }

    @AfterEach
    void nothing_was_registered() throws IOException {
        assertThat(ledger.height()).isEqualTo(heightBefore);
        Path batches = gateway.folder().resolve("batches");
        if (Files.exists(batches)) {
            try (var kept = Files.walk(batches)) {
                assertThat(kept).containsExactlyInAnyOrder(batches, batches.resolve(".uploads"));
            }
        }
    }

    private JsonNode csv(String content) {
        return problem(422, gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=BAD", content));
    }

    private static JsonNode problem(int status, HttpResponse<byte[]> response) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode problem = json(response);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asText())
                .isEqualTo("urn:touchmark:problem:" + problem.path("code").asText());
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).isNotEmpty();
        return problem;
    }

    private static void assertPlace(JsonNode problem, int line, String code, String part) {
        JsonNode first = problem.path("errors").path(0);
        assertThat(first.path("line").asInt()).isEqualTo(line);
        assertThat(first.path("code").asText()).isEqualTo(code);
        assertThat(first.path("message").asText()).contains(part);
        assertThat(problem.path("detail").asText()).contains("line " + line);
    }

    @Nested
    class In_a_csv {
        @Test
        void a_duplicate_serial_names_both_lines() {
            assertPlace(csv("serial\nA\nB\nA\n"), 4, "SERIAL_DUPLICATE", "line 2");
        }

        @Test
        void a_serial_of_21_characters() {
            assertPlace(csv("serial\nOK\nABCDEFGHIJKLMNOPQRSTU\n"), 3, "SERIAL_INVALID", "21 characters");
        }

        @Test
        void a_forbidden_character() {
            assertPlace(csv("serial\nA B\n"), 2, "SERIAL_INVALID", "character 2");
        }

        @Test
        void an_empty_serial() {
            assertPlace(csv("serial,x\n,1\n"), 2, "SERIAL_INVALID", "empty");
        }

        @Test
        void a_serial_that_no_link_can_carry() {
            assertPlace(csv("serial\n..\n"), 2, "SERIAL_INVALID", "browsers");
        }

        @Test
        void a_bad_check_digit_in_a_gtin_column() {
            JsonNode problem = csv("gtin,serial\n09506000134352,A\n09506000134353,B\n");
            assertPlace(problem, 3, "GTIN_INVALID", "check digit is 3, should be 2");
        }

        @Test
        void another_lot_in_a_lot_column() {
            assertPlace(csv("lot,serial\nBAD,A\nOTHER,B\n"), 3, "LOT_INVALID", "the batch is lot BAD");
        }

        @Test
        void a_line_without_the_serial_column() {
            assertPlace(csv("note,serial\nx,A\ny\n"), 3, "ROW_LENGTH", "has 1 cell, the header names 2 columns");
        }

        @Test
        void a_line_with_a_cell_too_many() {
            assertPlace(csv("serial,note\nA,x\nB,y,z\n"), 3, "ROW_LENGTH", "has 3 cells, the header names 2 columns");
        }

        @Test
        void a_serial_that_a_spreadsheet_spoilt() {
            assertPlace(csv("serial\nA\n9.50601E+12\n"), 3, "SERIAL_DAMAGED", "a power of ten");
        }

        @Test
        void lines_are_counted_over_empty_and_quoted_ones() {
            assertPlace(csv("serial,note\r\nA,\"two\r\nlines\"\r\n\r\nB B,x\r\n"), 5, "SERIAL_INVALID", "character 2");
        }

        @Test
        void a_byte_order_mark_and_old_line_ends_do_not_move_the_lines() {
            assertPlace(csv("\uFEFFcolour, SERIAL \rred,A A\r"), 2, "SERIAL_INVALID", "character 2");
        }

        @Test
        void an_empty_file() {
            assertThat(csv("").path("code").asText()).isEqualTo("INPUT_EMPTY");
        }

        @Test
        void a_header_and_nothing_else() {
            assertThat(csv("serial\n").path("code").asText()).isEqualTo("INPUT_EMPTY");
        }

        @Test
        void a_missing_column() {
            JsonNode problem = csv("id;colour\n1;red\n");
            assertThat(problem.path("code").asText()).isEqualTo("COLUMN_MISSING");
            assertThat(problem.path("detail").asText()).contains("line 1").contains("commas");
        }

        @Test
        void an_open_quotation_mark() {
            assertThat(csv("serial\n\"A\nB\n").path("code").asText()).isEqualTo("CSV_MALFORMED");
        }

        @Test
        void bytes_that_are_not_utf_8() {
            byte[] latin = "serial\nA\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
            HttpResponse<byte[]> response =
                    gateway.send(gateway.request("aurelia", "/api/v1/batches?gtin=" + GTIN + "&lot=BAD")
                            .header("Content-Type", "text/csv")
                            .POST(BodyPublishers.ofByteArray(latin)));
            assertThat(problem(422, response).path("detail").asText()).contains("UTF-8");
        }

        @Test
        void all_places_are_counted_and_the_first_hundred_listed() {
            JsonNode problem = csv("serial\n" + "B B\n".repeat(250));
            assertThat(problem.path("errorCount").asInt()).isEqualTo(250);
            assertThat(problem.path("errors")).hasSize(100);
        }
    }

    @Nested
    class In_what_names_the_batch {
        @Test
        void a_bad_check_digit() {
            JsonNode problem = problem(422, gateway.postCsv("aurelia", "gtin=09506000134353&lot=L", "serial\nA\n"));
            assertThat(problem.path("code").asText()).isEqualTo("GTIN_INVALID");
            assertThat(problem.path("detail").asText()).contains("check digit is 3, should be 2");
        }

        @Test
        void no_lot() {
            assertThat(problem(400, gateway.postCsv("aurelia", "gtin=" + GTIN, "serial\nA\n"))
                            .path("detail")
                            .asText())
                    .contains("\"lot\"");
        }

        @Test
        void an_unknown_parameter() {
            HttpResponse<byte[]> response =
                    gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=L&expires=x", "serial\nA\n");
            assertThat(problem(400, response).path("detail").asText()).contains("\"expires\"");
        }

        @Test
        void an_expiry_that_is_no_date() {
            HttpResponse<byte[]> response =
                    gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=L&expiry=31.12.2030", "serial\nA\n");
            assertThat(problem(422, response).path("detail").asText()).contains("31.12.2030");
        }

        @Test
        void an_expiry_before_production() {
            HttpResponse<byte[]> response = gateway.postCsv(
                    "aurelia", "gtin=" + GTIN + "&lot=L&produced=2026-01-02&expiry=2026-01-01", "serial\nA\n");
            assertThat(problem(400, response).path("detail").asText()).contains("before");
        }

        @Test
        void an_unknown_profile() {
            HttpResponse<byte[]> response =
                    gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=L&profile=tiny", "serial\nA\n");
            assertThat(problem(422, response).path("detail").asText()).contains("signed or compact");
        }
    }

    @Nested
    class In_json {
        private JsonNode post(int status, String body) {
            return problem(status, gateway.post("aurelia", "/api/v1/batches", body));
        }

        @Test
        void a_duplicate_serial_names_both_positions() {
            assertPlace(
                    post(422, "{'gtin':'" + GTIN + "','lot':'L','serials':['A','B','A']}"),
                    3,
                    "SERIAL_DUPLICATE",
                    "line 1");
        }

        @Test
        void a_number_for_a_serial() {
            assertThat(post(400, "{'gtin':'" + GTIN + "','lot':'L','serials':[1]}")
                            .path("detail")
                            .asText())
                    .contains("position 1");
        }

        @Test
        void serials_and_make_together() {
            assertThat(post(422, "{'gtin':'" + GTIN + "','lot':'L','serials':['A'],'make':3}")
                            .path("code")
                            .asText())
                    .isEqualTo("SERIALS_MISSING");
        }

        @Test
        void too_many_to_make() {
            assertThat(post(422, "{'gtin':'" + GTIN + "','lot':'L','make':10000001}")
                            .path("code")
                            .asText())
                    .isEqualTo("TOO_MANY_UNITS");
        }

        @Test
        void a_text_that_is_no_json() {
            assertThat(post(400, "{'gtin':").path("detail").asText()).contains("not JSON");
        }

        @Test
        void a_field_twice() {
            assertThat(post(400, "{'lot':'A','lot':'B'}").path("detail").asText())
                    .contains("Duplicate");
        }
    }

    @Nested
    class In_a_container {
        private static final String SSCC = "106141411234567897";

        @Test
        void an_unknown_one() {
            HttpResponse<byte[]> response = gateway.get("aurelia", "/api/v1/containers/" + SSCC);
            assertThat(problem(404, response).path("code").asText()).isEqualTo("CONTAINER_UNKNOWN");
        }

        @Test
        void a_number_that_is_too_short() {
            HttpResponse<byte[]> response = gateway.post("aurelia", "/api/v1/containers/1061414112345678/seal", "");
            assertThat(problem(422, response).path("detail").asText()).contains("16 digits, should be 18");
        }

        @Test
        void a_level_that_there_is_not() {
            HttpResponse<byte[]> response =
                    gateway.post("aurelia", "/api/v1/containers", "{'sscc':'" + SSCC + "','level':6}");
            assertThat(problem(400, response).path("detail").asText()).contains("level", "1 to 5");
        }

        @Test
        void a_place_that_is_not_said() {
            HttpResponse<byte[]> response = gateway.post(
                    "aurelia", "/api/v1/containers/" + SSCC + "/repack", "{'containers':['" + SSCC + "']}");
            assertThat(problem(400, response).path("detail").asText()).contains("into");
        }

        @Test
        void a_media_type_that_is_not_read() {
            HttpResponse<byte[]> other = gateway.send(gateway.request("aurelia", "/api/v1/containers/" + SSCC + "/pack")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(problem(415, other).path("detail").asText()).contains("application/json");
        }
    }

    @Nested
    class In_a_hand_off {
        @Test
        void a_missing_field_is_named() {
            HttpResponse<byte[]> response =
                    gateway.post("aurelia", "/api/v1/hand-offs", "{'gtin':'" + GTIN + "','lot':'L'}");
            assertThat(problem(400, response).path("detail").asText()).contains("to");
        }

        @Test
        void an_unknown_batch() {
            String body = "{'to':'9506000200002','gtin':'" + GTIN + "','lot':'NONE','serials':'all'}";
            HttpResponse<byte[]> response = gateway.post("aurelia", "/api/v1/hand-offs", body);
            assertThat(problem(404, response).path("code").asText()).isEqualTo("BATCH_UNKNOWN");
        }

        @Test
        void nothing_that_is_named() {
            HttpResponse<byte[]> response =
                    gateway.post("aurelia", "/api/v1/hand-offs", "{'to':'9506000200002','containers':[]}");
            assertThat(problem(400, response).path("detail").asText()).contains("name containers, or units");
        }

        @Test
        void a_container_with_another_check_digit() {
            HttpResponse<byte[]> response = gateway.post(
                    "aurelia", "/api/v1/hand-offs", "{'to':'9506000200002','containers':['106141411234567890']}");
            assertThat(problem(422, response).path("detail").asText()).contains("check digit is 0, should be 7");
        }

        @Test
        void serials_of_no_batch() {
            HttpResponse<byte[]> response =
                    gateway.post("aurelia", "/api/v1/hand-offs", "{'to':'9506000200002','goods':[{'serials':['A']}]}");
            assertThat(problem(400, response).path("detail").asText()).contains("gtin");
        }

        @Test
        void a_label_of_no_batch() {
            HttpResponse<byte[]> response = gateway.post(
                    "aurelia",
                    "/api/v1/hand-offs",
                    "{'to':'9506000200002','links':['https://a.example/01/" + GTIN + "/21/NOBODY']}");
            assertThat(problem(422, response)
                            .path("errors")
                            .path(0)
                            .path("code")
                            .asText())
                    .isEqualTo("UNIT_UNKNOWN");
        }

        @Test
        void an_unknown_hand_off() {
            HttpResponse<byte[]> response = gateway.get("aurelia", "/api/v1/hand-offs/9506000100005hnosuchhandoff0000");
            assertThat(problem(404, response).path("code").asText()).isEqualTo("HAND_OFF_UNKNOWN");
        }
    }
}
