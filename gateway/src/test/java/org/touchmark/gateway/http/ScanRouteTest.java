package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.TestGateway;

/** Whatever a scanner brings, at every way in. */
@ExtendWith(RulesGateway.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScanRouteTest {
    private static final String SSCC = "106141411234567897";

    private TestGateway gateway;

    @BeforeEach
    void remember(TestGateway running) {
        gateway = running;
    }

    private HttpResponse<byte[]> scan(String code) {
        return gateway.send(gateway.request("", "/scan?code=" + URLEncoder.encode(code, UTF_8))
                .header("Accept", "application/json"));
    }

    private String page(String path) {
        return text(gateway.send(gateway.request("", path).header("Accept", "text/html")));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    private List<String> linksOf(String lot, String profile, int count) {
        gateway.post(
                "aurelia",
                "/api/v1/batches",
                "{'gtin':'" + GTIN + "','lot':'" + lot + "','profile':'" + profile + "','expiry':'2031-12-31','make':"
                        + count + "}");
        return text(gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/" + lot + "/serials.csv"))
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst("^.*?(?=(?i:https?:))", "").replace("\"", ""))
                .toList();
    }

    @Nested
    class The_place_for_scans {
        @Test
        void answers_a_label_as_its_own_path_does_and_says_what_was_put_right() {
            String link = linksOf("SCAN1", "signed", 1).get(0);
            JsonNode plain = json(scan(link));
            JsonNode repaired = json(scan("]Q1" + link.replace("&", "&amp;") + "\r\n"));

            assertThat(plain.path("verdict").asText()).isEqualTo("genuine");
            assertThat(plain.has("repairs")).isFalse();
            assertThat(repaired.path("verdict").asText()).isEqualTo("genuine");
            assertThat(repaired.path("repairs").findValuesAsText("code"))
                    .containsExactly("symbology-prefix", "ampersand");
            assertThat(json(scan(link + link)).path("repairs").findValuesAsText("code"))
                    .containsExactly("doubled");
        }

        @Test
        void answers_element_strings_of_a_compact_labels_unit_as_the_label() {
            String link = linksOf("SCAN2", "compact", 1).get(0);
            String serial = link.substring(link.lastIndexOf('/') + 1);

            JsonNode answer = json(scan("]d201" + GTIN + "21" + serial + "\u001d10SCAN2"));

            assertThat(answer.path("verdict").asText()).isEqualTo("genuine");
        }

        @Test
        void calls_element_strings_of_a_signed_labels_unit_no_label_and_no_forgery() {
            String link = linksOf("SCAN3", "signed", 1).get(0);
            String serial = link.replaceAll(".*/21/|\\?.*", "");

            JsonNode answer = json(scan("(01)" + GTIN + "(10)SCAN3(21)" + serial));

            assertThat(answer.path("verdict").asText()).isEqualTo("not-a-unit");
            assertThat(answer.path("reasons").path(0).path("code").asText()).isEqualTo("item-code");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "9506000134352 | product-code | A product's code without a serial",
                    "]E09506000134352 | product-code | A product's code without a serial",
                    "(00)106141411234567897 | container-code | A pallet's or case's code (SSCC)",
                    "https://any.example/00/106141411234567897 | container-code | A pallet's or case's code (SSCC)",
                    "(414)9506000000008 | location-code | A location's or company's code (GLN)",
                    "(8004)9506000ASSET | asset-code | An asset's code (GIAI)",
                    "(8003)09506000134352 | returnable-asset-code | A returnable asset's code (GRAI)"
                })
        void calls_another_thing_what_it_is(String code, String reason, String headline) {
            HttpResponse<byte[]> response = scan(code);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).path("verdict").asText()).isEqualTo("not-a-unit");
            assertThat(json(response).path("headline").asText()).isEqualTo(headline);
            assertThat(json(response).path("reasons").path(0).path("code").asText())
                    .isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({"HELLO", "https://shop.example/", "(01)09506000134353", "https://any.example/01/x"})
        void calls_anything_else_no_valid_code(String code) {
            HttpResponse<byte[]> response = scan(code);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).path("verdict").asText()).isEqualTo("malformed-code");
        }

        @Test
        void wants_a_code() {
            assertThat(json(gateway.get("", "/scan")).path("detail").asText()).contains("no \"code\"");
        }

        @Test
        void is_a_page_for_people_and_the_start_page_has_a_field_for_it() {
            String answer = page("/scan?code=" + URLEncoder.encode("]C100" + SSCC, UTF_8));

            assertThat(answer)
                    .contains("<h1>A pallet&#39;s or case&#39;s code (SSCC)</h1>")
                    .contains("SSCC " + SSCC)
                    .contains("the scanner&#39;s symbology prefix is left out");
            assertThat(page("/"))
                    .contains("<form action=\"/scan\" method=\"get\">")
                    .contains("name=\"code\"");
            assertThat(gateway.get("", "/")
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .contains("form-action 'self'");
        }
    }

    @Nested
    class A_labels_path {
        @Test
        void has_all_of_gs1s_keys() {
            assertThat(AnswerRoutes.OTHER_KEYS)
                    .containsExactly(
                            "00", "253", "255", "401", "402", "414", "415", "417", "8003", "8004", "8006", "8010",
                            "8013", "8017", "8018");
        }

        @Test
        void of_another_key_says_what_it_names() {
            assertThat(page("/00/" + SSCC)).contains("A pallet&#39;s or case&#39;s code (SSCC)");
            assertThat(page("/414/9506000000008/254/DOCK")).contains("A location&#39;s or company&#39;s code (GLN)");
            assertThat(page("/01/" + GTIN)).contains("A product&#39;s code without a serial");
            assertThat(page("/01/" + GTIN + "/10/L1")).contains("A batch&#39;s code without a serial");
        }
    }

    @Nested
    class Goods {
        @Test
        void scanned_twice_count_once_and_it_is_said() {
            List<String> links = linksOf("SCAN4", "signed", 2);
            String list = String.join("','", links.get(0), links.get(1), "]Q1" + links.get(0), links.get(1));

            HttpResponse<byte[]> offered = gateway.post(
                    "aurelia",
                    "/api/v1/hand-offs",
                    "{'to':'" + gateway.member("meridian").gln() + "','links':['" + list + "']}");

            assertThat(offered.statusCode()).as(text(offered)).isEqualTo(201);
            assertThat(json(offered).path("goods").path("count").asInt()).isEqualTo(2);
            assertThat(offered.headers().firstValue("Touchmark-Doubles"))
                    .hasValue("link 3 names what link 1 names, link 4 names what link 2 names: counted once");
        }

        @Test
        void scanned_in_two_groups_count_once_and_it_is_said() {
            List<String> links = linksOf("SCAN7", "signed", 2);
            String groups =
                    "[{'links':['" + links.get(0) + "']},{'links':['" + links.get(1) + "',']Q1" + links.get(0) + "']}]";

            HttpResponse<byte[]> offered = gateway.post(
                    "aurelia",
                    "/api/v1/hand-offs",
                    "{'to':'" + gateway.member("meridian").gln() + "','goods':" + groups + "}");

            assertThat(offered.statusCode()).as(text(offered)).isEqualTo(201);
            assertThat(json(offered).path("goods").path("count").asInt()).isEqualTo(2);
            assertThat(offered.headers().firstValue("Touchmark-Doubles"))
                    .hasValue("group 2, links 2 (as group 1, links 1) names what an earlier one names: counted once");
        }

        @Test
        void that_are_no_units_are_called_what_they_are_each_at_its_place() {
            String link = linksOf("SCAN5", "signed", 1).get(0);

            JsonNode problem = json(gateway.post(
                    "aurelia",
                    "/api/v1/hand-offs",
                    "{'to':'" + gateway.member("meridian").gln() + "','links':['" + link + "','(00)" + SSCC
                            + "','9506000134352']}"));

            assertThat(problem.path("errors")).hasSize(2);
            assertThat(problem.path("errors").path(0).path("line").asInt()).isEqualTo(2);
            assertThat(problem.path("errors").path(0).path("message").asText())
                    .contains("A pallet's or case's code (SSCC): SSCC " + SSCC);
            assertThat(problem.path("errors").path(1).path("message").asText())
                    .contains("A product's code without a serial");
        }

        @Test
        void are_reported_by_whatever_the_scanner_sends() {
            String link = linksOf("SCAN6", "signed", 1).get(0);

            HttpResponse<byte[]> reported = gateway.post(
                    "aurelia",
                    "/api/v1/reports",
                    "{'status':'stolen','subject':{'link':'\\u001d]d2" + link.replace("&", "&amp;") + "'}}");

            assertThat(reported.statusCode()).as(text(reported)).isEqualTo(201);
        }

        @Test
        void of_a_container_are_named_by_its_code_as_scanned() {
            for (String code : List.of("]C100" + SSCC, "%2800%29" + SSCC, SSCC)) {
                JsonNode problem = json(gateway.get("aurelia", "/api/v1/containers/" + code.replace("]", "%5D")));
                assertThat(problem.path("code").asText()).as(code).isEqualTo("CONTAINER_UNKNOWN");
            }
        }
    }
}
