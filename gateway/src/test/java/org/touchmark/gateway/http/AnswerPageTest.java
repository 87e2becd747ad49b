package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.TestGateway;

/** The page at a label's path: hostile input stays text, and people get a page whatever they scanned. */
@ExtendWith(RulesGateway.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswerPageTest {
    private TestGateway gateway;

    @BeforeEach
    void remember(TestGateway running) {
        gateway = running;
    }

    private HttpResponse<byte[]> page(String path) {
        return gateway.send(gateway.request("", path).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    @Test
    void markup_in_a_serial_is_shown_and_not_run() {
        HttpResponse<byte[]> response = page("/01/" + GTIN + "/21/%3Cimg%2Fsrc%3D%22x%22%3E");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).contains("&lt;img/src=&quot;x&quot;&gt;").doesNotContain("<img/src");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\"><svg onload=alert(1)>", "'-alert(1)-'", "\u202Egnp.exe"})
    void hostile_codes_are_malformed_and_harmless(String hostile) {
        String encoded = URLEncoder.encode(hostile, UTF_8).replace("+", "%20");
        for (String path : new String[] {
            "/01/" + encoded + "/21/A", "/01/" + GTIN + "/21/A?" + encoded + "=1", "/01/" + GTIN + "/21/A?tm=" + encoded
        }) {
            String body = text(page(path));
            assertThat(body)
                    .contains("<main id=\"main\">")
                    .doesNotContain("<script")
                    .doesNotContain("<svg onload")
                    .doesNotContain("\u202E");
        }
    }

    @Test
    void a_path_with_a_zero_byte_is_refused_by_the_server() {
        assertThat(page("/01/" + GTIN + "/21/%00").statusCode()).isEqualTo(400);
    }

    @Test
    void a_connection_that_ends_after_an_unreadable_request_says_so() throws IOException {
        assertThat(untilTheConnectionEnds("GET /01/" + GTIN + "/21/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains("400")
                .containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    void the_host_that_a_request_claims_is_not_used() throws IOException {
        assertThat(untilTheConnectionEnds("GET /01/" + GTIN + "/21/%20 HTTP/1.1\r\nHost: evil.example\r\n"
                        + "Accept: text/html\r\nConnection: close\r\n\r\n"))
                .contains("400")
                .doesNotContain("evil");
    }

    private String untilTheConnectionEnds(String request) throws IOException {
        try (Socket socket = new Socket("localhost", gateway.server().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void a_bad_check_digit_is_a_page_with_the_reason() {
        HttpResponse<byte[]> response = page("/01/09506000134353/10/L/21/A");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains("Not a valid code").contains("check digit is 3, should be 2");
    }

    @Test
    void any_other_path_below_01_is_a_malformed_code() {
        assertThat(page("/01/x/y/z").statusCode()).isEqualTo(400);
        assertThat(page("/01/" + GTIN + "/21/").statusCode()).isEqualTo(400);
    }

    @Test
    void the_page_says_that_it_can_not_vouch_for_itself_and_that_there_is_one_operator() {
        assertThat(text(page("/01/" + GTIN + "/21/NOBODY")))
                .contains("can&#39;t vouch for itself")
                .contains("one operator")
                .contains("touchmark scan")
                .contains("<html lang=\"en\">");
    }

    @Test
    void a_recall_is_shown_with_who_said_so_and_when() {
        gateway.post("aurelia", "/api/v1/batches", "{'gtin':'" + GTIN + "','lot':'PAGE','profile':'compact','make':1}");
        gateway.post(
                "aurelia", "/api/v1/reports", "{'status':'recalled','subject':{'gtin':'" + GTIN + "','lot':'PAGE'}}");
        String csv = text(gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/PAGE/serials.csv"));

        String page = text(page(csv.substring(csv.indexOf("/01/")).strip()));

        assertThat(page)
                .contains("<h1>Genuine, but recalled</h1>")
                .contains("Made by Aurelia Watches, as this gateway says.")
                .contains("What happened to it")
                .contains("By Aurelia Watches, GLN 9506000100005")
                .containsPattern("[0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}, [0-9:]{5} UTC, of the whole batch");
    }

    @Test
    void reports_and_hand_offs_are_told_in_the_ledgers_order() {
        gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=ORDER&profile=compact", "serial\nORDER-1\n");
        String unit = "{'gtin':'" + GTIN + "','lot':'ORDER','serial':'ORDER-1'}";
        gateway.post("aurelia", "/api/v1/reports", "{'status':'stolen','subject':" + unit + "}");
        gateway.post("aurelia", "/api/v1/reports", "{'status':'found','subject':" + unit + "}");
        JsonNode offered = json(gateway.post(
                "aurelia",
                "/api/v1/hand-offs",
                "{'to':'9506000300009','gtin':'" + GTIN + "','lot':'ORDER','serials':'all'}"));
        gateway.post("corner", "/api/v1/hand-offs/" + offered.path("id").asText() + "/accept", "");
        String link = "https://id.example.com/01/" + GTIN + "/21/ORDER-1";
        gateway.post("corner", "/api/v1/reports", "{'status':'sold','subject':{'link':'" + link + "'}}");

        String page = text(page("/01/" + GTIN + "/21/ORDER-1"));

        assertThat(page)
                .containsSubsequence(
                        "<h1>Genuine, but sold</h1>",
                        "Sold; last with Corner Watch Shop.",
                        "<strong>Stolen</strong>",
                        "<strong>Found again</strong>",
                        "Aurelia Watches to Corner Watch Shop",
                        "<strong>Sold</strong>",
                        "By Corner Watch Shop, GLN 9506000300009",
                        "their names are this gateway&#39;s word");
    }

    /** Registers a serial in two lots, the second as another gateway of the brand's would, which knows no first one. */
    private void registerTwice(String serial, String lot, String otherLot) throws IOException {
        String query = "gtin=" + GTIN + "&profile=compact&lot=";
        gateway.postCsv("aurelia", query + lot, "serial\n" + serial + "\n");
        Path list = gateway.folder().resolve("batches").resolve(GTIN).resolve(lot);
        Files.move(list, gateway.folder().resolve("moved-" + lot));
        gateway.postCsv("aurelia", query + otherLot, "serial\n" + serial + "\n");
    }

    @Test
    void a_serial_that_is_in_two_batches_is_flagged_on_the_page() throws IOException {
        registerTwice("TWICE-0001", "TWICE-A", "TWICE-B");

        String page = text(page("/01/" + GTIN + "/21/TWICE-0001"));

        assertThat(page).contains("Genuine, but read on").contains("lot TWICE-B: of all units that bear it");
    }

    @Test
    void a_serial_that_is_in_two_batches_is_flagged_for_programs() throws IOException {
        registerTwice("TWICE-0002", "TWICE-C", "TWICE-D");

        JsonNode answer = gateway.getJson("", "/01/" + GTIN + "/21/TWICE-0002");

        assertThat(answer.path("verdict").asText()).isEqualTo("genuine-but");
        assertThat(answer.path("reasons").findValuesAsText("code")).contains("registered-twice");
        assertThat(answer.at("/batch/lot").asText()).isEqualTo("TWICE-C");
        assertThat(answer.path("alsoIn")).extracting(JsonNode::asText).containsExactly("TWICE-D");
    }

    @Test
    void the_start_page_names_the_parties() {
        assertThat(text(page("/"))).contains("Aurelia Watches").contains("/openapi.yaml");
    }
}
