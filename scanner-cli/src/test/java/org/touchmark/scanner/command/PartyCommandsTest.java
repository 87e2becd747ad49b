package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.command.Shell.Run;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartyCommandsTest extends PartyCommandCase {

    private static final String OFFER = """
            {"id":"9506000134376hhandOffNumber0001","from":"9506000134376","to":"4012345000009",
             "units":["aa","bb"],"state":"%s"}""";

    @Nested
    class Register {

        private static final String DONE = """
                {"event":"done","batch":{"gtin":"09506000134352","lot":"A/7","count":2,"root":"ab12"},
                 "labels":"/api/v1/x/labels.zip","warnings":["serials are easy to guess"]}""".replace("\n", "");

        @Test
        void makes_serials_and_shows_progress_and_warnings() throws IOException {
            gateway.answering(200, "application/x-ndjson", """
                    {"event":"progress","stage":"pages","done":1,"total":2,"rate":1,"secondsLeft":1}
                    {"event":"progress","stage":"pages","done":2,"total":2,"rate":1,"secondsLeft":0}
                    """ + DONE);
            Run run = run("register", "--make", "2", "--gtin", GTIN, "--lot", "A/7", "--expiry", "2031-12-31");
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("lot A/7: 2 units registered and sealed")
                    .contains("serials are easy to guess");
            assertThat(run.err()).contains("] 1 of 2").contains("] 2 of 2");
            assertThat(json(asked().body())).isEqualTo(json("""
                                    {"gtin":"09506000134352","lot":"A/7","profile":"signed","expiry":"2031-12-31","make":2}"""));
        }

        @Test
        void sends_a_file_of_serials_as_it_is() throws IOException {
            gateway.answering(200, "application/x-ndjson", DONE);
            Path csv = Files.writeString(folder.resolve("serials.csv"), "serial\nA1\nA2\n");
            Run run =
                    run("register", csv.toString(), "--gtin", "9506000134352", "--lot", "A/7", "--profile", "compact");
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.err()).contains("sending bytes").contains("] 13 of 13");
            assertThat(gateway.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.target()).isEqualTo("/api/v1/batches?gtin=09506000134352&lot=A%2F7&profile=compact");
                assertThat(asked.body()).isEqualTo("serial\nA1\nA2\n");
                assertThat(asked.authorization()).isEqualTo("Bearer s3cret");
            });
        }

        @Test
        void shows_each_fault_with_its_line() throws IOException {
            refusing(422, """
                    {"title":"The serials have faults","code":"SERIAL_INVALID","detail":"nothing was registered",
                     "errorCount":102,"errors":[{"line":3,"column":"serial","value":"x","code":"SERIAL_INVALID",
                     "message":"serial \\"x y\\": a space at position 2"}]}""");
            Path csv = Files.writeString(folder.resolve("serials.csv"), "serial\nA1\nx y\n");
            Run run = run("register", csv.toString(), "--gtin", GTIN, "--lot", "A7");
            assertThat(run.exit()).isEqualTo(14);
            assertThat(run.err())
                    .contains("The serials have faults (SERIAL_INVALID)")
                    .contains("line 3, column serial: serial \"x y\": a space at position 2")
                    .contains("and 101 more");
        }

        @Test
        void tells_of_an_error_that_comes_late() {
            gateway.answering(
                    200,
                    "application/x-ndjson",
                    "{\"event\":\"error\",\"problem\":{\"status\":409,\"title\":\"Batch exists\",\"code\":\"BATCH_EXISTS\"}}");
            Run run = run("register", "--make", "2", "--gtin", GTIN, "--lot", "A7");
            assertThat(run.exit()).isEqualTo(14);
            assertThat(run.err()).contains("Batch exists (BATCH_EXISTS)");
        }

        @Test
        void does_not_call_done_what_ended_early() {
            gateway.answering(
                    200, "application/x-ndjson", "{\"event\":\"progress\",\"stage\":\"pages\",\"done\":1,\"total\":2}");
            Run run = run("register", "--make", "2", "--gtin", GTIN, "--lot", "A7");
            assertThat(run.exit()).isEqualTo(13);
            assertThat(run.err()).contains("run the same again, it goes on from there");
        }

        @Test
        void refuses_a_wrong_gtin_before_it_asks() {
            Run run = run("register", "--make", "2", "--gtin", "09506000134353", "--lot", "A7");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("check digit is 3, should be 2");
            assertThat(gateway.asked()).isEmpty();
        }

        @Test
        void refuses_a_missing_file_and_a_missing_token() throws IOException {
            Run missing = run("register", folder.resolve("none.csv").toString(), "--gtin", GTIN, "--lot", "A7");
            assertThat(missing.exit()).isEqualTo(15);
            assertThat(missing.err()).contains("none.csv: there is no such file");
            Run aFolder = run("register", folder.toString(), "--gtin", GTIN, "--lot", "A7");
            assertThat(aFolder.exit()).isEqualTo(15);
            assertThat(aFolder.err()).contains(folder + ": it is a folder").doesNotContain("gateway");
            Files.delete(token);
            assertThat(run("register", "--make", "1", "--gtin", GTIN, "--lot", "A7")
                            .exit())
                    .isEqualTo(15);
        }

        @Test
        void asks_for_exactly_one_source() {
            assertThat(run("register", "--gtin", GTIN, "--lot", "A7").exit()).isEqualTo(2);
            assertThat(run("register", "f.csv", "--make", "3", "--gtin", GTIN, "--lot", "A7")
                            .exit())
                    .isEqualTo(2);
        }
    }

    @Nested
    class Labels {

        @Test
        void saves_one_under_a_safe_name() {
            answeringLabels("image/svg+xml", "<svg/>", true);
            Path out = folder.resolve("out");
            Run run = run(
                    "labels",
                    "--gtin",
                    GTIN,
                    "--lot",
                    "A7",
                    "--serial",
                    "a/../b",
                    "--format",
                    "svg",
                    "--out",
                    out.toString());
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(out.resolve("a%2F%2E%2E%2Fb.svg")).hasContent("<svg/>");
            assertThat(gateway.asked().get(1).target())
                    .isEqualTo("/api/v1/batches/09506000134352/A7/labels/a%2F..%2Fb.svg");
        }

        @Test
        void that_no_phone_can_open_are_made_only_if_that_is_meant() throws IOException {
            answeringLabels("application/zip", "zip", false);
            String[] labels = {"labels", "--gtin", GTIN, "--lot", "A7", "--out", folder.toString()};

            Run refused = run(labels);
            Run meant = run(Stream.concat(Stream.of(labels), Stream.of("--yes", "--json"))
                    .toArray(String[]::new));

            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("would lead to http://localhost:8080: only this machine")
                    .contains("--label-host")
                    .contains("add --yes");
            assertThat(gateway.asked().get(0).target()).isEqualTo("/api/v1/label-origin");
            assertThat(meant.exit()).as(meant.err()).isZero();
            assertThat(json(meant.out()).path("files").path(0).asText()).endsWith("09506000134352-A7-labels.zip");
        }

        private void answeringLabels(String type, String body, boolean isPublic) {
            String origin = isPublic
                    ? "{'origin':'https://id.example.com','public':true}"
                    : "{'origin':'http://localhost:8080','public':false,'why':'only this machine gets there'}";
            gateway.answering(exchange -> {
                boolean asksOrigin = exchange.getRequestURI().getPath().endsWith("/label-origin");
                StandInGateway.send(
                        exchange, 200, asksOrigin ? "application/json" : type, asksOrigin ? quoted(origin) : body);
            });
        }

        @Test
        void saves_some_as_an_archive() {
            answeringLabels("application/zip", "zip", true);
            Run run = run(
                    "labels",
                    "--gtin",
                    GTIN,
                    "--lot",
                    "A7",
                    "--first",
                    "5",
                    "--count",
                    "2",
                    "--out",
                    folder.toString());
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(gateway.asked().get(1).target())
                    .isEqualTo("/api/v1/batches/09506000134352/A7/labels.zip?format=png&first=5&count=2");
            assertThat(folder.resolve("09506000134352-A7-labels-from-5.zip")).hasContent("zip");
        }
    }

    @Nested
    class Offer {

        @Test
        void sends_links_and_says_how_to_accept() throws IOException {
            answering(201, OFFER.formatted("OFFERED"));
            Run run = run(
                    "offer",
                    "--to",
                    "4012345000009",
                    "--gtin",
                    GTIN,
                    "--lot",
                    "A7",
                    "--links",
                    links("https://a/01/1", "", "https://a/01/2"),
                    "--deadline",
                    "2026-12-01",
                    "--operation",
                    "operation0000001");
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).contains("2 units offered").contains("touchmark accept " + HAND_OFF);
            assertThat(gateway.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.operation()).isEqualTo("operation0000001");
                assertThat(asked.body())
                        .contains("\"links\":[\"https://a/01/1\",\"https://a/01/2\"]")
                        .contains("\"deadline\":\"2026-12-02T00:00:00Z\"");
            });
        }

        @Test
        void sends_the_whole_batch() {
            answering(201, OFFER.formatted("OFFERED"));
            assertThat(run("offer", "--to", "4012345000009", "--gtin", GTIN, "--lot", "A7", "--all")
                            .exit())
                    .isZero();
            assertThat(gateway.asked().get(0).body()).contains("\"serials\":\"all\"");
        }

        @Test
        void refuses_more_than_a_thousand_before_it_asks() throws IOException {
            String links = links(
                    IntStream.range(0, 1_001).mapToObj(i -> "https://a/" + i).toArray(String[]::new));
            Run run = run("offer", "--to", "4012345000009", "--gtin", GTIN, "--lot", "A7", "--links", links);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("1,001 units: a hand-off carries 1 to 1,000; make several");
            assertThat(gateway.asked()).isEmpty();
        }

        @Test
        void refuses_an_operation_id_of_another_form() {
            Run run = run(
                    "offer", "--to", "4012345000009", "--gtin", GTIN, "--lot", "A7", "--all", "--operation", "short");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("an operation id is 16 to 64 letters and digits");
        }
    }

    @Nested
    class Accept {

        @Test
        void says_who_holds_the_units_now() {
            answering(200, OFFER.formatted("ACCEPTED"));
            Run run = run("accept", HAND_OFF);
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).contains("2 units are now held by 4012345000009");
            assertThat(gateway.asked().get(0).target()).isEqualTo("/api/v1/hand-offs/" + HAND_OFF + "/accept");
        }

        @Test
        void refuses_a_name_that_is_no_hand_offs_before_it_asks() {
            Run run = run("accept", "5f3c9a0b1d2e4f60718293a4b5c6d7e8");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("a hand-off's id is its sender's GLN, the letter h, and 16 to 64 letters");
            assertThat(gateway.asked()).isEmpty();
        }

        @Test
        void tells_a_refusal_apart_from_an_outage() {
            refusing(409, "{\"title\":\"Already accepted\",\"code\":\"ALREADY_ACCEPTED\"}");
            assertThat(run("accept", HAND_OFF).exit()).isEqualTo(14);
            refusing(503, "{\"title\":\"Ledger unreachable\"}");
            assertThat(run("accept", HAND_OFF).exit()).isEqualTo(13);
        }
    }

    @Nested
    class Help {

        @Test
        void of_every_command_shows_exit_codes() {
            assertHelped("register", "labels", "offer", "accept");
        }

        @Test
        void is_shown_when_nothing_is_said_or_something_unknown() {
            assertThat(shell.run().exit()).isEqualTo(2);
            assertThat(shell.run().err()).contains("Usage: touchmark");
            assertThat(shell.run("scann").exit()).isEqualTo(2);
        }
    }
}
