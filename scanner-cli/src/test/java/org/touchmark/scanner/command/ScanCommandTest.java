package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.command.Shell.Run;
import org.touchmark.scanner.picture.Drawing;
import org.touchmark.scanner.picture.PngFile;
import org.touchmark.scanner.scan.Consortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScanCommandTest {

    private static final Consortium CONSORTIUM = Consortium.withSoldBatch();
    private static final DigitalLink GENUINE = CONSORTIUM.link(3);
    private static final Sscc CASE = new Sscc("106141411234567897");
    private static final Sscc PALLET = new Sscc("106141411234567903");

    @TempDir
    private Path folder;

    private final StandInGateway gateway = new StandInGateway();
    private final Shell shell = new Shell(CONSORTIUM.now());
    private Path roots;

    @BeforeEach
    void writeRoots() throws IOException {
        roots = Files.writeString(folder.resolve("roots.json"), CONSORTIUM.rootsJson());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Run scan(String... arguments) {
        return scanAt(gateway.url(), arguments);
    }

    private Run scanAt(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of("scan", "--gateway", url, "--roots", roots.toString()));
        all.addAll(List.of(arguments));
        return shell.run(all.toArray(String[]::new));
    }

    private String photo(String text) {
        return Drawing.ofCode(text, 5).save(folder.resolve("photo.png")).toString();
    }

    private void gatewayAnswers(Answer answer) {
        gateway.answering(200, "application/json", answer.toJson().toString());
    }

    @Nested
    class A_genuine_label {

        @Test
        void is_genuine_with_reasons_and_trail_and_what_is_open() {
            gatewayAnswers(CONSORTIUM.honestAnswer(GENUINE));
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).as(run.out() + run.err()).isZero();
            assertThat(run.out().lines().skip(1).findFirst()).contains("✓ GENUINE");
            assertThat(run.out())
                    .contains("GTIN 09506000134352  lot W11  serial W11-3")
                    .contains("[proved]")
                    .contains("Not established")
                    .contains("a copied label copies its signature")
                    .contains("Aurelia Watches → Meridian Logistics")
                    .contains("Meridian Logistics → Corner Watch Shop")
                    .contains("now with Corner Watch Shop")
                    .contains("(embedded, one operator)");
        }

        @Test
        void is_asked_at_the_chosen_gateway_and_not_at_its_own_host() {
            gatewayAnswers(CONSORTIUM.honestAnswer(GENUINE));
            scan(photo(GENUINE.uri()));
            assertThat(GENUINE.uri()).startsWith("https://id.aurelia.example/01/");
            assertThat(gateway.asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.target())
                            .isEqualTo(GENUINE.uri().substring("https://id.aurelia.example".length())));
        }

        @Test
        void is_told_to_programs_as_one_json_document() throws IOException {
            gatewayAnswers(CONSORTIUM.honestAnswer(GENUINE));
            Run run = scan("--json", photo(GENUINE.uri()));
            JsonNode json = new ObjectMapper().readTree(run.out());
            assertThat(json.path("exitCode").asInt(-1)).isZero();
            JsonNode code = json.path("pictures").path(0).path("codes").path(0);
            assertThat(code.path("text").asText()).isEqualTo(GENUINE.uri());
            assertThat(code.path("outcome").asText()).isEqualTo("judged");
            assertThat(code.path("answer").path("verdict").asText()).isEqualTo("genuine");
            assertThat(code.path("answer").path("ledger").path("operators").asInt())
                    .isEqualTo(1);
        }

        @Test
        void of_a_recalled_batch_says_who_recalled_it_and_when() {
            DigitalLink recalled = CONSORTIUM.recalledLink(2);
            gatewayAnswers(CONSORTIUM.honestAnswer(recalled));
            Run run = scan(photo(recalled.uri()));
            assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(10);
            assertThat(run.out())
                    .contains("GENUINE, BUT RECALLED")
                    .contains("What happened to it")
                    .containsPattern(
                            "20[-0-9: ]{14} UTC  recalled, says Aurelia Watches \\(GLN 9506000000008\\) of its whole"
                                    + " batch")
                    .containsPattern(
                            "It was recalled, as Aurelia Watches \\(9506000000008\\) reported on 20[-0-9: ]{14} UTC of"
                                    + " its\\s+whole batch");
        }

        @Test
        void tells_hand_offs_and_reports_in_the_ledgers_order() {
            DigitalLink exported = CONSORTIUM.link(Consortium.EXPORTED);
            gatewayAnswers(CONSORTIUM.honestAnswer(exported));
            Run run = scan(photo(exported.uri()));
            assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(10);
            assertThat(run.out()).contains("! GENUINE, BUT EXPORTED");
            assertThat(run.out()
                            .lines()
                            .dropWhile(line -> !line.contains("What happened to it"))
                            .skip(1)
                            .takeWhile(line -> line.startsWith("    "))
                            .map(line -> line.replaceFirst("20[0-9-]{8} [0-9:]{5} UTC", "WHEN")))
                    .containsExactly(
                            "    WHEN  Aurelia Watches → Meridian Logistics",
                            "    WHEN  exported, says Meridian Logistics (GLN 9506000100005) of this very unit",
                            "    WHEN  Meridian Logistics → Corner Watch Shop",
                            "    now with Corner Watch Shop (GLN 9506000200002)");
        }

        @Test
        void is_not_believed_where_hand_offs_are_left_out_though_there_is_room_for_them() {
            Evidence evidence = CONSORTIUM.honestAnswer(GENUINE).evidence().orElseThrow();
            Trail trail = new Trail(3, evidence.trail().events());
            gatewayAnswers(new Answer(
                    new Verdict.Genuine(List.of()), List.of(), Optional.of(TestEvidence.withTrail(evidence, trail))));
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(11);
            assertThat(run.out())
                    .contains("some are left out, though there is room for them")
                    .contains("    3 hand-offs before these are not shown");
        }

        @Test
        void names_its_brand_on_the_gateways_word() {
            gatewayAnswers(CONSORTIUM.honestAnswer(GENUINE));
            assertThat(scan(photo(GENUINE.uri())).out())
                    .contains("  brand Aurelia Watches, as the gateway says (GLN 9506000000008)");
        }

        @Test
        void says_that_its_brand_is_suspended_now() throws IOException {
            Consortium suspended = Consortium.withSuspendedBrand();
            Files.writeString(roots, suspended.rootsJson());
            DigitalLink link = suspended.link(3);
            gatewayAnswers(suspended.honestAnswer(link));
            Run run = scan(photo(link.uri()));
            assertThat(run.exit()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .containsPattern(
                            "  brand Aurelia Watches, suspended since 20[0-9-]{8} [0-9:]{5} UTC, as the gateway says")
                    .contains("Its brand is suspended by the organisations' votes");
        }

        @Test
        void past_its_expiry_is_genuine_but_expired() {
            DigitalLink expired = CONSORTIUM.expiredLink(1);
            gatewayAnswers(CONSORTIUM.honestAnswer(expired));
            Run run = scan(photo(expired.uri()));
            assertThat(run.exit()).as(run.out()).isEqualTo(10);
            assertThat(run.out()).contains("! GENUINE, BUT EXPIRED");
        }
    }

    @Nested
    class A_serial_of_two_batches {
        private final DigitalLink twice = CONSORTIUM.twiceRegisteredLink(2);

        @Test
        void is_genuine_and_one_reads_on_that_only_one_unit_can_be_it() {
            gatewayAnswers(CONSORTIUM.honestAnswer(twice));
            Run run = scan(photo(twice.uri()));
            assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(10);
            assertThat(run.out().lines().skip(1).findFirst()).contains("! GENUINE, BUT READ ON");
            assertThat(run.out().replaceAll("\\s+", " "))
                    .contains("Its brand registered the same serial in other batches too, lot TWO:"
                            + " of all units that bear it, one can be the one. [the gateway says]");
        }

        @Test
        void names_the_other_batches_to_programs() throws IOException {
            gatewayAnswers(CONSORTIUM.honestAnswer(twice));
            Run run = scan("--json", photo(twice.uri()));
            JsonNode json = new ObjectMapper().readTree(run.out());
            assertThat(json.path("exitCode").asInt()).isEqualTo(10);
            JsonNode answer = json.at("/pictures/0/codes/0/answer");
            assertThat(answer.path("verdict").asText()).isEqualTo("genuine-but");
            assertThat(answer.path("reasons").findValuesAsText("code")).contains("registered-twice");
            assertThat(answer.path("alsoIn"))
                    .singleElement()
                    .satisfies(lot -> assertThat(lot.asText()).isEqualTo("TWO"));
        }
    }

    @Nested
    class A_forged_label {

        @Test
        void with_a_changed_serial_is_forged() {
            DigitalLink changed = CONSORTIUM.withSerial(GENUINE, "W11-X");
            gatewayAnswers(CONSORTIUM.honestAnswer(changed));
            Run run = scan(photo(changed.uri()));
            assertThat(run.exit()).as(run.out()).isEqualTo(11);
            assertThat(run.out()).contains("✗ FORGED LABEL");
        }

        @Test
        void is_told_nothing_of_what_became_of_the_genuine_unit_as_if_it_were_that() {
            for (DigitalLink genuine : List.of(CONSORTIUM.link(Consortium.SOLD), CONSORTIUM.recalledLink(1))) {
                DigitalLink forged = TestBatch.signedLink(genuine.claim(), TestBatch.ed25519Keys());
                gatewayAnswers(CONSORTIUM.honestAnswer(forged));

                Run run = scan(photo(forged.uri()));

                assertThat(run.exit()).as(run.out()).isEqualTo(11);
                assertThat(run.out())
                        .contains("FORGED LABEL")
                        .doesNotContain("It was sold", "It was recalled", "very unit");
            }
        }

        @Test
        void signed_by_a_stranger_is_forged() {
            DigitalLink strangers = TestBatch.signedLink(GENUINE.claim(), TestBatch.ed25519Keys());
            gatewayAnswers(CONSORTIUM.honestAnswer(strangers));
            Run run = scan(photo(strangers.uri()));
            assertThat(run.exit()).as(run.out()).isEqualTo(11);
            assertThat(run.out()).contains("✗ FORGED LABEL");
        }
    }

    @Nested
    class A_sold_unit {
        @Test
        void is_with_nobody_any_more() {
            DigitalLink sold = CONSORTIUM.link(Consortium.SOLD);
            gatewayAnswers(CONSORTIUM.honestAnswer(sold));

            Run run = scan(photo(sold.uri()));

            assertThat(run.exit()).as(run.out()).isEqualTo(10);
            assertThat(run.out().replaceAll("\\s+", " "))
                    .contains("sold; last with Corner Watch Shop (GLN")
                    .contains("Both sides signed each hand-off; it was last with Corner Watch Shop")
                    .doesNotContain("now with");
        }
    }

    @Nested
    class A_lying_gateway {

        @Test
        void that_calls_a_forged_label_genuine_is_not_believed() {
            DigitalLink strangers = TestBatch.signedLink(GENUINE.claim(), TestBatch.ed25519Keys());
            Answer honest = CONSORTIUM.honestAnswer(strangers);
            gatewayAnswers(new Answer(new Verdict.Genuine(List.of()), List.of(), honest.evidence()));
            Run run = scan(photo(strangers.uri()));
            assertThat(run.exit()).isEqualTo(11);
            assertThat(run.out()).contains("FORGED LABEL").contains("The gateway says \"Genuine\", but");
        }

        @Test
        void that_answers_with_another_units_evidence_is_not_believed() {
            gatewayAnswers(CONSORTIUM.honestAnswer(CONSORTIUM.link(4)));
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).as(run.out()).isEqualTo(11);
            assertThat(run.out()).contains("✗ SUSPECT").contains("The gateway says \"Genuine\", but");
        }

        @Test
        void that_puts_a_unit_into_a_container_that_nobody_signed_for_is_not_believed() {
            Answer honest = CONSORTIUM.honestAnswer(GENUINE);
            Evidence evidence = honest.evidence().orElseThrow();
            List<TrailEvent> inCase = evidence.trail().steps().stream()
                    .<TrailEvent>map(step ->
                            new TrailEvent.Step(step.handOff(), List.of(CASE, PALLET), step.offered(), step.accepted()))
                    .toList();
            gatewayAnswers(new Answer(
                    honest.verdict(),
                    honest.notEstablished(),
                    Optional.of(TestEvidence.withTrail(evidence, new Trail(0, inCase)))));
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).as(run.out()).isEqualTo(11);
            assertThat(run.out())
                    .contains("✗ SUSPECT", "it is of other units", "Where the genuine unit of this serial has been");
            assertThat(run.out().replaceAll("\\s+", " "))
                    .contains("Aurelia Watches → Meridian Logistics, in case " + CASE + ", on pallet " + PALLET);
        }

        @Test
        void that_shows_nothing_is_not_believed() {
            gatewayAnswers(new Answer(new Verdict.Genuine(List.of()), List.of(), Optional.empty()));
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(11);
            assertThat(run.out()).contains("it shows no evidence");
        }

        @Test
        void of_a_consortium_that_nobody_pinned_is_not_believed() throws IOException {
            gatewayAnswers(CONSORTIUM.honestAnswer(GENUINE));
            Files.writeString(roots, Consortium.withSoldBatch().rootsJson());
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).as(run.out()).isEqualTo(11);
        }

        @Test
        void that_calls_a_genuine_label_forged_is_named() {
            Answer honest = CONSORTIUM.honestAnswer(GENUINE);
            gatewayAnswers(new Answer(new Verdict.ForgedLabel(List.of()), List.of(), honest.evidence()));
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(11);
            assertThat(run.out()).contains("The gateway says \"Forged label\", but its evidence makes it: Genuine");
        }
    }

    @Nested
    class No_answer {

        @Test
        void when_the_gateway_is_down() throws IOException {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Run run = scanAt("http://localhost:" + port, photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(13);
            assertThat(run.out())
                    .contains("? NOT CHECKED")
                    .contains("nothing listens there")
                    .contains("serial W11-3")
                    .contains("what the label says of itself");
        }

        @Test
        void when_the_ledger_is_down() {
            gateway.answering(503, "application/problem+json", "{\"title\":\"Ledger unreachable\",\"status\":503}");
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(13);
            assertThat(run.out()).contains("Ledger unreachable");
        }

        @Test
        void when_what_comes_is_not_an_answer() {
            gateway.answering(200, "application/json", "{\"verdict\":\"genuine\",\"reasons\":[],\"surprise\":1.5}");
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(13);
            assertThat(run.out()).contains("answers in a form that cannot be read");
        }

        @Test
        void when_nobody_is_to_be_asked() {
            Run run = scan("--offline", photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(13);
            assertThat(run.out()).contains("NOT CHECKED").contains("--offline");
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Nested
    class Nothing_to_judge {

        @Test
        void in_a_picture_without_a_code() {
            String empty =
                    Drawing.sheet(400, 300).save(folder.resolve("wall.png")).toString();
            Run run = scan(empty);
            assertThat(run.exit()).isEqualTo(12);
            assertThat(run.out()).contains("NOTHING TO JUDGE").contains("no QR code found");
        }

        @Test
        void in_a_file_that_is_no_picture() throws IOException {
            Run run =
                    scan(Files.writeString(folder.resolve("notes.png"), "hello").toString());
            assertThat(run.exit()).isEqualTo(12);
            assertThat(run.out()).contains("notes.png: not a picture");
        }

        @Test
        void in_a_foreign_code_which_is_shown_harmlessly() {
            Run run = scan(photo("WIFI:S:shop\u001B[2J;;"));
            assertThat(run.exit()).isEqualTo(12);
            assertThat(run.out())
                    .contains("NOT A TOUCHMARK LABEL")
                    .contains("WIFI:S:shop")
                    .doesNotContain("\u001B");
            assertThat(gateway.asked()).isEmpty();
        }

        @Test
        void in_a_label_with_a_bad_check_digit_which_is_named_with_its_position() {
            Run run = scan(photo("https://id.aurelia.example/01/09506000134353/21/A1"));
            assertThat(run.exit()).isEqualTo(12);
            assertThat(run.out())
                    .contains("NOT A VALID CODE")
                    .contains("check digit is 3, should be 2")
                    .containsPattern("at character \\d+");
            assertThat(gateway.asked()).isEmpty();
        }

        @Test
        void needs_no_roots() throws IOException {
            Files.delete(roots);
            assertThat(scan(photo("hello")).exit()).isEqualTo(12);
        }
    }

    @Nested
    class Several {

        @Test
        void codes_are_each_answered_and_the_weightiest_wins() {
            gateway.answering(exchange -> {
                String asked = exchange.getRequestURI().toString();
                DigitalLink link = asked.contains("W11-3") ? GENUINE : CONSORTIUM.withSerial(GENUINE, "W11-X");
                StandInGateway.send(
                        exchange,
                        200,
                        "application/json",
                        CONSORTIUM.honestAnswer(link).toJson().toString());
            });
            Path sheet = Drawing.sheet(1_500, 500)
                    .code(GENUINE.uri(), 40, 40, 5)
                    .code("an advertisement", 500, 60, 7)
                    .code(CONSORTIUM.withSerial(GENUINE, "W11-X").uri(), 1_000, 80, 5)
                    .save(folder.resolve("sheet.png"));
            Run run = scan(sheet.toString());
            assertThat(run.out())
                    .contains("code 1 of 3", "code 2 of 3", "code 3 of 3")
                    .contains("✓ GENUINE", "NOT A TOUCHMARK LABEL", "✗ FORGED LABEL");
            assertThat(run.exit()).isEqualTo(11);
        }

        @Test
        void prints_of_one_label_are_one_question() {
            gatewayAnswers(CONSORTIUM.honestAnswer(GENUINE));
            Path sheet = Drawing.sheet(1_000, 500)
                    .code(GENUINE.uri(), 40, 40, 5)
                    .code(GENUINE.uri(), 500, 60, 5)
                    .save(folder.resolve("two.png"));
            assertThat(scan(sheet.toString()).out()).contains("code 2 of 2");
            assertThat(gateway.asked()).hasSize(1);
        }

        @Test
        void pictures_of_which_one_is_a_bomb_do_not_hide_the_forgery() throws IOException {
            DigitalLink forged = CONSORTIUM.withSerial(GENUINE, "W11-4");
            gatewayAnswers(CONSORTIUM.honestAnswer(forged));
            String strip = Files.write(folder.resolve("strip.png"), PngFile.white(40, 1_000_000))
                    .toString();
            String photo = photo(forged.uri());
            Run told = scan(strip, photo);
            assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(11);
            assertThat(told.out())
                    .contains("strip.png: 40 x 1,000,000 pixels; sides of up to 65,535 are read")
                    .contains("FORGED LABEL");
            JsonNode json =
                    new ObjectMapper().readTree(scan("--json", strip, photo).out());
            assertThat(json.path("exitCode").asInt()).isEqualTo(11);
            assertThat(json.path("pictures").path(0).path("trouble").asText()).contains("40 x 1,000,000");
            assertThat(json.path("pictures").path(1).path("codes").size()).isEqualTo(1);
        }

        @Test
        void pictures_are_each_answered() {
            gatewayAnswers(CONSORTIUM.honestAnswer(GENUINE));
            Run run = scan(photo(GENUINE.uri()), folder.resolve("missing.jpg").toString());
            assertThat(run.exit()).isEqualTo(12);
            assertThat(run.out()).contains("✓ GENUINE").contains("missing.jpg: there is no such file");
        }
    }

    @Nested
    class Misuse {

        @Test
        void without_a_picture_shows_the_usage() {
            assertThat(scan().exit()).isEqualTo(2);
        }

        @Test
        void with_a_gateway_that_is_no_address_is_named() {
            Run run = scanAt("localhost:8080", photo("x"));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("gateway localhost:8080: not an address");
        }

        @Test
        void without_roots_says_where_they_come_from() throws IOException {
            Files.delete(roots);
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("roots.json: there is no such file").contains("network/up writes");
        }

        @Test
        void with_roots_that_are_none_is_named() throws IOException {
            Files.writeString(roots, "{}");
            Run run = scan(photo(GENUINE.uri()));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("roots " + roots);
        }
    }
}
