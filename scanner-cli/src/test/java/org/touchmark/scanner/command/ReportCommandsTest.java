package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.command.Shell.Run;

/** Reports and label keys from the command line. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportCommandsTest extends PartyCommandCase {

    private static final String SOLD = """
            {"subject":{"gtin":"09506000134352","lot":"A7","digest":"00"},"life":"sold","stolen":false,"recalled":true}""";

    @Nested
    class Report {

        @Test
        void of_a_unit_by_its_label_says_how_it_stands() throws IOException {
            answering(201, SOLD);

            Run run = run("report", "sold", "--link", "https://a/01/1", "--operation", "operation0000001");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).contains("the unit of https://a/01/1: reported sold; it is recalled as well");
            assertThat(gateway.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.target()).isEqualTo("/api/v1/reports");
                assertThat(asked.operation()).isEqualTo("operation0000001");
                assertThat(asked.authorization()).isEqualTo("Bearer s3cret");
                assertThat(json(asked.body()))
                        .isEqualTo(json("{\"status\":\"sold\",\"subject\":{\"link\":\"https://a/01/1\"}}"));
            });
        }

        @Test
        void of_a_batch_of_a_serial_and_of_a_container_names_them() throws IOException {
            answering(201, SOLD);

            run("report", "RECALLED", "--gtin", GTIN, "--lot", "A7", "--yes");
            run("report", "decommissioned", "--gtin", GTIN, "--lot", "A7", "--serial", "S1");
            run("report", "stolen", "--sscc", "395060001343520001");
            Run wrong = run("report", "stolen", "--sscc", "395060001343520002");

            List<JsonNode> subjects = new ArrayList<>();
            for (StandInGateway.Asked asked : gateway.asked()) {
                subjects.add(json(asked.body()).path("subject"));
            }
            assertThat(subjects)
                    .containsExactly(
                            json("{\"gtin\":\"" + GTIN + "\",\"lot\":\"A7\"}"),
                            json("{\"gtin\":\"" + GTIN + "\",\"lot\":\"A7\",\"serial\":\"S1\"}"),
                            json("{\"sscc\":\"395060001343520001\"}"));
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err()).contains("check digit");
        }

        @Test
        void of_several_units_tells_each_that_is_refused_at_its_line_and_does_the_others() throws IOException {
            String links = links("https://a/01/1", "", "https://a/01/2", "https://a/01/3");
            gateway.answering(exchange -> {
                boolean second = gateway.asked().size() == 2;
                StandInGateway.send(
                        exchange,
                        second ? 409 : 201,
                        second ? PROBLEM : "application/json",
                        second
                                ? quoted(
                                        "{'title':'It contradicts','code':'STATUS_FORBIDS','errors':[{'line':0,"
                                                + "'serial':'B2','code':'STATUS_FORBIDS','message':'serial B2 is sold already'}]}")
                                : SOLD);
            });
            OperationId whole = new OperationId("operation0000001");

            Run run = run("report", "sold", "--links", links, "--operation", whole.value(), "--json");

            assertThat(run.exit()).isEqualTo(14);
            assertThat(run.err())
                    .contains("1 of 3 are refused, the others are done")
                    .contains("--operation operation0000001 tries these again")
                    .contains("line 3 of " + links + ": serial B2 is sold already");
            JsonNode error = json(run.out()).path("error");
            assertThat(error.path("code").asText()).isEqualTo("STATUS_FORBIDS");
            assertThat(error.path("errors").path(0))
                    .isEqualTo(json("{'place':3,'list':'','serial':'B2','code':'STATUS_FORBIDS',"
                            + "'message':'serial B2 is sold already'}"));
            assertThat(gateway.asked())
                    .extracting(StandInGateway.Asked::operation)
                    .containsExactly(
                            whole.part(1).value(),
                            whole.part(2).value(),
                            whole.part(3).value());
        }

        @Test
        void of_units_that_a_list_has_twice_tells_the_lines_of_the_file() throws IOException {
            answering(201, SOLD);
            String links = links("https://a/01/1", "", "https://a/01/2", "https://a/01/1", "", "https://a/01/1");

            Run ofFile = run("report", "sold", "--links", links);
            Run ofOptions = run("report", "sold", "--link", "https://a/01/1", "--link", "https://a/01/1");

            assertThat(ofFile.err()).contains("lines 4 and 6 name what line 1 names: counted once");
            assertThat(ofOptions.err()).contains("link 2 names what link 1 names: counted once");
            assertThat(gateway.asked()).hasSize(3);
        }

        @Test
        void tells_programs_all_that_the_gateway_answered() throws IOException {
            answering(201, SOLD);

            Run one = run("report", "sold", "--link", "https://a/01/1", "--json");
            Run two = run("report", "sold", "--links", links("https://a/01/1", "https://a/01/2"), "--json");

            assertThat(one.exit()).as(one.err()).isZero();
            assertThat(json(one.out())).isEqualTo(json(SOLD));
            assertThat(json(two.out())).isEqualTo(json("[" + SOLD + "," + SOLD + "]"));
        }

        @Test
        void that_is_refused_tells_programs_by_exit_code_and_a_document() throws IOException {
            refusing(409, "{'title':'It contradicts','code':'STATUS_FORBIDS','detail':'it is sold'}");

            Run run = run("report", "sold", "--link", "https://a/01/1", "--json");

            assertThat(run.exit()).isEqualTo(14);
            JsonNode error = json(run.out()).path("error");
            assertThat(error.path("code").asText()).isEqualTo("STATUS_FORBIDS");
            assertThat(error.path("message").asText()).isEqualTo("it is sold");
            assertThat(error.path("exitCode").asInt()).isEqualTo(14);
            assertThat(run.err()).contains("It contradicts (STATUS_FORBIDS)");
        }

        @Test
        void that_names_nothing_or_too_much_or_an_unknown_status_is_refused_before_it_asks() {
            assertThat(run("report", "sold").exit()).isEqualTo(2);
            assertThat(run("report", "sold", "--gtin", GTIN).exit()).isEqualTo(2);
            assertThat(run("report", "sold", "--link", "x", "--gtin", GTIN, "--lot", "A7")
                            .exit())
                    .isEqualTo(2);
            assertThat(run("report", "lost", "--link", "x").exit()).isEqualTo(2);
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Nested
    class What_can_not_be_taken_back {

        private final String[] recall = {"report", "recalled", "--gtin", GTIN, "--lot", "A7"};

        private void answeringCount() {
            gateway.answering(exchange -> StandInGateway.send(
                    exchange,
                    200,
                    "application/json",
                    exchange.getRequestMethod().equals("GET") ? "{\"count\":1000}" : SOLD));
        }

        @Test
        void is_not_done_in_a_script_that_does_not_say_yes() throws IOException {
            answeringCount();

            Run run = run(Stream.concat(Stream.of(recall), Stream.of("--json")).toArray(String[]::new));

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains("all 1,000 units of GTIN 09506000134352 lot A7, wherever they are")
                    .contains("Nothing was done: add --yes");
            assertThat(json(run.out()).path("error").path("code").asText()).isEqualTo("NOT_CONFIRMED");
            assertThat(gateway.asked()).extracting(StandInGateway.Asked::method).containsExactly("GET");
        }

        @Test
        void is_asked_at_a_terminal_and_done_only_after_a_yes() {
            answeringCount();

            shell.answering("n\n");
            assertThat(run(recall).exit()).isEqualTo(2);
            shell.answering("\n");
            assertThat(run(recall).err()).contains("Go on? [y/N]").contains("Nothing was done.");
            shell.answering("");
            assertThat(run(recall).exit()).isEqualTo(2);
            assertThat(gateway.asked()).extracting(StandInGateway.Asked::method).containsOnly("GET");
            shell.answering("yes\n");
            assertThat(run(recall).exit()).isZero();
            assertThat(gateway.asked()).extracting(StandInGateway.Asked::method).contains("POST");
        }

        @Test
        void names_how_many_units_or_what_is_in_a_container() throws IOException {
            answeringCount();
            String links = links("https://a/01/1", "https://a/01/2");

            assertThat(run("report", "destroyed", "--links", links).err())
                    .contains("This reports destroyed, for good: 2 units");
            assertThat(run("report", "recalled", "--sscc", "395060001343520001").err())
                    .contains("container 395060001343520001 with all that is in it (nothing");
            assertThat(run("label-key", "revoke", "1a2b3c4d").err()).contains("revokes label key 1a2b3c4d for good");
        }

        @Test
        void is_told_from_what_can() {
            answering(201, SOLD);

            assertThat(run("report", "sold", "--link", "https://a/01/1").exit()).isZero();
            assertThat(run("report", "stolen", "--sscc", "395060001343520001").exit())
                    .isZero();
        }
    }

    @Nested
    class Undo {

        @Test
        void is_asked_for_at_its_own_address() {
            answering(200, SOLD.replace("sold", "active"));

            Run run = run("undo", "sold", "--link", "https://a/01/1");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).contains("the report \"sold\" is taken back; it is recalled still");
            assertThat(gateway.asked().get(0).target()).isEqualTo("/api/v1/reports/undo");
        }

        @Test
        void tells_programs_all_that_the_gateway_answered() throws IOException {
            answering(200, SOLD);

            assertThat(json(run("undo", "sold", "--link", "https://a/01/1", "--json")
                            .out()))
                    .isEqualTo(json(SOLD));
        }

        @Test
        void that_comes_too_late_is_refused_with_the_reason() {
            refusing(
                    409,
                    "{\"title\":\"Contradicts\",\"code\":\"UNDO_TOO_LATE\",\"detail\":\"a report is undone within 10 days\"}");

            Run run = run("undo", "sold", "--link", "https://a/01/1");

            assertThat(run.exit()).isEqualTo(14);
            assertThat(run.err()).contains("UNDO_TOO_LATE").contains("within 10 days");
        }
    }

    @Nested
    class Reports {

        @Test
        void are_shown_with_who_said_so_and_when() {
            answering(200, """
                    [{"subject":{"gtin":"09506000134352","lot":"A/7"},
                      "mark":{"status":"recalled","at":0,"signature":{"gln":"9506000100005","at":1764000000000}}}]""");

            Run run = run("reports", "--gtin", GTIN, "--lot", "A/7");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).contains("2025-11-24T16:00:00Z  recalled, says GLN 9506000100005 of its whole batch");
            assertThat(gateway.asked().get(0).target()).isEqualTo("/api/v1/reports?gtin=09506000134352&lot=A%2F7");
        }

        @Test
        void that_there_are_none_is_said() {
            answering(200, "[]");

            assertThat(run("reports", "--sscc", "395060001343520001").out())
                    .contains("container 395060001343520001: nothing is reported");
        }

        @Test
        void are_told_to_programs_as_the_gateway_answered_them() throws IOException {
            String answer = "[{'subject':{'gtin':'G','lot':'L'},'mark':{'status':'recalled'}}]";
            answering(200, answer);

            Run one = run("reports", "--gtin", GTIN, "--lot", "L", "--json");
            Run two = run("reports", "--link", "https://a/01/1", "--link", "https://a/01/2", "--json");

            assertThat(json(one.out())).isEqualTo(json(answer));
            assertThat(json(two.out())).isEqualTo(json("[" + answer + "," + answer + "]"));
        }
    }

    @Nested
    class Label_key {

        private static final String KEY = """
                {"keyId":"1a2b3c4d","validFrom":1764000000000,"held":true,"current":true}""";

        @Test
        void lists_which_is_current_and_which_are_revoked() {
            answering(
                    200,
                    "[" + KEY
                            + ",{\"keyId\":\"00000001\",\"validFrom\":0,\"revokedAt\":1764000000000,\"held\":true,\"current\":false}]");

            Run run = run("label-key", "list");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("1a2b3c4d  valid from 2025-11-24T16:00:00Z  in force, new batches are labelled with it")
                    .contains("00000001  valid from 1970-01-01T00:00:00Z  revoked at 2025-11-24T16:00:00Z");
        }

        @Test
        void is_told_to_programs_as_the_gateway_answered() throws IOException {
            answering(200, "[" + KEY + "]");
            assertThat(json(run("label-key", "list", "--json").out())).isEqualTo(json("[" + KEY + "]"));
            answering(201, KEY);
            assertThat(json(run("label-key", "rotate", "--json").out())).isEqualTo(json(KEY));
            answering(200, KEY);
            assertThat(json(run("label-key", "revoke", "1a2b3c4d", "--yes", "--json")
                            .out()))
                    .isEqualTo(json(KEY));
        }

        @Test
        void is_rotated_and_revoked() {
            answering(201, KEY);

            assertThat(run("label-key", "rotate").out()).contains("label key 1a2b3c4d is registered");
            assertThat(run("label-key", "revoke", "1a2b3c4d", "--yes").exit()).isZero();
            assertThat(run("label-key", "revoke", "nonsense").exit()).isEqualTo(2);
            assertThat(run("label-key").exit()).isEqualTo(2);
            assertThat(gateway.asked())
                    .extracting(StandInGateway.Asked::target)
                    .containsExactly("/api/v1/label-keys", "/api/v1/label-keys/1a2b3c4d/revoke");
        }
    }

    @Test
    void help_of_every_command_shows_exit_codes_and_an_example() {
        assertHelped(
                "report", "undo", "reports", "label-key", "label-key list", "label-key rotate", "label-key revoke");
        assertThat(shell.run("report", "--help").out()).contains("--json", "a list of the answers");
    }
}
