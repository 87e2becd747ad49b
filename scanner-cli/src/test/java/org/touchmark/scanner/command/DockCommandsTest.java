package org.touchmark.scanner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.scanner.client.StandInGateway;
import org.touchmark.scanner.client.StandInGateway.Asked;
import org.touchmark.scanner.command.Shell.Run;

/** What is asked of the gateway at a dock, and what people and programs are told. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DockCommandsTest extends PartyCommandCase {

    private static final String CASE = "106141411234567897";
    private static final String PALLET = "106141411234567903";

    @Nested
    class Offer {

        @Test
        void takes_containers_beside_scanned_units_of_any_batch() throws IOException {
            answering(
                    200,
                    "{'id':'" + HAND_OFF + "','from':'A','to':'B','state':'OFFERED','containers':['1','2'],"
                            + "'groups':[{'gtin':'G','lot':'L','units':['aa']}]}");

            Run run = run(
                    "offer",
                    "--to",
                    "4012345000009",
                    "--container",
                    CASE,
                    "--container",
                    "(00)" + PALLET,
                    "--links",
                    links("https://a/01/1"));

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).contains("hand-off " + HAND_OFF + ": 1 unit and 2 containers offered by A to B");
            assertThat(json(asked().body()))
                    .isEqualTo(json("{'to':'4012345000009','links':['https://a/01/1'],'containers':['" + CASE + "','"
                            + PALLET + "']}"));
        }

        @Test
        void says_what_is_missing_or_too_much() throws IOException {
            assertThat(run("offer", "--to", "4012345000009").err()).contains("no goods: name containers");
            assertThat(run("offer", "--to", "4012345000009", "--all").err()).contains("--gtin and --lot");
            assertThat(run("offer", "--to", "4012345000009", "--lot", "L", "--container", CASE)
                            .exit())
                    .isEqualTo(2);
            assertThat(run("offer", "--to", "4012345000009", "--all", "--links", links("x"))
                            .err())
                    .contains("one of --all, --serial and --links");
            Run wrong = run("offer", "--to", "4012345000009", "--container", "106141411234567890");
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err()).contains("check digit is 0, should be 7");
            assertThat(gateway.asked()).isEmpty();
        }

        @Test
        void tells_programs_all_that_the_gateway_answered() throws IOException {
            String answer = "{'id':'" + HAND_OFF + "','state':'OFFERED','containers':['" + CASE + "']}";
            answering(200, answer);

            Run run = run("offer", "--to", "4012345000009", "--container", CASE, "--json");

            assertThat(json(run.out())).isEqualTo(json(answer));
        }
    }

    @Nested
    class Accept {

        private static final String PART =
                "{'id':'" + HAND_OFF + "','from':'A','to':'B','state':'ACCEPTED_IN_PART','containers':['1','2'],"
                        + "'goods':{'root':'aa','count':2},'accepted':{'root':'bb','count':1,'containers':['1']}}";

        @Test
        void takes_a_part_and_says_where_the_rest_is() throws IOException {
            answering(200, PART);

            Run run = run("accept", HAND_OFF, "--part", "--container", CASE, "--operation", "operation0000001");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("1 container is now held by B")
                    .contains("of 2 containers that were offered; the rest is with A");
            assertThat(asked().target()).isEqualTo("/api/v1/hand-offs/" + HAND_OFF + "/accept");
            assertThat(asked().operation()).isEqualTo("operation0000001");
            assertThat(json(asked().body())).isEqualTo(json("{'part':{'containers':['" + CASE + "']}}"));
        }

        @Test
        void counts_what_both_sides_signed_for_where_the_gateway_could_not_list_it() {
            answering(
                    200,
                    "{'id':'" + HAND_OFF + "','from':'A','to':'B','state':'ACCEPTED_IN_PART',"
                            + "'goods':{'root':'aa','count':3},'accepted':{'root':'bb','count':2}}");

            assertThat(run("accept", HAND_OFF, "--part", "--container", CASE).out())
                    .contains("2 things are now held by B")
                    .contains("of 3 things that were offered; the rest is with A");
        }

        @Test
        void takes_no_part_that_is_not_called_one() {
            assertThat(run("accept", HAND_OFF, "--container", CASE).err()).contains("say so with --part");
            assertThat(run("accept", HAND_OFF, "--part").err()).contains("say what with --container or --links");
            assertThat(run("accept", HAND_OFF, "--part").exit()).isEqualTo(2);
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Nested
    class Refuse_cancel_and_lapse {

        @Test
        void say_with_whom_the_goods_are() {
            for (String command : List.of("refuse", "cancel", "lapse")) {
                answering(200, "{'id':'" + HAND_OFF + "','from':'A','to':'B','state':'X','units':['aa','bb']}");

                Run run = run(command, HAND_OFF);

                assertThat(run.exit()).as(run.err()).isZero();
                assertThat(run.out()).contains("2 units with A");
                assertThat(gateway.asked().get(gateway.asked().size() - 1).target())
                        .isEqualTo("/api/v1/hand-offs/" + HAND_OFF + "/" + command);
            }
        }

        @Test
        void tell_a_refusal_apart_from_an_outage() {
            refusing(409, "{\"title\":\"Too late\",\"code\":\"LAPSED\"}");
            assertThat(run("refuse", HAND_OFF).exit()).isEqualTo(14);
            assertThat(run("refuse", HAND_OFF).err()).contains("LAPSED");
            refusing(503, "{\"title\":\"Ledger unreachable\"}");
            assertThat(run("cancel", HAND_OFF).exit()).isEqualTo(13);
        }
    }

    @Nested
    class Pack_unpack_and_repack {

        @Test
        void name_the_container_and_the_things() throws IOException {
            answering(200, "{'units':2,'containers':0}");
            assertThat(run("pack", CASE, "--links", links("https://a/1", "https://a/2"))
                            .out())
                    .contains("2 units packed into " + CASE);
            answering(200, "{'units':0,'containers':1}");
            assertThat(run("unpack", PALLET, "--container", CASE).out()).contains("1 container taken out of " + PALLET);
            assertThat(run("repack", PALLET, CASE, "--gtin", "09506000134352", "--lot", "L", "--serial", "S")
                            .out())
                    .contains("moved from " + PALLET + " into " + CASE);

            assertThat(gateway.asked())
                    .extracting(Asked::target)
                    .containsExactly(
                            "/api/v1/containers/" + CASE + "/pack",
                            "/api/v1/containers/" + PALLET + "/unpack",
                            "/api/v1/containers/" + PALLET + "/repack");
            assertThat(json(gateway.asked().get(2).body()))
                    .isEqualTo(json("{'gtin':'09506000134352','lot':'L','serials':['S'],'into':'" + CASE + "'}"));
        }
    }

    @Nested
    class Container {

        @Test
        void is_made_sealed_and_opened() throws IOException {
            answering(200, "{'sscc':'" + PALLET + "','state':'OPEN','level':2}");
            assertThat(run("container", "create", PALLET, "--level", "2").out())
                    .contains(PALLET + " is open: it can be packed");
            answering(200, "{'sscc':'" + PALLET + "','state':'SEALED'}");
            assertThat(run("container", "seal", PALLET).out()).contains("is sealed: it can be handed over");
            assertThat(run("container", "unseal", PALLET).exit()).isZero();

            assertThat(gateway.asked())
                    .extracting(Asked::target)
                    .containsExactly(
                            "/api/v1/containers",
                            "/api/v1/containers/" + PALLET + "/seal",
                            "/api/v1/containers/" + PALLET + "/unseal");
            assertThat(json(gateway.asked().get(0).body())).isEqualTo(json("{'sscc':'" + PALLET + "','level':2}"));
        }

        @Test
        void is_shown_with_its_place_and_all_slices_of_its_contents() {
            gateway.answering(exchange -> {
                String target = exchange.getRequestURI().toString();
                String body = target.endsWith("from=3")
                        ? "{'groups':[{'gtin':'G','lot':'L','units':['cc']}],'containers':[]}"
                        : target.endsWith("/contents")
                                ? "{'groups':[{'gtin':'G','lot':'L','units':['aa','bb']}],'containers':['77'],'next':3}"
                                : "{'container':{'sscc':'" + CASE
                                        + "','level':1,'state':'SEALED','generation':2,'putIn':3,'origin':{'gtin':'G',"
                                        + "'lot':'L','ordinal':4}},'custodian':'B','inTransit':true,'containers':['"
                                        + PALLET + "']}";
                StandInGateway.send(exchange, 200, "application/json", quoted(body));
            });

            Run run = run("container", "show", CASE);

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out().lines())
                    .containsExactly(
                            "container " + CASE + ", level 1, sealed",
                            "  on its way, last held by B",
                            "  in " + PALLET,
                            "  planned for GTIN G lot L, number 5 of its containers; its contents changed since",
                            "  holds 3 units of GTIN G lot L",
                            "  holds container 77");
        }

        @Test
        void asks_what_to_do() {
            assertThat(shell.run("container").exit()).isEqualTo(2);
            assertThat(shell.run("container").err()).contains("create", "seal", "unseal", "show");
        }
    }

    @Nested
    class Register {

        @Test
        void sends_cases_and_pallets_and_tells_their_numbers() throws IOException {
            String batch = "{'gtin':'G','lot':'L','count':240,'root':'ab','plan':[{'first':'" + CASE
                    + "','count':20,'level':1,'parent':20,'each':10},{'first':'" + PALLET + "','count':2,'level':2}]}";
            gateway.answering(
                    200,
                    "application/x-ndjson",
                    quoted("{'event':'done','batch':" + batch + ",'labels':'/x','warnings':[]}\n"));

            Run run = run(
                    "register",
                    "--make",
                    "240",
                    "--gtin",
                    "09506000134352",
                    "--lot",
                    "L",
                    "--cases-of",
                    "12",
                    "--pallets-of",
                    "10",
                    "--first-sscc",
                    CASE);

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("cases   20, SSCCs from " + CASE)
                    .contains("pallets 2, SSCCs from " + PALLET);
            assertThat(json(asked().body()))
                    .isEqualTo(json("{'gtin':'09506000134352','lot':'L','profile':'signed',"
                            + "'casesOf':12,'palletsOf':10,'firstSscc':'" + CASE + "','make':240}"));
        }

        @Test
        void wants_the_first_number_with_the_cases() {
            Run run = run("register", "--make", "2", "--gtin", "09506000134352", "--lot", "L", "--cases-of", "12");

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("--first-sscc");
        }
    }

    @Nested
    class Help {

        @Test
        void of_every_command_has_an_example_and_exit_codes() {
            assertHelped(
                    "refuse",
                    "cancel",
                    "lapse",
                    "pack",
                    "unpack",
                    "repack",
                    "container",
                    "container create",
                    "container seal",
                    "container unseal",
                    "container show");
        }
    }
}
