package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.gs1.Sscc;

/** Cases and pallets: part of {@link GatewayContract}. Each test takes lots and SSCCs of its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class ContainerContract extends GatewayCaller {
    @Nested
    class Packing_at_registration {
        @Test
        void numbers_cases_and_pallets_from_the_first_sscc() {
            JsonNode batch = pack("P1", 25, "'casesOf':3,'palletsOf':4,'firstSscc':'" + sscc(1_000) + "'");

            assertThat(batch.path("plan")).hasSize(2);
            assertThat(batch.path("plan").path(1).path("first").asText())
                    .isEqualTo(sscc(1_009).digits());
            JsonNode last = container(sscc(1_008));
            assertThat(last.path("container").path("state").asText()).isEqualTo("SEALED");
            assertThat(last.path("containers"))
                    .extracting(JsonNode::asText)
                    .containsExactly(sscc(1_011).digits());
            assertThat(last.path("custodian").asText())
                    .isEqualTo(batch.path("brand").asText());
            assertThat(gateway()
                            .get("corner", "/api/v1/containers/" + sscc(1_012))
                            .statusCode())
                    .isEqualTo(404);
        }

        @Test
        void is_named_in_the_query_of_a_csv() {
            HttpResponse<byte[]> response = gateway()
                    .postCsv(
                            "aurelia",
                            "gtin=" + gtin() + "&lot=P2&casesOf=2&firstSscc=(00)" + sscc(1_100),
                            "serial\nP2-1\nP2-2\nP2-3\n");

            assertThat(last(response).path("batch").path("plan"))
                    .as(last(response).toString())
                    .hasSize(1);
            assertThat(container(sscc(1_101)).path("container").path("level").asInt())
                    .isEqualTo(1);
            assertThat(codes(scan(link("P2", 2)).path("reasons"))).contains("registered", "with-brand");
        }

        @Test
        void takes_a_plan_of_runs() {
            String runs = "[{'first':'" + sscc(1_200) + "','count':2,'level':1,'parent':3,'each':3},{'first':'"
                    + sscc(1_210) + "','count':1,'level':1,'parent':3,'each':3},{'first':'" + sscc(1_220)
                    + "','count':1,'level':2}]";

            pack("P3", 6, "'plan':" + runs + ",'unitsEach':2");

            String id = offered("aurelia", "meridian", containers(sscc(1_220)));
            done(reply("meridian", id, "accept", ""));
            JsonNode step = scan(link("P3", 5)).at("/trail/events/0");
            assertThat(step.path("containers"))
                    .extracting(JsonNode::asText)
                    .containsExactly(sscc(1_210).digits(), sscc(1_220).digits());
        }

        @Test
        void is_refused_where_it_breaks_a_rule() {
            String body = "{'gtin':'" + gtin() + "','lot':'P4','make':10,";
            pack("P5", 4, "'casesOf':2,'firstSscc':'" + sscc(1_300) + "'");

            assertRefused(register(body + "'casesOf':2}"), 422, "PLAN_INVALID");
            assertRefused(register(body + "'casesOf':0,'firstSscc':'" + sscc(1) + "'}"), 422, "PLAN_INVALID");
            assertRefused(register(body + "'casesOf':2,'unitsEach':2}"), 422, "PLAN_INVALID");
            assertRefused(register(body + "'casesOf':2,'firstSscc':'106141411234567891'}"), 422, "SSCC_INVALID");
            assertRefused(register(body + "'casesOf':2,'firstSscc':'106141411234567897'}"), 403, "PREFIX_NOT_OWNED");
            assertRefused(register(body + "'casesOf':2,'firstSscc':'" + sscc(1_298) + "'}"), 409, "CONTAINER_EXISTS");
            assertRefused(
                    register(body + "'plan':[{'first':'" + sscc(1_310) + "','count':1,'level':1}],'unitsEach':9}"),
                    422,
                    "PLAN_INVALID");
            assertThat(gateway()
                            .get("corner", "/api/v1/batches/" + gtin() + "/P4")
                            .statusCode())
                    .isEqualTo(404);
        }

        @Test
        void is_part_of_what_makes_a_batch_the_same() {
            String body =
                    "{'gtin':'" + gtin() + "','lot':'P6','make':4,'casesOf':%d,'firstSscc':'" + sscc(1_400) + "'}";

            JsonNode first = last(keyed("aurelia", "/api/v1/batches", "p6", body.formatted(2)));
            JsonNode again = last(keyed("aurelia", "/api/v1/batches", "p6", body.formatted(2)));
            HttpResponse<byte[]> other = keyed("aurelia", "/api/v1/batches", "p6", body.formatted(4));

            assertThat(again.path("batch")).isEqualTo(first.path("batch"));
            assertRefused(other, 409, "BATCH_EXISTS");
        }

        private HttpResponse<byte[]> register(String body) {
            return gateway().post("aurelia", "/api/v1/batches", body);
        }
    }

    @Nested
    class Containers {
        @Test
        void are_made_filled_closed_and_handed_over_with_all_that_is_in_them() {
            make("C1", 4);
            HttpResponse<byte[]> made = create("aurelia", sscc(3_000), 1);
            assertThat(made.headers().firstValue("Location")).hasValue("/api/v1/containers/" + sscc(3_000));
            done(create("aurelia", sscc(3_001), 2));

            JsonNode moved = done(container("aurelia", sscc(3_000), "pack", "{" + units("C1", 0, 1, 2) + "}"));
            assertThat(moved.path("units").asInt()).isEqualTo(3);
            assertRefused(
                    container("aurelia", sscc(3_001), "pack", "{" + containers(sscc(3_000)) + "}"),
                    409,
                    "CONTAINER_OPEN");
            done(container("aurelia", sscc(3_000), "seal", ""));
            done(container("aurelia", sscc(3_001), "pack", "{" + containers(sscc(3_000)) + "}"));
            assertRefused(offer("aurelia", "meridian", containers(sscc(3_001))), 409, "CONTAINER_OPEN");
            assertRefused(container("aurelia", sscc(3_000), "unseal", ""), 409, "IN_CONTAINER");
            assertThat(done(container("aurelia", sscc(3_001), "seal", ""))
                            .path("state")
                            .asText())
                    .isEqualTo("SEALED");
            String id = offered("aurelia", "meridian", containers(sscc(3_001)));
            done(reply("meridian", id, "accept", ""));

            assertThat(custodian("C1", 1)).isEqualTo(gln("meridian"));
            assertThat(custodian("C1", 3)).isNotEqualTo(gln("meridian"));
            JsonNode answer = scan(link("C1", 2));
            assertThat(answer.path("verdict").asText()).isEqualTo("genuine");
            assertThat(codes(answer.path("reasons"))).contains("carried").doesNotContain("packed");
            assertThat(container(sscc(3_000)).path("custodian").asText()).isEqualTo(gln("meridian"));
            assertRefused(container("aurelia", sscc(3_001), "unseal", ""), 409, "NOT_CUSTODIAN");
        }

        @Test
        void are_one_things_one_place() {
            make("C2", 2);
            List.of(3_100, 3_101).forEach(number -> done(create("aurelia", sscc(number), 1)));
            done(create("aurelia", sscc(3_102), 2));
            done(container("aurelia", sscc(3_100), "pack", "{" + units("C2", 0) + "}"));
            assertRefused(
                    container("aurelia", sscc(3_100), "pack", "{" + containers(sscc(3_100)) + "}"),
                    422,
                    "CONTAINER_CYCLE");
            assertRefused(
                    container("aurelia", sscc(3_100), "pack", "{" + containers(sscc(3_102)) + "}"),
                    422,
                    "CONTAINER_LEVEL");
            done(container("aurelia", sscc(3_100), "seal", ""));
            done(container("aurelia", sscc(3_102), "pack", "{" + containers(sscc(3_100)) + "}"));

            assertRefused(container("aurelia", sscc(3_101), "pack", "{" + units("C2", 0) + "}"), 409, "SECOND_PARENT");
            assertRefused(
                    container("aurelia", sscc(3_101), "unpack", "{" + units("C2", 0) + "}"), 409, "NOT_IN_CONTAINER");
            assertRefused(offer("aurelia", "meridian", units("C2", 0)), 409, "IN_CONTAINER");
            assertRefused(create("aurelia", sscc(3_100), 1), 409, "CONTAINER_EXISTS");
            assertRefused(create("meridian", sscc(3_103), 1), 403, "PREFIX_NOT_OWNED");
            done(container("aurelia", sscc(3_101), "seal", ""));
            assertRefused(
                    container("aurelia", sscc(3_101), "pack", "{" + units("C2", 1) + "}"), 409, "CONTAINER_SEALED");
        }

        @Test
        void are_split_by_repacking() {
            pack("C3", 6, "'casesOf':3,'palletsOf':2,'firstSscc':'" + sscc(3_200) + "'");
            String id = offered("aurelia", "meridian", containers(sscc(3_202)));
            assertRefused(container("aurelia", sscc(3_200), "unseal", ""), 409, "IN_TRANSIT");
            done(reply("meridian", id, "accept", ""));
            assertRefused(container("meridian", sscc(3_200), "unseal", ""), 409, "IN_CONTAINER");
            done(container("meridian", sscc(3_202), "unseal", ""));
            done(container("meridian", sscc(3_202), "unpack", "{" + containers(sscc(3_200), sscc(3_201)) + "}"));
            List.of(3_200, 3_201).forEach(number -> done(container("meridian", sscc(number), "unseal", "")));

            JsonNode moved = done(container(
                    "meridian", sscc(3_200), "repack", "{'into':'" + sscc(3_201) + "'," + units("C3", 0, 1) + "}"));

            assertThat(moved.path("units").asInt()).isEqualTo(2);
            assertRefused(
                    container("meridian", sscc(3_200), "unpack", "{" + units("C3", 1) + "}"), 409, "NOT_IN_CONTAINER");
            done(container("meridian", sscc(3_201), "unpack", "{" + units("C3", 1) + "}"));
            assertThat(custodian("C3", 1)).isEqualTo(gln("meridian"));
        }

        @Test
        void are_filled_once_under_the_same_key() {
            make("C4", 2);
            done(create("aurelia", sscc(3_300), 1));
            String path = "/api/v1/containers/" + sscc(3_300) + "/pack";
            String body = "{" + units("C4", 0) + "}";

            JsonNode first = done(keyed("aurelia", path, "c4", body));

            assertThat(done(keyed("aurelia", path, "c4", body))).isEqualTo(first);
            assertRefused(keyed("aurelia", path, "c5", body), 409, "SECOND_PARENT");
            assertRefused(keyed("aurelia", path, "c4", "{" + units("C4", 1) + "}"), 409, "OPERATION_REUSED");
        }
    }

    @Nested
    class A_pallet {
        @Test
        void of_ten_thousand_units_changes_hands_as_one_thing() {
            pack("T1", 10_000, "'casesOf':100,'palletsOf':100,'firstSscc':'" + sscc(4_000) + "'");

            String id = offered("aurelia", "meridian", containers(sscc(4_100)));
            assertThat(codes(scan(link("T1", 9_999)).path("reasons"))).contains("in-transit", "packed");
            JsonNode accepted = done(reply("meridian", id, "accept", ""));

            assertThat(accepted.path("containers")).hasSize(1);
            assertThat(custodian("T1", 9_999)).isEqualTo(gln("meridian"));
        }

        @Test
        void is_unpacked_and_passed_on_by_the_case_and_each_unit_knows_its_way() {
            pack("T2", 240, "'casesOf':12,'palletsOf':10,'firstSscc':'" + sscc(4_200) + "'");
            Sscc box = sscc(4_203);
            Sscc pallet = sscc(4_220);
            String first = offered("aurelia", "meridian", containers(pallet));
            done(reply("meridian", first, "accept", ""));
            done(container("meridian", pallet, "unseal", ""));
            assertThat(done(container("meridian", pallet, "unpack", "{" + containers(box) + "}"))
                            .path("containers")
                            .asInt())
                    .isEqualTo(1);
            assertThat(contents(pallet).path("containers")).hasSize(9);
            assertThat(contents(box).path("groups").path(0).path("units")).hasSize(12);
            assertThat(contents(box).has("next")).isFalse();
            String second = offered("meridian", "corner", containers(box));
            done(reply("corner", second, "accept", ""));

            JsonNode answer = scan(link("T2", 3 * 12 + 5));

            assertThat(answer.path("verdict").asText()).isEqualTo("genuine");
            assertThat(codes(answer.path("reasons"))).contains("custody-signed", "packed", "carried");
            JsonNode trail = answer.at("/trail/events");
            assertThat(trail)
                    .extracting(step -> step.path("handOff").path("id").asText())
                    .containsExactly(first, second);
            assertThat(trail.path(0).path("containers"))
                    .extracting(JsonNode::asText)
                    .containsExactly(box.digits(), pallet.digits());
            assertThat(trail.path(1).path("containers"))
                    .extracting(JsonNode::asText)
                    .containsExactly(box.digits());
            assertThat(answer.path("custody").path("custodian").asText()).isEqualTo(gln("corner"));
            assertThat(page(link("T2", 41)))
                    .contains("Travelled in case " + box + ", on pallet " + pallet, "Travelled in container " + box);
            assertThat(custodian("T2", 3 * 12 - 1)).isEqualTo(gln("meridian"));
            assertThat(custodian("T2", 239)).isNotEqualTo(gln("meridian"));
        }

        private JsonNode contents(Sscc sscc) {
            return done(gateway().get("corner", "/api/v1/containers/" + sscc + "/contents"));
        }

        private String page(String link) {
            return new String(
                    gateway()
                            .send(gateway()
                                    .request("", link.substring(link.indexOf("/01/")))
                                    .header("Accept", "text/html"))
                            .body(),
                    UTF_8);
        }
    }
}
