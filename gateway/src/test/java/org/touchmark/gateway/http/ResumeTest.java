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
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final int LONG = 140_000;

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
    void the_gateway_goes_on_by_itself_when_it_is_started_again() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        ledger.failWhere(call -> call.function().equals("batch:AddPages") && calls.incrementAndGet() > 1);
        register("P6", LONG);
        assertThat(kept("P6").resolve("unsealed")).exists();
        ledger.failWhere(call -> false);

        try (TestGateway again = gateway.another()) {
            assertThat(stateWithin(again, "P6", Duration.ofSeconds(20))).isEqualTo("SEALED");
        }
        assertThat(kept("P6").resolve("unsealed")).doesNotExist();
    }

    @Test
    void a_second_post_follows_what_runs() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch adding = new CountDownLatch(1);
        ledger.failWhere(call -> call.function().equals("batch:AddPages") && passed(adding, held));
        CompletableFuture<HttpResponse<byte[]>> first = CompletableFuture.supplyAsync(() -> register("P7"));
        adding.await();
        CompletableFuture<HttpResponse<byte[]>> second = CompletableFuture.supplyAsync(() -> register("P7"));
        HttpResponse<byte[]> other = gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=P7", "serial\nOTHER-7\n");
        held.countDown();

        assertThat(json(other).path("code").asText()).isEqualTo("REGISTRATION_RUNNING");
        assertThat(last(first.join()).path("event").asText()).isEqualTo("done");
        assertThat(last(second.join()).path("batch"))
                .isEqualTo(last(first.join()).path("batch"));
    }

    private static boolean passed(CountDownLatch reached, CountDownLatch held) {
        reached.countDown();
        try {
            return !held.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Test
    void an_abandoned_batch_is_forgotten_and_its_lot_registered_anew() {
        ledger.failWhere(call -> call.function().equals("batch:AddPages"));
        assertThat(last(register("P8")).path("event").asText()).isEqualTo("error");
        ledger.failWhere(call -> false);

        JsonNode abandoned =
                json(gateway.send(gateway.request("aurelia", path("P8")).DELETE()));

        assertThat(abandoned.path("state").asText()).isEqualTo("ABANDONED");
        assertThat(kept("P8")).doesNotExist();
        for (int round = 0; round < 2; round++) {
            JsonNode done = last(register("P8"));
            assertThat(done.path("batch").path("state").asText()).isEqualTo("SEALED");
            assertThat(done.path("batch").path("attempt").asInt()).isEqualTo(2);
        }
    }

    @Test
    void what_runs_for_an_abandoned_batch_is_stopped() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch adding = new CountDownLatch(1);
        ledger.failWhere(call -> call.function().equals("batch:AddPages") && passed(adding, held));
        CompletableFuture<HttpResponse<byte[]>> running = CompletableFuture.supplyAsync(() -> register("P9"));
        adding.await();

        HttpResponse<byte[]> abandoned =
                gateway.send(gateway.request("aurelia", path("P9")).DELETE());

        assertThat(json(abandoned).path("state").asText()).isEqualTo("ABANDONED");
        assertThat(last(running.join()).path("problem").path("code").asText()).isEqualTo("BATCH_ABANDONED");
    }

    @Test
    void a_sealed_batch_is_not_abandoned() {
        register("P10");

        HttpResponse<byte[]> refused =
                gateway.send(gateway.request("aurelia", path("P10")).DELETE());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("code").asText()).isEqualTo("BATCH_SEALED");
    }

    private Path kept(String lot) {
        return gateway.folder().resolve("batches").resolve(GTIN).resolve(lot);
    }

    private static String path(String lot) {
        return "/api/v1/batches/" + GTIN + "/" + lot;
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

        assertThat(stateWithin(gateway, "P5", Duration.ofSeconds(20))).isEqualTo("SEALED");
    }

    private static String stateWithin(TestGateway asked, String lot, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        String state = "";
        while (!state.equals("SEALED") && System.nanoTime() < end) {
            state = asked.getJson("aurelia", path(lot)).path("state").asText();
        }
        return state;
    }
}
