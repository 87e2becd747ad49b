package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.admission.TokenFiles;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** A token that is taken away while a body arrives writes nothing; and who may not register is told so before the body. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class RevokedMeanwhileTest {
    private static final String REGISTER = "/api/v1/batches?gtin=" + GTIN + "&lot=REVOKED";
    private static final int LONG = 1_000_000;

    @TempDir
    private Path folder;

    private StateFolder state;
    private RulesLedger ledger;
    private TestGateway gateway;
    private Socket socket;

    @BeforeEach
    void start() throws IOException {
        TestConsortium consortium = TestConsortium.create(folder);
        state = new StateFolder(folder.resolve("state"));
        ledger = new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC());
        gateway =
                TestGateway.start(consortium.connection(), consortium.roots(), ledger, state.root(), Clock.systemUTC());
        socket = new Socket(InetAddress.getLoopbackAddress(), gateway.server().port());
        socket.setSoTimeout(20_000);
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        gateway.close();
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private void head(String slug, String path, String type, int length) throws IOException {
        write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + gateway.token(slug) + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n");
    }

    private String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private String answerWhenRevokedMidway(String path, String type, String body) throws Exception {
        long before = ledger.height();
        int half = body.length() / 2;
        head("aurelia", path, type, body.length());
        write(body.substring(0, half));
        // Until the gateway reads the body: before that it asks for the token the first time.
        Thread.sleep(500);

        new TokenFiles(state).revoke("aurelia");
        Thread.sleep(500);
        write(body.substring(half));

        String answer = answer();
        assertThat(ledger.height()).isEqualTo(before);
        return answer;
    }

    @Test
    void a_list_of_serials_is_not_registered() throws Exception {
        assertThat(answerWhenRevokedMidway(REGISTER, "text/csv", "serial\nA1\nA2\nA3\nA4\n"))
                .startsWith("HTTP/1.1 401")
                .contains("TOKEN_MISSING_OR_UNKNOWN");
        assertThat(gateway.get("borealis", "/api/v1/batches/" + GTIN + "/REVOKED")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Files.readString(state.securityLog()))
                .contains("\"event\":\"token-taken-away\",\"party\":\"" + TestConsortium.BRAND)
                .doesNotContain("token-replaced");
    }

    @Test
    void a_batch_in_json_is_not_registered() throws Exception {
        String json = "{\"gtin\":\"" + GTIN + "\",\"lot\":\"REVOKED\",\"serials\":[\"A1\",\"A2\"]}";

        assertThat(answerWhenRevokedMidway("/api/v1/batches", "application/json", json))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void a_container_is_not_made() throws Exception {
        assertThat(answerWhenRevokedMidway(
                        "/api/v1/containers", "application/json", "{\"sscc\":\"095060001000000013\",\"level\":1}"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void a_token_that_is_renewed_after_it_was_taken_away_is_good() throws Exception {
        new TokenFiles(state).revoke("aurelia");
        Thread.sleep(300);
        new TokenFiles(state).renew("aurelia");
        Thread.sleep(300);

        assertThat(gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=AGAIN", "serial\nA\n")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void who_is_no_brand_is_told_so_before_the_body() throws IOException {
        head("corner", REGISTER, "text/csv", LONG);

        assertThat(answer()).startsWith("HTTP/1.1 403").contains("ROLE_MISSING");
    }

    @Test
    void who_is_no_brand_is_told_so_before_a_body_of_json() throws IOException {
        head("corner", "/api/v1/batches", "application/json", LONG);

        assertThat(answer()).startsWith("HTTP/1.1 403").contains("ROLE_MISSING");
    }

    @Test
    void a_brand_that_has_not_the_prefix_is_told_so_before_the_body() throws IOException {
        head("borealis", REGISTER, "text/csv", LONG);

        assertThat(answer()).startsWith("HTTP/1.1 403").contains("PREFIX_NOT_OWNED");
    }
}
