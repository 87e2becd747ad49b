package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestGateway;

/** Every address of the API's description, asked with HEAD and with OPTIONS. */
@ExtendWith(RulesGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeadAndOptionsTest {
    private static final String LOT = "HEADS";
    private static final Map<String, String> VALUES = Map.of(
            "{gtin}", GTIN,
            "{lot}", LOT,
            "{serial}", "S1",
            "{id}", "nosuchhandoff0000",
            "{sscc}", "106141411234567897",
            "{keyId}", "01234567",
            "{gln}", "9506000100005",
            "{prefix}", "950600013",
            "{code}", "no/code");

    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeAll
    void register(TestGateway running) {
        assertThat(running.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + LOT, "serial\nS1\nS2\n")
                        .statusCode())
                .isEqualTo(200);
    }

    @BeforeEach
    void remember(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        ledger.failWhere(invocation -> false);
    }

    /** The addresses with values for what is variable, and the methods that the description gives each. */
    private Map<String, Set<String>> described() {
        Map<String, Set<String>> addresses = new TreeMap<>();
        String address = "";
        for (String line : new String(gateway.get("", "/openapi.yaml").body(), UTF_8)
                .lines()
                .toList()) {
            if (line.matches("  /.*:")) {
                address = address(line.strip().replaceAll(":$", ""));
            } else if (line.matches("    (get|post|put|delete):")) {
                addresses
                        .computeIfAbsent(address, path -> new TreeSet<>())
                        .add(line.strip().replace(":", "").toUpperCase(Locale.ROOT));
            }
        }
        assertThat(addresses).hasSizeGreaterThan(20);
        return addresses;
    }

    private static String address(String path) {
        String filled = path.replace("/assets/{file}", "/assets/touchmark.css")
                .replace("{file}", "S1.png")
                .replace("/{key}/{code}", "/00/106141411234567897");
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        assertThat(filled).doesNotContain("{");
        return filled;
    }

    private HttpResponse<byte[]> ask(String method, String slug, String path, String accept) {
        HttpRequest.Builder request = gateway.request(slug, path);
        return gateway.send((accept.isEmpty() ? request : request.header("Accept", accept))
                .method(method, BodyPublishers.noBody()));
    }

    /** Without what tells the moment or the incident. */
    private static Map<String, List<String>> headers(HttpResponse<byte[]> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("date"));
        return headers;
    }

    private List<Integer> assertHeadIsGet(String slug, String accept) {
        List<Integer> statuses = new ArrayList<>();
        described().forEach((path, methods) -> {
            HttpResponse<byte[]> get = ask("GET", slug, path, accept);
            HttpResponse<byte[]> head = ask("HEAD", slug, path, accept);
            assertThat(head.statusCode()).as("HEAD " + path).isEqualTo(get.statusCode());
            assertThat(headers(head)).as("HEAD " + path).isEqualTo(headers(get));
            assertThat(head.body()).as("HEAD " + path).isEmpty();
            // What is longer than the server's buffer, and what is made as it is sent, has no length with GET either.
            get.headers()
                    .firstValueAsLong("Content-Length")
                    .ifPresent(length -> assertThat(length).as("GET " + path).isEqualTo(get.body().length));
            statuses.add(get.statusCode());
        });
        return statuses;
    }

    @Test
    void head_answers_as_get_does_with_a_token() {
        assertThat(assertHeadIsGet("aurelia", "")).contains(200, 404, 405, 400);
    }

    @Test
    void head_answers_as_get_does_without_a_token() {
        assertThat(assertHeadIsGet("", "")).contains(200, 401, 405, 400);
    }

    @Test
    void head_answers_as_get_does_for_a_page() {
        assertThat(assertHeadIsGet("", "text/html")).contains(200, 401);
    }

    @Test
    void head_answers_as_get_does_while_the_ledger_is_down() {
        ledger.failWhere(invocation -> true);
        assertThat(assertHeadIsGet("aurelia", "")).contains(200, 503);
    }

    @Test
    void head_of_an_address_that_is_none_is_not_found() {
        assertThat(ask("HEAD", "", "/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void options_names_the_methods_of_each_address() {
        described().forEach((path, methods) -> {
            TreeSet<String> expected = new TreeSet<>(methods);
            expected.add("OPTIONS");
            if (methods.contains("GET")) {
                expected.add("HEAD");
            }
            HttpResponse<byte[]> response = ask("OPTIONS", "", path, "");
            assertThat(response.statusCode()).as("OPTIONS " + path).isEqualTo(204);
            assertThat(allow(response)).as("OPTIONS " + path).hasValue(expected);
            assertThat(response.body()).isEmpty();
        });
    }

    @Test
    void a_method_that_an_address_lacks_is_refused_with_those_that_it_has() {
        described().forEach((path, methods) -> {
            HttpResponse<byte[]> response = ask("PUT", "", path, "");
            assertThat(response.statusCode()).as("PUT " + path).isEqualTo(405);
            assertThat(allow(response).orElseThrow()).as("PUT " + path).containsAll(methods);
        });
    }

    @Test
    void options_of_an_address_that_is_none_is_not_found() {
        assertThat(ask("OPTIONS", "", "/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void options_of_the_whole_server_names_all_methods() throws Exception {
        Raw answer = Raw.send(gateway.server().port(), "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS, POST");
    }

    private static Optional<Set<String>> allow(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Allow").map(value -> new TreeSet<>(Arrays.asList(value.split(", "))));
    }
}
