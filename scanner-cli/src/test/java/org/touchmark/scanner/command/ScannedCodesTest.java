package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.command.Shell.Run;
import org.touchmark.scanner.picture.Drawing;
import org.touchmark.scanner.scan.Consortium;

/** What hand scanners send, and codes of other things than units. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScannedCodesTest {

    private static final Consortium CONSORTIUM = Consortium.withSoldBatch();
    private static final DigitalLink GENUINE = CONSORTIUM.link(3);

    @TempDir
    private Path folder;

    private final StandInGateway gateway = new StandInGateway();
    private final Shell shell = new Shell(CONSORTIUM.now());
    private Path roots;

    @BeforeEach
    void writeRoots() throws IOException {
        roots = Files.writeString(folder.resolve("roots.json"), CONSORTIUM.rootsJson());
        gateway.answering(
                200,
                "application/json",
                CONSORTIUM.honestAnswer(GENUINE).toJson().toString());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Run scan(String... arguments) {
        List<String> all = new ArrayList<>(List.of("scan", "--gateway", gateway.url(), "--roots", roots.toString()));
        all.addAll(List.of(arguments));
        return shell.run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "]Q1%s", "]d1%s", "\u001d%s", "%s%s", "%s\n%s\n"})
    void a_label_is_read_whatever_the_scanner_puts_around_it(String pattern) {
        Run run = scan("--code", pattern.replace("%s", GENUINE.uri()));

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("✓ GENUINE");
        assertThat(gateway.asked()).hasSize(1);
    }

    @Test
    void what_was_put_right_is_said() throws IOException {
        String twice = GENUINE.uri().replace("&", "&amp;").repeat(2);

        assertThat(scan("--code", twice).out().replaceAll("\\s+", " "))
                .contains("the same code came several times in one go; it counts once")
                .contains("&amp; is read as &");
        JsonNode code = new ObjectMapper()
                .readTree(scan("--json", "--code", twice).out())
                .at("/codes/0");
        assertThat(code.path("outcome").asText()).isEqualTo("judged");
        assertThat(code.path("repairs").toString()).isEqualTo("[\"doubled\",\"ampersand\"]");
        assertThat(code.has("x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9506000134352 | ? A PRODUCT'S CODE WITHOUT A SERIAL | product-code",
                "(01)09506000134352 | ? A PRODUCT'S CODE WITHOUT A SERIAL | product-code",
                "]C100106141411234567897 | ? A PALLET'S OR CASE'S CODE (SSCC) | container-code",
                "https://id.example/00/106141411234567897 | ? A PALLET'S OR CASE'S CODE (SSCC) | container-code",
                "https://id.example/414/9506000000008 | ? A LOCATION'S OR COMPANY'S CODE (GLN) | location-code"
            })
    void another_thing_is_called_what_it_is_in_a_picture_and_as_text(String code, String headline, String reason)
            throws IOException {
        String photo = Drawing.ofCode(code, 5).save(folder.resolve("photo.png")).toString();
        Run seen = scan(photo);
        Run typed = scan("--code", code);
        JsonNode json = new ObjectMapper().readTree(scan("--json", photo).out());

        assertThat(seen.exit()).isEqualTo(12);
        assertThat(seen.out()).contains(headline);
        assertThat(typed.exit()).isEqualTo(12);
        assertThat(typed.out()).contains(headline);
        assertThat(json.at("/pictures/0/codes/0/outcome").asText()).isEqualTo("not-a-unit");
        assertThat(json.at("/pictures/0/codes/0/answer/reasons/0/code").asText())
                .isEqualTo(reason);
        assertThat(gateway.asked()).isEmpty();
    }

    @Test
    void element_strings_of_a_unit_with_a_signed_label_are_no_label_and_no_forgery() {
        DigitalLink bare = DigitalLink.compact(GENUINE.origin(), GENUINE.unit());
        gateway.answering(
                200, "application/json", CONSORTIUM.honestAnswer(bare).toJson().toString());

        Run run = scan("--code", "(01)" + GENUINE.gtin() + "(21)" + GENUINE.serial());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(12);
        assertThat(run.out()).contains("? A UNIT'S CODE WITHOUT ITS MAKER'S PROOF");
    }

    @Test
    void text_of_something_else_is_foreign_and_nothing_at_all_is_asked_for() {
        assertThat(scan("--code", "HELLO").out()).contains("? NOT A TOUCHMARK LABEL");
        assertThat(scan().err()).contains("name a picture, or a code's text with --code");
    }

    @Test
    void a_list_with_doubles_is_sent_as_it_is_and_they_are_told() throws IOException {
        gateway.answering(200, "application/json", "{\"id\":\"x\",\"state\":\"OFFERED\",\"containers\":[]}");
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
        Path links = Files.writeString(
                folder.resolve("links"),
                GENUINE.uri() + "\n]Q1" + GENUINE.uri() + "\n"
                        + CONSORTIUM.link(4).uri());

        Run run = shell.run(
                "offer",
                "--to",
                "(414)4012345000009",
                "--links",
                links.toString(),
                "--gateway",
                gateway.url(),
                "--token-file",
                token.toString());

        assertThat(run.err()).contains("line 2 names what line 1 names: counted once");
        assertThat(new ObjectMapper().readTree(gateway.asked().get(0).body()).path("links"))
                .hasSize(3);
        assertThat(gateway.asked().get(0).body()).contains("\"to\":\"4012345000009\"");
    }
}
