package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.ledger.PeerStatus;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestGateway;

/** The bytes of error answers, and what an error that is no exception is answered. */
@ExtendWith(RulesGateway.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErrorAnswersTest {
    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeEach
    void remember(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
    }

    @AfterEach
    void mend() {
        ledger.failWhere(invocation -> false);
    }

    private static String utf8(HttpResponse<byte[]> response) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(response.body()))
                .toString();
    }

    @Test
    void what_an_error_quotes_is_utf_8() throws CharacterCodingException {
        HttpResponse<byte[]> response =
                gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=L", "serial\n\u00c41\n5\u20ac\n");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(utf8(response)).contains("\u00c41", "5\u20ac");
        assertThat(json(response).path("errors").path(0).path("value").asText()).isEqualTo("\u00c41");
        assertThat(json(response).path("errors").path(1).path("value").asText()).isEqualTo("5\u20ac");
    }

    @Test
    void what_an_answer_quotes_is_utf_8() throws CharacterCodingException {
        ledger.setPeers(new PeerStatus("\u00c4 5\u20ac", "Org1MSP", false, 0, "down"));

        assertThat(utf8(gateway.get("", "/readyz"))).contains("\u00c4 5\u20ac");
        ledger.setPeers();
    }

    private static boolean forever(int depth) {
        return depth < 0 || forever(depth + 1);
    }

    @Test
    void a_stack_that_is_used_up_is_a_problem_with_an_incident() {
        ledger.failWhere(invocation -> forever(0));

        HttpResponse<byte[]> response = gateway.get("aurelia", "/api/v1/batches/" + GTIN);

        assertUnexpected(response);
        ledger.failWhere(invocation -> false);
        assertThat(gateway.get("aurelia", "/api/v1/batches/" + GTIN).statusCode())
                .isEqualTo(200);
    }

    @Test
    void another_error_of_the_machine_is_the_same_problem() {
        ledger.failWhere(invocation -> {
            throw new OutOfMemoryError("asked for by a test");
        });

        assertUnexpected(gateway.get("aurelia", "/api/v1/batches/" + GTIN));
    }

    private static void assertUnexpected(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(json(response).path("code").asText()).isEqualTo("UNEXPECTED");
        assertThat(json(response).path("detail").asText())
                .matches("It is in the gateway's log under incident [0-9a-zA-Z-]+\\.");
    }
}
