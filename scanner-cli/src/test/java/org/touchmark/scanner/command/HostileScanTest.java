package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.fixture.HostileJson;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.command.Shell.Run;
import org.touchmark.scanner.picture.Drawing;
import org.touchmark.scanner.scan.Consortium;

/** Whatever a gateway answers and whatever file is named: each thing ends in an outcome of its own, and none hides another. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileScanTest {
    private static final Consortium CONSORTIUM = Consortium.withSoldBatch();
    private static final DigitalLink GENUINE = CONSORTIUM.link(3);
    private static final DigitalLink FORGED = CONSORTIUM.withSerial(GENUINE, "W11-X");
    private static final String HONEST =
            CONSORTIUM.honestAnswer(GENUINE).toJson().toString();

    /** What a scan may end with, whatever it is given: never 1 and never 2. */
    private static final Set<Integer> OUTCOMES = Set.of(0, 10, 11, 12, 13);

    private static final int TEXTS = 150;

    @TempDir
    private Path folder;

    private final StandInGateway gateway = new StandInGateway();
    private final Shell shell = new Shell(CONSORTIUM.now());

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("roots.json"), CONSORTIUM.rootsJson());
        Drawing.ofCode(GENUINE.uri(), 4).save(folder.resolve("one.png"));
        Drawing.ofCode(FORGED.uri(), 4).save(folder.resolve("forged.png"));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Run scan(String... pictures) {
        return shell.run(Stream.concat(
                        Stream.of(
                                "scan",
                                "--gateway",
                                gateway.url(),
                                "--roots",
                                folder.resolve("roots.json").toString()),
                        Arrays.stream(pictures)
                                .map(name -> name.startsWith("--")
                                        ? name
                                        : folder.resolve(name).toString()))
                .toArray(String[]::new));
    }

    private static JsonNode json(Run run) {
        try {
            return new ObjectMapper().readTree(run.out());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + run.out() + run.err(), e);
        }
    }

    /** Answers one label with a text, and others honestly. */
    private void answer(DigitalLink about, byte[] text) {
        gateway.answering(exchange -> {
            boolean asked = exchange.getRequestURI()
                    .getRawPath()
                    .endsWith("/" + about.serial().value());
            byte[] body = asked
                    ? text
                    : CONSORTIUM.honestAnswer(FORGED).toJson().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
    }

    @Test
    void every_answer_ends_in_an_outcome_and_hides_no_forgery_beside_it() {
        Iterator<String> texts = HostileJson.of(CONSORTIUM.honestAnswer(GENUINE).toJson(), TEXTS, 14)
                .iterator();
        while (texts.hasNext()) {
            String text = texts.next();
            answer(GENUINE, text.getBytes(StandardCharsets.UTF_8));
            Run people = scan("one.png");

            assertThat(people.exit()).as(() -> text + people.err()).isIn(OUTCOMES);
            assertThat(people.out()).as(text).contains("one.png");
            Run programs = scan("--json", "one.png", "forged.png");
            JsonNode answers = json(programs);
            assertThat(programs.exit()).as(text).isEqualTo(11);
            assertThat(answers.at("/pictures/0/codes/0/outcome").asText())
                    .as(text)
                    .isIn("judged", "unanswered");
            assertThat(answers.at("/pictures/1/codes/0/answer/verdict").asText())
                    .isEqualTo("forged-label");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "null", "\"1\"", "[]", "9007199254740991"})
    void a_batch_that_was_abandoned_at_some_time_is_an_answer_of_its_own(String at) {
        answer(
                GENUINE,
                HONEST.replace("\"batch\":{", "\"batch\":{\"abandonedAt\":" + at + ",")
                        .getBytes(StandardCharsets.UTF_8));
        Run run = scan("one.png", "forged.png");

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(11);
        assertThat(run.out()).contains("NOT CHECKED", "answers in a form that cannot be read", "FORGED LABEL");
    }

    @Test
    void an_answer_that_is_not_utf_8_is_none() {
        byte[] text = HONEST.replace("Aurelia", "Aur\u00e9lia").getBytes(StandardCharsets.ISO_8859_1);
        answer(GENUINE, text);
        Run run = scan("one.png");

        assertThat(run.exit()).isEqualTo(13);
        assertThat(run.out()).contains("NOT CHECKED", "its answer is not UTF-8");
    }

    @Test
    void files_of_any_bytes_end_in_an_outcome_and_hide_no_forgery_beside_them() throws IOException {
        answer(GENUINE, HONEST.getBytes(StandardCharsets.UTF_8));
        Random random = new Random(15);
        byte[] picture = Files.readAllBytes(folder.resolve("one.png"));
        for (int i = 0; i < 60; i++) {
            byte[] bytes = picture.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Files.write(folder.resolve("any.png"), Arrays.copyOf(bytes, length));
            Run run = scan("--json", "any.png", "missing.png", "", "forged.png");

            assertThat(run.exit()).isEqualTo(11);
            assertThat(json(run).path("pictures")).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"channel\":1}", "\u0000\u0001", "{\"organisations\":[{}]}"})
    void roots_that_are_none_are_named_with_their_file(String text) throws IOException {
        Files.writeString(folder.resolve("roots.json"), text);
        Run run = scan("one.png");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("roots.json").doesNotContain("Exception");
    }

    @Test
    void roots_that_a_windows_editor_saved_are_read() throws IOException {
        for (List<String> way : List.of(List.of("\uFEFF", "UTF-8"), List.of("\uFEFF", "UTF-16LE"))) {
            Files.write(
                    folder.resolve("roots.json"),
                    (way.get(0) + CONSORTIUM.rootsJson()).getBytes(Charset.forName(way.get(1))));
            answer(GENUINE, HONEST.getBytes(StandardCharsets.UTF_8));

            assertThat(scan("one.png").exit()).as(way.toString()).isZero();
        }
    }
}
