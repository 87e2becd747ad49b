package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.admission.TokenFiles;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** Tokens that change while the gateway runs, and the trace that refusals leave. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokensTest {
    private static final String PATH = "/api/v1/batches/" + GTIN;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;

    private TestGateway gateway;
    private StateFolder state;
    private TokenFiles tokens;

    @BeforeEach
    void start() throws IOException {
        TestConsortium consortium = TestConsortium.create(folder);
        state = new StateFolder(folder.resolve("state"));
        tokens = new TokenFiles(state);
        gateway = TestGateway.start(
                consortium.connection(),
                consortium.roots(),
                new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC()),
                state.root(),
                Clock.systemUTC());
        assertThat(gateway.get("aurelia", PATH).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<byte[]> ask(String token) {
        return gateway.send(gateway.request("", PATH).header("Authorization", "Bearer " + token));
    }

    private boolean answersWithinASecond(String token, int status) {
        long end = System.nanoTime() + SECOND;
        int last = 0;
        while (last != status && System.nanoTime() - end < 0) {
            last = ask(token).statusCode();
        }
        return last == status;
    }

    private List<String> logged() throws IOException {
        return Files.readAllLines(state.securityLog());
    }

    @Test
    void a_replaced_token_is_refused_within_a_second_and_the_new_one_is_good() throws IOException {
        String old = gateway.token("aurelia");

        tokens.renew("aurelia");

        assertThat(gateway.token("aurelia")).isNotEqualTo(old);
        assertThat(answersWithinASecond(gateway.token("aurelia"), 200)).isTrue();
        assertThat(answersWithinASecond(old, 401)).isTrue();
        assertThat(logged())
                .anyMatch(line -> line.contains("\"event\":\"token-replaced\",\"party\":\"" + TestConsortium.BRAND));
    }

    @Test
    void a_token_that_is_taken_away_is_refused_within_a_second_and_no_other_is() throws IOException {
        String old = gateway.token("aurelia");

        tokens.revoke("aurelia");

        assertThat(answersWithinASecond(old, 401)).isTrue();
        assertThat(state.token("aurelia")).doesNotExist();
        assertThat(gateway.get("meridian", "/api/v1/parties/" + TestConsortium.BRAND)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_party_that_is_added_is_hosted_without_a_restart() throws IOException {
        GatewayConfig all = GatewayConfig.read(state.gatewayFile());
        new GatewayConfig(all.parties().subList(0, 3)).write(state.gatewayFile());
        String token = gateway.token("corner");
        assertThat(answersWithinASecond(token, 401)).isTrue();

        all.write(state.gatewayFile());

        assertThat(answersWithinASecond(token, 200)).isTrue();
    }

    @Test
    void nobody_is_let_in_while_it_can_not_be_read_whose_token_is_whose() throws IOException {
        byte[] content = Files.readAllBytes(state.gatewayFile());
        Files.delete(state.gatewayFile());

        assertThat(answersWithinASecond(gateway.token("aurelia"), 503)).isTrue();
        assertThat(json(ask(gateway.token("aurelia"))).path("code").asText()).isEqualTo("TOKENS_UNREADABLE");
        assertThat(gateway.get("", "/healthz").statusCode()).isEqualTo(200);

        Files.write(state.gatewayFile(), content);
        assertThat(answersWithinASecond(gateway.token("aurelia"), 200)).isTrue();
    }

    @Test
    void a_file_that_is_no_configuration_lets_nobody_in_and_is_forgotten_when_it_is_mended() throws IOException {
        byte[] content = Files.readAllBytes(state.gatewayFile());
        Files.writeString(state.gatewayFile(), "{\"parties\":[{}");

        assertThat(answersWithinASecond(gateway.token("aurelia"), 503)).isTrue();

        Files.write(state.gatewayFile(), content);
        assertThat(answersWithinASecond(gateway.token("aurelia"), 200)).isTrue();
    }

    @Test
    void a_refused_token_leaves_a_line_without_the_token() throws IOException {
        String guess = "guess-that-must-not-be-kept-anywhere";

        assertThat(ask(guess).statusCode()).isEqualTo(401);
        assertThat(gateway.get("", PATH).statusCode()).isEqualTo(401);

        assertThat(logged())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"event\":\"refused\"",
                                "\"address\":\"127.0.0.1\"",
                                "\"party\":\"\"",
                                "\"method\":\"GET\"",
                                "\"path\":\"" + PATH + "\"",
                                "\"status\":401",
                                "\"code\":\"TOKEN_MISSING_OR_UNKNOWN\"")
                        .doesNotContain(guess));
    }

    @Test
    void what_a_party_may_not_do_leaves_a_line_with_its_name() throws IOException {
        HttpResponse<byte[]> response = gateway.postCsv("borealis", "gtin=" + GTIN + "&lot=X", "serial\nA\n");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(logged())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "\"party\":\"" + TestConsortium.OTHER_BRAND + "\"",
                                "\"method\":\"POST\"",
                                "\"path\":\"/api/v1/batches\"",
                                "\"status\":403",
                                "\"code\":\"PREFIX_NOT_OWNED\"")
                        .doesNotContain(gateway.token("borealis"), "lot=X"));
    }

    @Test
    void what_is_granted_leaves_none() {
        assertThat(gateway.get("aurelia", PATH).statusCode()).isEqualTo(200);

        assertThat(state.securityLog()).doesNotExist();
    }
}
