package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.TestGateway;

/** What a dock is told of goods that can't go: each by its serial and its place, all of them at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(RulesGateway.class)
class DockRefusalsTest {
    private static final String HAND_OFFS = "/api/v1/hand-offs";

    private static TestGateway gateway;

    @BeforeAll
    static void know(TestGateway running) {
        gateway = running;
    }

    private static String gln(String slug) {
        return gateway.member(slug).gln().digits();
    }

    private static void register(String lot, int units, String more) {
        String serials = IntStream.range(0, units).mapToObj(i -> lot + "N" + i).collect(Collectors.joining("\n"));
        HttpResponse<byte[]> done =
                gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot + more, "serial\n" + serials + "\n");
        assertThat(TestGateway.last(done).path("batch").path("state").asText())
                .as(new String(done.body(), UTF_8))
                .isEqualTo("SEALED");
    }

    private static String link(String lot, int index) {
        HttpResponse<byte[]> csv = gateway.get("aurelia", "/api/v1/batches/" + GTIN + "/" + lot + "/serials.csv");
        return new String(csv.body(), UTF_8)
                .lines()
                .filter(line -> line.startsWith(lot + "N" + index + ","))
                .map(line -> line.substring(line.indexOf(',') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String links(String lot, int... indices) {
        return IntStream.of(indices)
                .mapToObj(index -> "'" + link(lot, index) + "'")
                .collect(Collectors.joining(",", "'links':[", "]"));
    }

    private static String serials(String lot, String... serials) {
        return List.of(serials).stream()
                .map(serial -> "'" + serial + "'")
                .collect(Collectors.joining(",", "'gtin':'" + GTIN + "','lot':'" + lot + "','serials':[", "]"));
    }

    private static HttpResponse<byte[]> offer(String from, String to, String goods) {
        return gateway.post(from, HAND_OFFS, "{'to':'" + gln(to) + "'," + goods + "}");
    }

    private static String offered(String from, String to, String goods) {
        HttpResponse<byte[]> done = offer(from, to, goods);
        assertThat(done.statusCode()).as(new String(done.body(), UTF_8)).isEqualTo(201);
        return json(done).path("id").asText();
    }

    private static HttpResponse<byte[]> accept(String by, String id, String body) {
        return gateway.post(by, HAND_OFFS + "/" + id + "/accept", body);
    }

    private static Sscc sscc(int number) {
        return Sscc.ofNumber(Long.parseLong("1" + GTIN.substring(1, 10) + "%07d".formatted(number)));
    }

    private static Tuple[] errors(HttpResponse<byte[]> refused, int status, String code) {
        JsonNode problem = json(refused);
        assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo(code);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(problem.toString())
                .doesNotContainPattern("[0-9a-f]{32}")
                .doesNotContainPattern("\\b(custody|container|status|batch|party|unit|calls|time):[A-Z][a-z]");
        return StreamSupport.stream(problem.path("errors").spliterator(), false)
                .map(error -> tuple(
                        error.path("line").asInt(),
                        error.path("column").asText(),
                        error.path("serial").asText(),
                        error.path("code").asText()))
                .toArray(Tuple[]::new);
    }

    @Nested
    class An_offer {
        @Test
        void names_every_label_that_can_not_go_by_its_place_and_serial() {
            register("D1", 6, "");
            String away = offered("aurelia", "meridian", serials("D1", "D1N1"));
            accept("meridian", offered("aurelia", "meridian", serials("D1", "D1N3")), "");
            assertThat(away).matches("[0-9]{13}h[0-9a-z]{32}");

            HttpResponse<byte[]> refused = offer("aurelia", "meridian", links("D1", 0, 1, 2, 3, 4));

            assertThat(errors(refused, 409, "IN_TRANSIT"))
                    .containsExactly(
                            tuple(2, "links", "D1N1", "IN_TRANSIT"), tuple(4, "links", "D1N3", "NOT_CUSTODIAN"));
            assertThat(json(refused).path("detail").asText())
                    .startsWith("2 of 5 can't go, so none goes; the first: serial D1N1 is in transit to party ");
            assertThat(json(refused).path("errors").path(1).path("message").asText())
                    .startsWith("serial D1N3 is with party " + gln("meridian"));
            assertThat(json(refused).path("errorCount").asInt()).isEqualTo(2);
        }

        @Test
        void of_serials_says_which_the_batch_does_not_have() {
            register("D2", 2, "");

            HttpResponse<byte[]> refused =
                    offer("aurelia", "meridian", serials("D2", "D2N0", "WRONG-1", "D2N1", "WRONG-2"));

            assertThat(errors(refused, 404, "UNIT_UNKNOWN"))
                    .containsExactly(
                            tuple(2, "serials", "WRONG-1", "UNIT_UNKNOWN"),
                            tuple(4, "serials", "WRONG-2", "UNIT_UNKNOWN"));
        }

        @Test
        void of_containers_and_units_of_several_batches_names_them_by_their_lists() {
            register("D3", 4, "&casesOf=2&palletsOf=2&firstSscc=" + sscc(3_000));
            register("D4", 1, "");
            offered("aurelia", "meridian", serials("D4", "D4N0"));

            HttpResponse<byte[]> refused = offer(
                    "aurelia",
                    "meridian",
                    "'containers':['" + sscc(3_002) + "','" + sscc(3_000) + "','" + sscc(3_999) + "'],'goods':[{"
                            + serials("D3", "D3N0") + "},{" + serials("D4", "D4N0") + "}]");

            assertThat(errors(refused, 409, "IN_CONTAINER"))
                    .containsExactly(
                            tuple(2, "containers", sscc(3_000).digits(), "IN_CONTAINER"),
                            tuple(3, "containers", sscc(3_999).digits(), "CONTAINER_UNKNOWN"),
                            tuple(1, "group 1, serials", "D3N0", "IN_CONTAINER"),
                            tuple(1, "group 2, serials", "D4N0", "IN_TRANSIT"));
        }

        @Test
        void counts_a_label_once_that_was_scanned_twice_and_says_so() {
            register("D5", 2, "");

            HttpResponse<byte[]> done = offer("aurelia", "meridian", links("D5", 0, 1, 0));

            assertThat(done.statusCode()).isEqualTo(201);
            assertThat(json(done).path("goods").path("count").asInt()).isEqualTo(2);
            JsonNode warning = json(done).path("warnings").path(0);
            assertThat(warning.path("code").asText()).isEqualTo("NAMED_TWICE");
            assertThat(warning.path("line").asInt()).isEqualTo(3);
            assertThat(warning.path("serial").asText()).isEqualTo("D5N0");
        }

        @Test
        void of_recalled_goods_is_made_and_says_which_they_are() {
            register("D6", 2, "");
            register("D7", 4, "&casesOf=2&palletsOf=2&firstSscc=" + sscc(3_100));
            String one = "{'status':'recalled','subject':{'gtin':'" + GTIN + "','lot':'D6','serial':'D6N1'}}";
            String batch = "{'status':'recalled','subject':{'gtin':'" + GTIN + "','lot':'D7'}}";
            assertThat(gateway.post("aurelia", "/api/v1/reports", one).statusCode())
                    .isEqualTo(201);
            assertThat(gateway.post("aurelia", "/api/v1/reports", batch).statusCode())
                    .isEqualTo(201);

            HttpResponse<byte[]> done = offer(
                    "aurelia", "meridian", serials("D6", "D6N0", "D6N1") + ",'containers':['" + sscc(3_102) + "']");

            assertThat(done.statusCode()).isEqualTo(201);
            assertThat(json(done).path("warnings"))
                    .extracting(
                            warning -> warning.path("code").asText(),
                            warning -> warning.path("serial").asText())
                    .containsExactly(tuple("RECALLED", sscc(3_102).digits()), tuple("RECALLED", "D6N1"));
        }
    }

    @Nested
    class An_acceptance {
        @Test
        void in_part_says_which_labels_were_not_offered() {
            register("D8", 4, "");
            String id = offered("aurelia", "meridian", serials("D8", "D8N0", "D8N1"));

            HttpResponse<byte[]> refused = accept("meridian", id, "{'part':{" + links("D8", 0, 2, 3) + "}}");

            assertThat(errors(refused, 409, "NOT_OFFERED"))
                    .containsExactly(
                            tuple(2, "links", "D8N2", "NOT_OFFERED"), tuple(3, "links", "D8N3", "NOT_OFFERED"));
            assertThat(json(refused).path("errors").path(0).path("message").asText())
                    .isEqualTo("serial D8N2 was not offered with hand-off " + id);
        }

        @Test
        void of_a_pallet_may_leave_some_of_its_cases_with_the_sender() {
            register("D9", 8, "&casesOf=2&palletsOf=4&firstSscc=" + sscc(3_200));
            String id = offered("aurelia", "meridian", "'containers':['" + sscc(3_204) + "']");

            HttpResponse<byte[]> done =
                    accept("meridian", id, "{'allBut':{'containers':['" + sscc(3_201) + "','" + sscc(3_203) + "']}}");

            assertThat(json(done).path("state").asText())
                    .as(json(done).toString())
                    .isEqualTo("ACCEPTED_IN_PART");
            assertThat(json(done).path("less"))
                    .extracting(JsonNode::asText)
                    .containsExactly(sscc(3_201).digits(), sscc(3_203).digits());
            assertThat(custodian(3_200)).isEqualTo(gln("meridian"));
            assertThat(custodian(3_201)).isEqualTo(gln("aurelia"));
            JsonNode kept = answer("D9", 0);
            assertThat(kept.path("verdict").asText()).isEqualTo("genuine");
            assertThat(kept.path("custody").path("custodian").asText()).isEqualTo(gln("meridian"));
            JsonNode left = answer("D9", 2);
            assertThat(left.path("verdict").asText()).isEqualTo("genuine");
            assertThat(left.path("custody").path("custodian").asText()).isEqualTo(gln("aurelia"));
        }

        @Test
        void of_all_but_something_leaves_loose_units_too() {
            register("D10", 3, "");
            String id = offered("aurelia", "meridian", serials("D10", "D10N0", "D10N1", "D10N2"));

            HttpResponse<byte[]> done = accept("meridian", id, "{'allBut':{" + links("D10", 1) + "}}");

            assertThat(json(done).path("accepted").path("count").asInt()).isEqualTo(2);
            assertThat(json(done).has("less")).isFalse();
            assertThat(answer("D10", 1).path("custody").path("custodian").asText())
                    .isEqualTo(gln("aurelia"));
        }

        @Test
        void of_all_but_something_says_which_of_it_was_not_offered() {
            register("D11", 4, "&casesOf=2&palletsOf=2&firstSscc=" + sscc(3_300));
            register("D12", 2, "&casesOf=1&palletsOf=2&firstSscc=" + sscc(3_400));
            String id = offered("aurelia", "meridian", "'containers':['" + sscc(3_302) + "']");

            HttpResponse<byte[]> cases = accept(
                    "meridian",
                    id,
                    "{'allBut':{'containers':['" + sscc(3_300) + "','" + sscc(3_400) + "','" + sscc(9) + "']}}");
            HttpResponse<byte[]> unit = accept("meridian", id, "{'allBut':{" + links("D11", 0) + "}}");
            HttpResponse<byte[]> all = accept("meridian", id, "{'allBut':{'containers':['" + sscc(3_302) + "']}}");

            assertThat(errors(cases, 409, "NOT_OFFERED"))
                    .containsExactly(
                            tuple(2, "containers", sscc(3_400).digits(), "NOT_OFFERED"),
                            tuple(3, "containers", sscc(9).digits(), "CONTAINER_UNKNOWN"));
            assertThat(errors(unit, 409, "NOT_OFFERED")).containsExactly(tuple(1, "links", "D11N0", "NOT_OFFERED"));
            assertThat(errors(all, 400, "ARGUMENT_INVALID")).isEmpty();
            assertThat(json(all).path("detail").asText()).contains("refuse it instead");
            assertThat(errors(accept("meridian", id, "{'allBut':{},'part':{}}"), 400, "ARGUMENT_INVALID"))
                    .isEmpty();
        }
    }

    @Nested
    class A_move {
        @Test
        void names_every_thing_that_can_not_be_packed_or_taken_out() {
            register("D13", 3, "");
            Sscc box = sscc(3_500);
            gateway.post("aurelia", "/api/v1/containers", "{'sscc':'" + box + "','level':1}");
            String path = "/api/v1/containers/" + box;
            gateway.post("aurelia", path + "/pack", "{" + serials("D13", "D13N0") + "}");

            HttpResponse<byte[]> packed =
                    gateway.post("aurelia", path + "/pack", "{" + serials("D13", "D13N1", "D13N0", "NONE") + "}");
            HttpResponse<byte[]> taken = gateway.post("aurelia", path + "/unpack", "{" + links("D13", 0, 1, 2) + "}");

            assertThat(errors(packed, 409, "SECOND_PARENT"))
                    .containsExactly(
                            tuple(2, "serials", "D13N0", "SECOND_PARENT"), tuple(3, "serials", "NONE", "UNIT_UNKNOWN"));
            assertThat(errors(taken, 409, "NOT_IN_CONTAINER"))
                    .containsExactly(
                            tuple(2, "links", "D13N1", "NOT_IN_CONTAINER"),
                            tuple(3, "links", "D13N2", "NOT_IN_CONTAINER"));
        }
    }

    @Nested
    class A_report {
        @Test
        void names_the_unit_by_its_serial() {
            register("D14", 1, "");
            String sold = "{'status':'sold','subject':{'link':'" + link("D14", 0) + "'}}";
            gateway.post("aurelia", "/api/v1/reports", sold);

            HttpResponse<byte[]> again = gateway.post("aurelia", "/api/v1/reports", sold);
            HttpResponse<byte[]> undo = gateway.post("aurelia", "/api/v1/reports/undo", sold.replace("sold", "sample"));

            assertThat(errors(again, 403, "STATUS_FOREIGN"))
                    .containsExactly(tuple(0, "link", "D14N0", "STATUS_FOREIGN"));
            assertThat(json(again).path("detail").asText()).startsWith("serial D14N0 is sold already");
            assertThat(errors(undo, 409, "NOTHING_TO_UNDO"))
                    .containsExactly(tuple(0, "link", "D14N0", "NOTHING_TO_UNDO"));
        }
    }

    private static String custodian(int number) {
        return gateway.getJson("corner", "/api/v1/containers/" + sscc(number))
                .path("custodian")
                .asText();
    }

    private static JsonNode answer(String lot, int index) {
        String link = link(lot, index);
        return gateway.getJson("", link.substring(link.indexOf("/01/")));
    }
}
