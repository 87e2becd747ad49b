package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestGateway;

/** A registration that is interrupted goes on where it stopped when the same batch is posted again. */
@ExtendWith(RulesGateway.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResumeTest {
    /** More than fit into one transaction's pages. */
    private static final int LONG = 70_000;

    private static final int SHORT = 5_000;

    private TestGateway gateway;
    private RulesLedger ledger;

    @BeforeEach
    void remember(TestGateway running, RulesLedger rules) {
        gateway = running;
        ledger = rules;
        ledger.failWhere(invocation -> false);
    }

    private static String csv(String lot, int units) {
        return "serial\n"
                + IntStream.range(0, units).mapToObj(i -> lot + "-" + i).collect(Collectors.joining("\n"));
    }

    private HttpResponse<byte[]> register(String lot) {
        return register(lot, SHORT);
    }

    private HttpResponse<byte[]> register(String lot, int units) {
        return gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot, csv(lot, units));
    }

    @Test
    void after_a_failure_among_the_pages_only_the_missing_ones_are_sent() {
        AtomicInteger calls = new AtomicInteger();
        ledger.failWhere(call -> call.function().equals("batch:AddPages") && calls.incrementAndGet() > 1);
        JsonNode failed = last(register("P1", LONG));
        assertThat(failed.path("event").asText()).isEqualTo("error");
        assertThat(failed.path("problem").path("code").asText()).isEqualTo("LEDGER_UNAVAILABLE");
        AtomicInteger pages = new AtomicInteger();
        ledger.failWhere(call -> {
            pages.addAndGet(call.transientData().size());
            return false;
        });

        JsonNode done = last(register("P1", LONG));

        assertThat(done.path("batch").path("state").asText()).isEqualTo("SEALED");
        assertThat(pages.get())
                .isPositive()
                .isLessThan(done.path("batch").path("pages").asInt());
    }

    @Test
    void a_lost_outcome_of_the_seal_is_asked_for_again() {
        ledger.loseOutcomeWhere(call -> call.function().equals("batch:Seal"));

        assertThat(last(register("P2")).path("batch").path("state").asText()).isEqualTo("SEALED");
    }

    @Test
    void a_batch_that_could_not_be_opened_may_be_posted_anew_with_other_serials() {
        ledger.failWhere(call -> call.function().equals("batch:Open"));
        HttpResponse<byte[]> failed = register("P3");
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(json(failed).path("code").asText()).isEqualTo("LEDGER_UNAVAILABLE");
        ledger.failWhere(call -> false);

        JsonNode done = last(gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=P3", "serial\nOTHER\n"));

        assertThat(done.path("batch").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void serials_and_key_are_kept_for_their_owner_only() throws IOException {
        register("P4");

        var folder = gateway.folder().resolve("batches").resolve(GTIN).resolve("P4");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("batch.json"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("batch.json"))).contains("batchKey");
        assertThat(Files.readAllLines(folder.resolve("serials"))).hasSize(5_000);
    }

    @Test
    void a_client_that_goes_away_does_not_stop_it() throws IOException {
        try (Socket socket = new Socket("localhost", gateway.server().port())) {
            byte[] body = csv("P5", SHORT).getBytes(StandardCharsets.US_ASCII);
            String head = "POST /api/v1/batches?gtin=" + GTIN + "&lot=P5 HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + gateway.token("aurelia")
                    + "\r\nContent-Type: text/csv\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertThat(stateWithin(Duration.ofSeconds(20))).isEqualTo("SEALED");
    }

    private String stateWithin(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        String state = "";
        while (!state.equals("SEALED") && System.nanoTime() < end) {
            state = gateway.getJson("aurelia", "/api/v1/batches/" + GTIN + "/P5")
                    .path("state")
                    .asText();
        }
        return state;
    }
}
