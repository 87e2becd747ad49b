package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestGateway;

/**
 * Requests that no HTTP client would send, or that two programs would read in two ways: each is answered with a problem of the
 * four hundreds, and none reaches the ledger. A table of requests and what they are answered.
 */
@ExtendWith(RulesGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RawRequestsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String OFFERS = "/api/v1/hand-offs";
    private static final String END = "\r\n";

    private TestGateway gateway;
    private RulesLedger ledger;
    private long heightBefore;

    @BeforeEach
    void remember(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        heightBefore = rules.height();
    }

    private Raw send(String request) throws IOException {
        return Raw.send(gateway.server().port(), request.replace("TOKEN", gateway.token("aurelia")));
    }

    private static Arguments row(String what, int status, String code, String request) {
        return Arguments.of(what, status, code, request);
    }

    /** The head of a post to an address; more fields and the empty line are to follow. */
    private static String post(String path, String... fields) {
        return "POST " + path + " HTTP/1.1" + END + "Host: localhost" + END + "Authorization: Bearer TOKEN" + END
                + String.join("", Stream.of(fields).map(field -> field + END).toList());
    }

    private static String json(String path, String body) {
        return post(path, "Content-Type: application/json", "Content-Length: " + body.length()) + END + body;
    }

    private static String get(String target, String... fields) {
        return "GET " + target + " HTTP/1.1" + END + "Host: localhost" + END
                + String.join("", Stream.of(fields).map(field -> field + END).toList()) + END;
    }

    private static String chunked(String body) {
        return post(OFFERS, "Content-Type: application/json", "Transfer-Encoding: chunked") + END + body;
    }

    static Stream<Arguments> bodies_that_do_not_arrive() {
        return Stream.of(
                row("a chunk size that is no number", 400, "BODY_MALFORMED", chunked("zz\r\n{}\r\n0\r\n\r\n")),
                row("a chunk size that is negative", 400, "BODY_MALFORMED", chunked("-2\r\n{}\r\n0\r\n\r\n")),
                row("a chunk size beyond all", 400, "BODY_MALFORMED", chunked("fffffffffffffffff\r\n{}\r\n0\r\n\r\n")),
                row("a chunk longer than its size", 400, "BODY_MALFORMED", chunked("1\r\n{}\r\n0\r\n\r\n")),
                row("a chunk that ends with LF alone", 400, "BODY_MALFORMED", chunked("2\n{}\n0\n\n")),
                row("chunks that are cut", 400, "BODY_MALFORMED", chunked("20\r\n{\"to\":")),
                row("chunks without a last one", 400, "BODY_MALFORMED", chunked("2\r\n{}\r\n")),
                row(
                        "a body shorter than its length",
                        400,
                        "BODY_MALFORMED",
                        post(OFFERS, "Content-Type: application/json", "Content-Length: 100") + END + "{\"to\":"),
                row(
                        "a list of serials that is cut",
                        400,
                        "BODY_MALFORMED",
                        post(
                                        "/api/v1/batches?gtin=" + GTIN + "&lot=CUT",
                                        "Content-Type: text/csv",
                                        "Content-Length: 100")
                                + END + "serial\nA\n"),
                row(
                        "a batch in JSON that is cut",
                        400,
                        "BODY_MALFORMED",
                        post("/api/v1/batches", "Content-Type: application/json", "Content-Length: 100") + END
                                + "{\"gtin\":\"0\","));
    }

    static Stream<Arguments> heads_that_can_be_read_in_two_ways() {
        String both = "Content-Length: 4" + END + "Transfer-Encoding: chunked" + END + END + "0" + END + END;
        return Stream.of(
                row(
                        "a charset that can't be one",
                        415,
                        "MEDIA_TYPE_UNSUPPORTED",
                        post(OFFERS, "Content-Type: application/json;charset=xx\"y", "Content-Length: 2") + END + "{}"),
                row(
                        "a quoted charset that can't be one",
                        415,
                        "MEDIA_TYPE_UNSUPPORTED",
                        post(OFFERS, "Content-Type: application/json; charset=\"x y\"", "Content-Length: 2") + END
                                + "{}"),
                row(
                        "a charset that is not known",
                        415,
                        "MEDIA_TYPE_UNSUPPORTED",
                        post(OFFERS, "Content-Type: application/json; charset=utf-9", "Content-Length: 2") + END
                                + "{}"),
                row(
                        "a charset that can't be one, of a list of serials",
                        415,
                        "MEDIA_TYPE_UNSUPPORTED",
                        post("/api/v1/batches", "Content-Type: text/csv; Charset=,", "Content-Length: 2") + END + "A"),
                row(
                        "a media type that is none",
                        415,
                        "MEDIA_TYPE_UNSUPPORTED",
                        post(OFFERS, "Content-Type: application/", "Content-Length: 2") + END + "{}"),
                row(
                        "chunks of what gzip packed",
                        501,
                        "TRANSFER_CODING_UNSUPPORTED",
                        post(OFFERS, "Content-Type: application/json", "Transfer-Encoding: gzip, chunked") + END
                                + "2\r\n{}\r\n0\r\n\r\n"),
                row(
                        "chunks of what gzip packed, in two fields",
                        501,
                        "TRANSFER_CODING_UNSUPPORTED",
                        post(
                                        OFFERS,
                                        "Content-Type: application/json",
                                        "Transfer-Encoding: gzip",
                                        "Transfer-Encoding: chunked")
                                + END + "2\r\n{}\r\n0\r\n\r\n"),
                row("lines that end with LF", 400, "HTTP_400", "GET /healthz HTTP/1.1\nHost: localhost\n\n"),
                row(
                        "one line that ends with LF",
                        400,
                        "HTTP_400",
                        "GET /healthz HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n"),
                row(
                        "two tokens",
                        400,
                        "ARGUMENT_INVALID",
                        get("/api/v1/label-keys", "Authorization: Bearer TOKEN", "Authorization: Bearer TOKEN")),
                row(
                        "two media types",
                        400,
                        "ARGUMENT_INVALID",
                        post(OFFERS, "Content-Type: application/json", "Content-Type: text/csv", "Content-Length: 2")
                                + END + "{}"),
                row(
                        "two idempotency keys",
                        400,
                        "ARGUMENT_INVALID",
                        post(
                                        OFFERS,
                                        "Content-Type: application/json",
                                        "Idempotency-Key: a",
                                        "Idempotency-Key: b",
                                        "Content-Length: 2")
                                + END + "{}"),
                row("a length and chunks", 400, "HTTP_400", post(OFFERS, "Content-Type: application/json") + both),
                row(
                        "two lengths",
                        400,
                        "HTTP_400",
                        post(OFFERS, "Content-Length: 2", "Content-Length: 3") + END + "{} "),
                row(
                        "the same length twice",
                        400,
                        "HTTP_400",
                        post(OFFERS, "Content-Length: 2", "Content-Length: 2") + END + "{}"),
                row("a list of lengths", 400, "HTTP_400", post(OFFERS, "Content-Length: 2, 2") + END + "{}"),
                row("a length with a sign", 400, "HTTP_400", post(OFFERS, "Content-Length: +2") + END + "{}"),
                row("a length in hex", 400, "HTTP_400", post(OFFERS, "Content-Length: 0x2") + END + "{}"),
                row("a length that is negative", 400, "HTTP_400", post(OFFERS, "Content-Length: -2") + END + "{}"),
                row(
                        "a length beyond all",
                        400,
                        "HTTP_400",
                        post(OFFERS, "Content-Length: 99999999999999999999") + END + "{}"),
                row(
                        "a coding that is not known",
                        400,
                        "HTTP_400",
                        post(OFFERS, "Transfer-Encoding: xchunked") + END + "{}"),
                row(
                        "chunks that are not the last coding",
                        400,
                        "HTTP_400",
                        post(OFFERS, "Transfer-Encoding: chunked, gzip") + END + "{}"),
                row("a folded field", 400, "HTTP_400", get("/healthz", "X-Long: a", " b")),
                row("a space before the colon", 400, "HTTP_400", get("/healthz", "X-Odd : a")),
                row("a field without a colon", 400, "HTTP_400", get("/healthz", "X-Odd")),
                row("a NUL in a field", 400, "HTTP_400", get("/healthz", "X-Odd: a\u0000b")),
                row("two hosts", 400, "HTTP_400", get("/healthz", "Host: other")),
                row("no host", 400, "HTTP_400", "GET /healthz HTTP/1.1\r\n\r\n"),
                row("a host that is none", 400, "HTTP_400", "GET /healthz HTTP/1.1\r\nHost: a b/c\r\n\r\n"),
                row(
                        "an expectation that is not known",
                        417,
                        "HTTP_417",
                        post(OFFERS, "Expect: miracles", "Content-Length: 0") + END),
                row("a header that is too long", 431, "HTTP_431", get("/healthz", "X-Long: " + "x".repeat(9_000))),
                row(
                        "too many fields",
                        431,
                        "HTTP_431",
                        get(
                                "/healthz",
                                Stream.generate(() -> "X-Many: yes")
                                        .limit(1_000)
                                        .toArray(String[]::new))));
    }

    static Stream<Arguments> addresses_that_are_none() {
        return Stream.of(
                row("another host's address", 400, "HTTP_400", get("http://other.example/healthz")),
                row("an address with a user", 400, "HTTP_400", get("http://user@localhost/healthz")),
                row("a fragment", 400, "HTTP_400", get("/healthz#part")),
                row("a NUL in the path", 400, "HTTP_400", get("/api/v1/batches/%00")),
                row("a control character in the path", 400, "HTTP_400", get("/api/v1/batches/%0a")),
                row("a backslash", 400, "HTTP_400", get("/api/v1\\batches")),
                row("an encoded backslash", 400, "HTTP_400", get("/api/v1/batches/%5c..%5c")),
                row("a path that leads above the root", 400, "HTTP_400", get("/../healthz")),
                row("dots that are encoded", 400, "HTTP_400", get("/assets/%2e%2e/healthz")),
                row("dots between segments", 404, "ROUTE_UNKNOWN", get("/assets/../healthz")),
                row("an encoded slash where no lot is", 404, "ROUTE_UNKNOWN", get("/assets%2Fmark.svg")),
                row("bytes that are not UTF-8", 400, "HTTP_400", get("/api/v1/batches/%ff%fe")),
                row("a character that is cut", 400, "HTTP_400", get("/api/v1/batches/%c3")),
                row("an overlong slash", 400, "HTTP_400", get("/api/v1/batches/%c0%af")),
                row("a percent sign alone", 400, "HTTP_400", get("/api/v1/batches/%")),
                row("hex digits that are none", 400, "HTTP_400", get("/api/v1/batches/%zz")),
                row("a code unit of UTF-16", 400, "HTTP_400", get("/api/v1/batches/%u002e")),
                row("a letter that is not ASCII", 400, "HTTP_400", get("/api/v1/batches/\u00e9")),
                row(
                        "a query that is not UTF-8",
                        400,
                        "ARGUMENT_INVALID",
                        get("/api/v1/reports?sscc=%ff", "Authorization: Bearer TOKEN")),
                row(
                        "a query with a NUL",
                        400,
                        "ARGUMENT_INVALID",
                        get("/api/v1/reports?sscc=%00", "Authorization: Bearer TOKEN")),
                row(
                        "a query with half an escape",
                        400,
                        "ARGUMENT_INVALID",
                        get("/api/v1/reports?sscc=%a", "Authorization: Bearer TOKEN")),
                row("an asterisk", 400, "HTTP_400", get("*")),
                row("an address that is too long", 414, "HTTP_414", get("/" + "x".repeat(9_000))),
                row(
                        "a method in small letters",
                        405,
                        "METHOD_NOT_ALLOWED",
                        "get /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                row(
                        "a method that is not known",
                        405,
                        "METHOD_NOT_ALLOWED",
                        "BREW /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                row("TRACE", 405, "METHOD_NOT_ALLOWED", "TRACE /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                row("no version", 505, "HTTP_505", "GET /healthz\r\n\r\n"),
                row("a version of the future", 505, "HTTP_505", "GET /healthz HTTP/3.7\r\nHost: localhost\r\n\r\n"));
    }

    static Stream<Arguments> contents_that_break_the_form() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        String order = "{\"to\":\"9506000200002\",\"containers\":[]";
        return Stream.of(
                row("bytes that are not UTF-8", 400, "ARGUMENT_INVALID", json(OFFERS, "{\"to\":\"\u00e9\u00ff\"}")),
                row(
                        "bytes that are not UTF-8, in a batch",
                        400,
                        "ARGUMENT_INVALID",
                        json("/api/v1/batches", "{\"gtin\":\"\u00e9\u00ff\"}")),
                row(
                        "half a character of UTF-32",
                        400,
                        "ARGUMENT_INVALID",
                        json("/api/v1/batches", "\u0000\u0000\u0000{\u0000\u00ff\u00ff\u00ff")),
                row("a name twice", 400, "ARGUMENT_INVALID", json(OFFERS, order + ",\"to\":\"9506000200002\"}")),
                row(
                        "a name twice, in a batch",
                        400,
                        "ARGUMENT_INVALID",
                        json("/api/v1/batches", "{\"lot\":\"A\",\"lot\":\"B\"}")),
                row("lists in lists without end", 400, "ARGUMENT_INVALID", json(OFFERS, "{\"goods\":" + deep + "}")),
                row(
                        "lists in lists without end, in a batch",
                        400,
                        "ARGUMENT_INVALID",
                        json("/api/v1/batches", "{\"plan\":" + deep + "}")),
                row(
                        "a number without end",
                        400,
                        "ARGUMENT_INVALID",
                        json(OFFERS, "{\"to\":1" + "0".repeat(2_000) + "}")),
                row(
                        "a number without end, in a batch",
                        400,
                        "ARGUMENT_INVALID",
                        json("/api/v1/batches", "{\"make\":1" + "0".repeat(2_000) + "}")),
                row(
                        "a name without end, in a batch",
                        400,
                        "ARGUMENT_INVALID",
                        json("/api/v1/batches", "{\"" + "n".repeat(60_000) + "\":1}")),
                row("a batch that does not end", 400, "ARGUMENT_INVALID", json("/api/v1/batches", "{\"gtin\":")),
                row("a power of ten", 400, "ARGUMENT_INVALID", json(OFFERS, "{\"to\":1e999999999}")),
                row(
                        "a power of ten, in a batch",
                        400,
                        "ARGUMENT_INVALID",
                        json("/api/v1/batches", "{\"make\":1e999999999}")),
                row("something behind the object", 400, "ARGUMENT_INVALID", json(OFFERS, order + "} {}")),
                row("no object", 400, "ARGUMENT_INVALID", json(OFFERS, "[]")),
                row("nothing", 400, "ARGUMENT_INVALID", json(OFFERS, "")),
                row(
                        "another media type",
                        415,
                        "MEDIA_TYPE_UNSUPPORTED",
                        post(OFFERS, "Content-Type: text/plain", "Content-Length: 2") + END + "{}"),
                row("no media type", 415, "MEDIA_TYPE_UNSUPPORTED", post(OFFERS, "Content-Length: 2") + END + "{}"),
                row(
                        "a packed body",
                        415,
                        "CONTENT_ENCODING_UNSUPPORTED",
                        post(OFFERS, "Content-Type: application/json", "Content-Encoding: gzip", "Content-Length: 2")
                                + END + "\u001f\u008b"),
                row("more than a body may hold", 413, "BODY_TOO_LARGE", json(OFFERS, " ".repeat(5 << 20))));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource({
        "bodies_that_do_not_arrive",
        "heads_that_can_be_read_in_two_ways",
        "addresses_that_are_none",
        "contents_that_break_the_form"
    })
    void are_answered_with_a_problem(String what, int status, String code, String request) throws IOException {
        Raw answer = send(request);

        assertThat(answer.text()).as(what).startsWith("HTTP/1.1 " + status);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = MAPPER.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("type").asText()).isEqualTo("urn:touchmark:problem:" + code);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText())
                .isNotEmpty()
                .doesNotContain("Exception", "org.", "`", "getMax", "Source:");
        assertThat(ledger.height()).isEqualTo(heightBefore);
    }

    @Nested
    class What_is_well_formed_is_answered {
        @Test
        void with_the_address_of_this_host_in_full() throws IOException {
            int port = gateway.server().port();
            String target = "http://localhost:" + port + "/healthz";
            Raw answer =
                    send("GET " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n");

            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void with_an_encoded_slash_in_a_lot() throws IOException {
            Raw answer = send(get("/api/v1/batches/" + GTIN + "/A%2FB", "Authorization: Bearer TOKEN"));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("BATCH_UNKNOWN", "lot A/B");
        }

        @Test
        void with_a_charset_that_is_known_in_whatever_form() throws IOException {
            for (String type : new String[] {"; charset=utf-8", ";charset=\"UTF-8\"", "; ; a=b ;charset=utf-8"}) {
                Raw answer =
                        send(post(OFFERS, "Content-Type: application/json" + type, "Content-Length: 2") + END + "{}");

                assertThat(answer.body()).as(type).contains("ARGUMENT_INVALID", "field to: is missing");
            }
        }

        @Test
        void but_for_a_percent_sign_that_encodes_nothing() throws IOException {
            for (String code : new String[] {"%", "%4", "%zz", "A%"}) {
                Raw answer = send(get("/scan?code=" + code));

                assertThat(answer.status()).as(code).isEqualTo(400);
                assertThat(answer.body())
                        .as(code)
                        .contains("a % itself is written %25")
                        .doesNotContain("times");
            }
        }

        @Test
        void with_empty_segments_before_a_labels_key() throws IOException {
            for (String path : new String[] {"/01/" + GTIN + "/21/A", "/00/106141411234567897"}) {
                String plain = undated(send(get(path)));

                assertThat(undated(send(get("/" + path)))).isEqualTo(plain).contains("verdict");
                assertThat(undated(send(get("///" + path)))).isEqualTo(plain);
            }
            assertThat(send(get("//api/v1/batches")).status()).isEqualTo(404);
        }

        /** An answer without the time and the length that goes with it. */
        private static String undated(Raw answer) {
            return answer.body().replaceAll("\"asOf\":[0-9]+", "");
        }

        @Test
        void with_a_length_of_zeros_before_it() throws IOException {
            Raw answer = send(post(OFFERS, "Content-Type: application/json", "Content-Length: 0002") + END + "{}");

            assertThat(answer.body()).contains("ARGUMENT_INVALID", "field to: is missing");
        }
    }

    @Nested
    class Who_asks_before_sending_a_body {
        @Test
        void and_may_not_send_it_is_told_so_at_once() throws IOException {
            Raw answer = send("POST " + OFFERS + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n");

            assertThat(answer.status()).isEqualTo(401);
        }

        @Test
        void and_may_is_told_to_go_on() throws IOException {
            Raw answer =
                    send(post(OFFERS, "Expect: 100-continue", "Content-Type: application/json", "Content-Length: 2")
                            + END + "{}");

            assertThat(answer.text()).startsWith("HTTP/1.1 100").contains("HTTP/1.1 400");
        }
    }

    @Test
    void a_second_request_hidden_in_a_first_is_never_answered() throws IOException {
        String hidden = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
        Raw answer = send(post(OFFERS, "Content-Length: 4", "Transfer-Encoding: chunked") + END + "0\r\n\r\n" + hidden);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("alive");
    }
}
