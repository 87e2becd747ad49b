package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.router.ParsedEndpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.ledger.PeerStatus;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestGateway;

/** What surrounds the routes: problems for every refusal, tokens, headers, health, the API's description. */
@ExtendWith(RulesGateway.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoutingTest {
    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeEach
    void remember(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        ledger.failWhere(invocation -> false);
    }

    private static JsonNode problem(int status, HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return json(response);
    }

    @Nested
    class A_problem_answers {
        @Test
        void an_unknown_address() {
            assertThat(problem(404, gateway.get("", "/nowhere")).path("code").asText())
                    .isEqualTo("ROUTE_UNKNOWN");
        }

        @Test
        void a_method_that_is_not_allowed_and_says_which_are() {
            HttpResponse<byte[]> response =
                    gateway.send(gateway.request("", "/api/v1/batches").DELETE());

            assertThat(problem(405, response).path("code").asText()).isEqualTo("METHOD_NOT_ALLOWED");
            assertThat(response.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
        }

        @Test
        void a_request_for_html_of_an_unknown_address_too() {
            problem(404, gateway.send(gateway.request("", "/nowhere").header("Accept", "text/html")));
        }

        @Test
        void a_media_type_that_is_not_read() {
            HttpResponse<byte[]> response = gateway.send(gateway.request("aurelia", "/api/v1/batches")
                    .header("Content-Type", "application/xml")
                    .POST(BodyPublishers.ofString("<x/>")));

            assertThat(problem(415, response).path("detail").asText()).contains("text/csv");
        }

        @Test
        void a_body_that_is_too_long() {
            byte[] body = new byte[5 << 20];
            Arrays.fill(body, (byte) ' ');
            HttpResponse<byte[]> response = gateway.send(gateway.request("aurelia", "/api/v1/hand-offs")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));

            assertThat(problem(413, response).path("code").asText()).isEqualTo("BODY_TOO_LARGE");
        }

        @Test
        void an_answer_that_can_not_be_written_as_wanted() {
            problem(
                    406,
                    gateway.send(gateway.request("", "/01/" + GTIN + "/21/A").header("Accept", "image/png")));
        }

        @Test
        void a_request_that_is_no_http() throws IOException {
            String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("HTTP_400");
        }

        private String raw(String request) throws IOException {
            try (Socket socket = new Socket("localhost", gateway.server().port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request.getBytes(US_ASCII));
                socket.getOutputStream().flush();
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), UTF_8);
            }
        }
    }

    @Nested
    class A_token_is_needed {
        @Test
        void for_everything_below_the_api() {
            for (String path : List.of("/api/v1/batches/" + GTIN, "/api/v1/hand-offs/nosuchhandoff0000")) {
                HttpResponse<byte[]> response = gateway.get("", path);
                assertThat(problem(401, response).path("code").asText()).isEqualTo("TOKEN_MISSING_OR_UNKNOWN");
                assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"touchmark\"");
            }
        }

        @Test
        void and_an_unknown_one_is_refused() {
            problem(
                    401,
                    gateway.send(gateway.request("", "/api/v1/batches/" + GTIN)
                            .header("Authorization", "Bearer " + "x".repeat(43))));
        }

        @Test
        void and_another_scheme_is_refused() {
            problem(
                    401,
                    gateway.send(gateway.request("", "/api/v1/batches/" + GTIN).header("Authorization", "Basic eDp5")));
        }
    }

    @Nested
    class Health {
        @Test
        void the_process_lives() {
            assertThat(gateway.getJson("", "/healthz").path("status").asText()).isEqualTo("alive");
        }

        @Test
        void a_majority_of_organisations_makes_it_ready_and_less_does_not() {
            assertThat(ready(
                                    new PeerStatus("a", "AMSP", true, 7, ""),
                                    new PeerStatus("b", "BMSP", true, 7, ""),
                                    new PeerStatus("c", "CMSP", false, 0, "UNAVAILABLE"))
                            .statusCode())
                    .isEqualTo(200);

            HttpResponse<byte[]> down = ready(
                    new PeerStatus("a", "AMSP", true, 7, ""),
                    new PeerStatus("b", "BMSP", false, 0, "UNAVAILABLE"),
                    new PeerStatus("c", "CMSP", false, 0, "UNAVAILABLE"));

            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(json(down).path("status").asText()).isEqualTo("not-ready");
            assertThat(json(down).path("operators").asInt()).isEqualTo(1);
            assertThat(json(down).path("peers").path(1).path("status").asText()).isEqualTo("down");
        }

        // A report is kept for a second, so this asks until the new one shows.
        private HttpResponse<byte[]> ready(PeerStatus... peers) {
            ledger.setPeers(peers);
            long end = System.nanoTime() + 5_000_000_000L;
            HttpResponse<byte[]> response = gateway.get("", "/readyz");
            while (!shows(response, peers) && System.nanoTime() < end) {
                response = gateway.get("", "/readyz");
            }
            return response;
        }

        private boolean shows(HttpResponse<byte[]> response, PeerStatus... peers) {
            JsonNode list = json(response).path("peers");
            for (int i = 0; i < peers.length; i++) {
                if (!list.path(i).path("status").asText().equals(peers[i].up() ? "up" : "down")) {
                    return false;
                }
            }
            return list.size() == peers.length;
        }
    }

    @Nested
    class A_ledger_that_does_not_answer {
        @Test
        void is_a_503_for_programs() {
            ledger.failWhere(invocation -> true);

            HttpResponse<byte[]> response =
                    gateway.send(gateway.request("", "/01/" + GTIN + "/21/A").header("Accept", "application/json"));

            assertThat(problem(503, response).path("code").asText()).isEqualTo("LEDGER_UNAVAILABLE");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }

        @Test
        void is_a_page_for_people() {
            ledger.failWhere(invocation -> true);

            HttpResponse<byte[]> response =
                    gateway.send(gateway.request("", "/01/" + GTIN + "/21/A").header("Accept", "text/html"));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(new String(response.body(), UTF_8)).contains("Can&#39;t be checked now");
        }
    }

    @Nested
    class Every_answer {
        @Test
        void says_what_a_browser_may_do_with_it() {
            for (String path : List.of("/", "/nowhere", "/01/" + GTIN + "/21/A", "/healthz")) {
                HttpResponse<byte[]> response = gateway.get("", path);
                assertThat(response.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse(""))
                        .contains("default-src 'none'")
                        .doesNotContain("unsafe");
                assertThat(response.headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
                assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
                assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            }
        }
    }

    @Nested
    class The_description {
        @Test
        void names_every_route_and_no_other() {
            String yaml = new String(gateway.get("", "/openapi.yaml").body(), UTF_8);
            TreeSet<String> described = new TreeSet<>();
            String path = "";
            for (String line : yaml.lines().toList()) {
                if (line.matches("  /.*:")) {
                    path = line.strip().replaceAll(":$", "");
                } else if (line.matches("    (get|post|put|delete):")) {
                    described.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
                }
            }

            TreeSet<String> routed = new TreeSet<>();
            for (ParsedEndpoint endpoint : gateway.server().endpoints()) {
                if (endpoint.endpoint.method.isHttpMethod()) {
                    routed.add(endpoint.endpoint.method.name() + " "
                            + endpoint.endpoint
                                    .path
                                    .replace("/01/*", "/01/{code}")
                                    .replaceFirst("^/[0-9]+/\\*$", "/{key}/{code}"));
                }
            }

            assertThat(routed).hasSizeGreaterThan(10).isEqualTo(described);
        }
    }
}
