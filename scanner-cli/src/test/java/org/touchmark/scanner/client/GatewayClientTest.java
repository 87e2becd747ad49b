package org.touchmark.scanner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.scanner.client.Problem.InputError;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayClientTest {

    private static final Timeouts SHORT =
            new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofSeconds(2), Duration.ofMillis(500));
    private static final String PROBLEM = "application/problem+json";

    private final StandInGateway gateway = new StandInGateway();
    private final GatewayClient client = GatewayClient.anonymous(gateway.address(), SHORT);

    @AfterEach
    void close() {
        gateway.close();
    }

    @Nested
    class A_write_that_is_unsettled {
        private static final String ID = "operationOfTheCaller";

        private String[] states = {};
        private int answers;

        private JsonNode post(String... later) throws Exception {
            states = later;
            gateway.answering(exchange -> {
                boolean posted = exchange.getRequestMethod().equals("POST");
                String body = posted ? "'state':'unknown'" : states[Math.min(answers++, states.length - 1)];
                StandInGateway.send(
                        exchange,
                        posted ? 202 : 200,
                        "application/json",
                        ("{'id':'" + ID + "','transaction':'tx1'," + body + "}").replace('\'', '"'));
            });
            return client.post(
                    "/api/v1/hand-offs", ID, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());
        }

        @Test
        void is_asked_for_until_it_is_committed() throws Exception {
            assertThat(post("'state':'unknown'", "'state':'committed','result':{'state':'OFFERED'}")
                            .path("state")
                            .asText())
                    .isEqualTo("OFFERED");
            assertThat(gateway.asked())
                    .extracting(StandInGateway.Asked::target)
                    .containsExactly("/api/v1/hand-offs", "/api/v1/operations/" + ID, "/api/v1/operations/" + ID);
        }

        @Test
        void that_the_contract_refused_is_refused() {
            assertThatThrownBy(() ->
                            post("'state':'refused','problem':{'status':409,'code':'LAPSED','title':'It has lapsed'}"))
                    .isInstanceOfSatisfying(
                            GatewayRefusedException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("LAPSED"));
        }

        @Test
        void is_not_waited_for_for_ever_and_the_way_out_is_said() {
            assertThatThrownBy(() -> post("'state':'unknown'"))
                    .isInstanceOf(GatewayUnreachableException.class)
                    .hasMessageContaining("does not know yet whether transaction tx1 is on the ledger")
                    .hasMessageContaining("--operation");
        }
    }

    @Nested
    class A_label {

        @Test
        void is_asked_by_its_path_and_query() throws Exception {
            gateway.answering(200, "application/json; charset=utf-8", "{\"verdict\":\"genuine\"}");
            Reply reply = client.answer("/01/09506000134352/21/A%2FB?tm=x");
            assertThat(reply).isEqualTo(new Reply(200, "application/json", "{\"verdict\":\"genuine\"}"));
            assertThat(gateway.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.target()).isEqualTo("/01/09506000134352/21/A%2FB?tm=x");
                assertThat(asked.authorization()).isEqualTo("null");
            });
        }

        @Test
        void malformed_has_an_answer_too() throws Exception {
            gateway.answering(400, "application/json", "{\"verdict\":\"malformed-code\"}");
            assertThat(client.answer("/01/1/21/2").status()).isEqualTo(400);
        }

        @Test
        void is_not_answered_by_a_gateway_whose_ledger_is_down() {
            gateway.answering(503, PROBLEM, "{\"title\":\"Ledger unreachable\",\"detail\":\"no peer answers\"}");
            assertUnreachable("Ledger unreachable: no peer answers");
        }

        @Test
        void is_not_answered_by_something_else_on_that_port() {
            gateway.answering(404, "text/html", "<h1>Hello</h1>");
            assertUnreachable("answers with status 404 and text/html, as no Touchmark gateway does");
        }

        @Test
        void is_not_asked_elsewhere_when_the_gateway_redirects() {
            gateway.answering(exchange -> {
                exchange.getResponseHeaders().set("Location", gateway.url() + "/elsewhere");
                StandInGateway.send(exchange, 302, "text/plain", "");
            });
            assertUnreachable("status 302");
            assertThat(gateway.asked()).hasSize(1);
        }

        @Test
        void is_given_up_when_no_answer_comes() {
            gateway.sayingNothing();
            assertUnreachable("did not answer within");
        }

        @Test
        void is_given_up_when_the_answer_stops_half_way() {
            gateway.fallingSilentAfter("application/json", "{\"verdict\":");
            assertUnreachable("did not answer within");
        }

        @Test
        void is_given_up_when_the_answer_does_not_end() {
            gateway.answeringWithoutEnd("application/json", new byte[64 * 1024]);
            assertUnreachable("its answer is longer than 4,194,304 bytes");
        }

        @Test
        void is_not_answered_where_nobody_listens() throws IOException {
            int port;
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = taken.getLocalPort();
            }
            GatewayClient lost = GatewayClient.anonymous(GatewayAddress.parse("http://localhost:" + port), SHORT);
            assertThatThrownBy(() -> lost.answer("/01/1/21/2"))
                    .isInstanceOf(GatewayUnreachableException.class)
                    .hasMessage("gateway http://localhost:" + port + " cannot be used: nothing listens there");
        }

        private void assertUnreachable(String message) {
            assertThatThrownBy(() -> client.answer("/01/09506000134352/21/A"))
                    .isInstanceOf(GatewayUnreachableException.class)
                    .hasMessageStartingWith("gateway " + gateway.url())
                    .hasMessageContaining(message);
        }
    }

    @Nested
    class A_refusal {

        @Test
        void is_told_with_its_lines() {
            gateway.answering(422, PROBLEM, """
                    {"type":"urn:x","title":"Input refused","status":422,"detail":"nothing was registered",
                     "code":"SERIAL_INVALID","errorCount":250,"errors":[
                      {"line":7,"column":"serial","value":"A B","code":"SERIAL_INVALID","message":"a space"}]}""");
            assertThatThrownBy(() -> client.get("/api/v1/batches/1"))
                    .isInstanceOfSatisfying(
                            GatewayRefusedException.class,
                            e -> assertThat(e.problem())
                                    .isEqualTo(new Problem(
                                            422,
                                            "SERIAL_INVALID",
                                            "Input refused",
                                            "nothing was registered",
                                            List.of(new InputError(
                                                    "", 7, "serial", "A B", "", "SERIAL_INVALID", "a space")),
                                            250)));
        }
    }

    @Nested
    class A_stream {

        private final List<JsonNode> events = new ArrayList<>();

        private void stream() throws GatewayException {
            client.stream(
                    "/api/v1/batches", "o".repeat(16), "text/csv", BodyPublishers.ofString("serial"), events::add);
        }

        @Test
        void hands_on_each_line() throws GatewayException {
            gateway.answering(200, "application/x-ndjson", "{\"done\":1}\n\n{\"done\":2}\n{\"done\":3}");
            stream();
            assertThat(events).extracting(event -> event.path("done").asInt()).containsExactly(1, 2, 3);
            assertThat(gateway.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.body()).isEqualTo("serial");
                assertThat(asked.operation()).isEqualTo("o".repeat(16));
            });
        }

        @Test
        void that_falls_silent_is_given_up() {
            gateway.fallingSilentAfter("application/x-ndjson", "{\"done\":1}\n");
            assertThatThrownBy(this::stream)
                    .isInstanceOf(GatewayUnreachableException.class)
                    .hasMessageContaining("it said nothing for");
            assertThat(events).hasSize(1);
        }

        @Test
        void with_a_line_without_end_is_given_up() {
            gateway.answeringWithoutEnd(
                    "application/x-ndjson", "xxxxxxxx".repeat(1_000).getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(this::stream)
                    .isInstanceOf(GatewayUnreachableException.class)
                    .hasMessageContaining("a line of its answer is longer than 262,144 bytes");
        }

        @Test
        void of_something_else_than_json_is_given_up() {
            gateway.answering(200, "application/x-ndjson", "hello\n");
            assertThatThrownBy(this::stream).isInstanceOf(GatewayUnreachableException.class);
        }
    }

    @Nested
    class A_download {

        @TempDir
        private Path folder;

        @Test
        void saves_what_it_gets() throws IOException {
            gateway.answering(200, "application/zip", "zip");
            Path target = folder.resolve("labels.zip");
            assertThat(client.download("/labels.zip", target, bytes -> {})).isEqualTo(3);
            assertThat(target).hasContent("zip");
        }

        @Test
        void leaves_nothing_when_it_is_cut() throws IOException {
            gateway.fallingSilentAfter("application/zip", "half");
            assertThatThrownBy(() -> client.download("/labels.zip", folder.resolve("labels.zip"), bytes -> {}))
                    .isInstanceOf(GatewayUnreachableException.class);
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void leaves_nothing_when_it_is_refused() throws IOException {
            gateway.answering(404, PROBLEM, "{\"title\":\"No such batch\"}");
            assertThatThrownBy(() -> client.download("/labels.zip", folder.resolve("labels.zip"), bytes -> {}))
                    .isInstanceOf(GatewayRefusedException.class);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Nested
    class An_address {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "localhost:8080",
                    "ftp://host",
                    "http://",
                    "https://host/path",
                    "https://u@host",
                    "http://h?q",
                    " "
                })
        void that_is_none_is_refused(String text) {
            assertThatThrownBy(() -> GatewayAddress.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not an address; write http://HOST:PORT or https://HOST");
        }

        @Test
        void may_end_in_a_slash() {
            assertThat(GatewayAddress.parse("https://id.example.com/")).hasToString("https://id.example.com");
        }
    }

    @Nested
    class A_token {

        @TempDir
        private Path folder;

        private Token token(String text) throws IOException {
            return Token.read(Files.writeString(folder.resolve("token"), text));
        }

        @Test
        void is_sent_and_never_shown() throws IOException {
            gateway.answering(200, "application/json", "{}");
            Token token = token("s3cret-token\n");
            GatewayClient.ofParty(gateway.address(), SHORT, token).get("/api/v1/x");
            assertThat(gateway.asked().get(0).authorization()).isEqualTo("Bearer s3cret-token");
            assertThat(token.toString()).doesNotContain("s3cret");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "two words", "a\nb"})
        void that_is_none_is_refused(String text) {
            assertThatThrownBy(() -> token(text))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds no token");
        }

        @Test
        void does_not_travel_in_clear_text_to_another_machine() throws IOException {
            Token token = token("t");
            assertThatThrownBy(() -> GatewayClient.ofParty(GatewayAddress.parse("http://id.example.com"), SHORT, token))
                    .hasMessageContaining("a token must not travel in clear text; write https://");
            assertThatCode(() -> GatewayClient.ofParty(GatewayAddress.parse("https://id.example.com"), SHORT, token))
                    .doesNotThrowAnyException();
        }
    }
}
