package org.touchmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What receivers and senders say to an offer: part of {@link GatewayContract}. Each test takes lots and SSCCs of its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class DockContract extends ContainerContract {
    @Nested
    class Answering_an_offer {
        @Test
        void a_part_is_taken_and_the_rest_is_the_senders_again() {
            pack("A1", 4, "'casesOf':2,'firstSscc':'" + sscc(2_000) + "'");
            make("A2", 2);
            String id = offered(
                    "aurelia",
                    "meridian",
                    "'goods':[{" + units("A2", 0, 1) + "}]," + containers(sscc(2_000), sscc(2_001)));

            JsonNode part = done(reply(
                    "meridian", id, "accept", "{'part':{" + units("A2", 1) + "," + containers(sscc(2_000)) + "}}"));

            assertThat(part.path("state").asText()).isEqualTo("ACCEPTED_IN_PART");
            assertThat(part.path("containers")).hasSize(2);
            assertThat(part.path("goods").path("count").asInt()).isEqualTo(4);
            assertThat(part.path("accepted").path("containers")).hasSize(1);
            assertThat(part.path("accepted").path("count").asInt()).isEqualTo(2);
            assertThat(done(gateway().get("corner", "/api/v1/hand-offs/" + id))).isEqualTo(part);
            assertThat(custodian("A1", 0)).isEqualTo(gln("meridian"));
            assertThat(custodian("A2", 1)).isEqualTo(gln("meridian"));
            assertThat(custodian("A1", 3)).isEqualTo(part.path("from").asText());
            assertThat(custodian("A2", 0)).isEqualTo(part.path("from").asText());
            assertThat(codes(scan(link("A2", 1)).path("reasons"))).contains("custody-signed");
            assertThat(codes(scan(link("A2", 0)).path("reasons"))).contains("with-brand");
            String passed = offered("meridian", "corner", "'received':'" + id + "'");
            JsonNode received = done(reply("corner", passed, "accept", ""));
            assertThat(received.path("units")).isEmpty();
            assertThat(received.path("groups").path(0).path("units")).hasSize(1);
            assertThat(received.path("containers")).hasSize(1);
        }

        @Test
        void a_part_that_names_everything_takes_the_whole() {
            make("A3", 2);
            String id = offered("aurelia", "meridian", units("A3", 0, 1));

            assertThat(done(reply("meridian", id, "accept", "{'part':{" + units("A3", 1, 0) + "}}"))
                            .path("state")
                            .asText())
                    .isEqualTo("ACCEPTED");
        }

        @Test
        void what_is_no_part_or_for_another_is_refused() {
            make("A4", 3);
            String id = offered("aurelia", "meridian", units("A4", 0, 1));

            assertRefused(reply("meridian", id, "accept", "{'part':{" + units("A4", 2) + "}}"), 409, "NOT_OFFERED");
            assertRefused(reply("corner", id, "accept", "{'part':{" + units("A4", 0) + "}}"), 403, "NOT_RECEIVER");
            assertRefused(reply("corner", id, "refuse", ""), 403, "NOT_RECEIVER");
            assertRefused(reply("meridian", id, "cancel", ""), 403, "NOT_SENDER");
            assertRefused(reply("meridian", id, "accept", "{'parts':{}}"), 400, "ARGUMENT_INVALID");
            assertRefused(reply("meridian", id, "accept", "{'part':{}}"), 400, "ARGUMENT_INVALID");
        }

        @Test
        void refused_goods_are_the_senders_again() {
            make("A5", 1);
            String id = offered("aurelia", "meridian", units("A5", 0));

            JsonNode refused = done(keyed("meridian", "/api/v1/hand-offs/" + id + "/refuse", "r5", ""));
            JsonNode again = done(keyed("meridian", "/api/v1/hand-offs/" + id + "/refuse", "r5", ""));

            assertThat(refused.path("state").asText()).isEqualTo("REFUSED");
            assertThat(again).isEqualTo(refused);
            assertRefused(reply("meridian", id, "accept", ""), 409, "HAND_OFF_ENDED");
            assertThat(scan(link("A5", 0)).path("verdict").asText()).isEqualTo("genuine");
            assertThat(custodian("A5", 0)).isEqualTo(refused.path("from").asText());
            offered("aurelia", "corner", units("A5", 0));
        }

        @Test
        void an_offer_is_taken_back_until_it_is_answered() {
            make("A6", 2);
            String id = offered("aurelia", "meridian", units("A6", 0));
            String other = offered("aurelia", "meridian", units("A6", 1));

            assertRefused(offer("aurelia", "corner", units("A6", 0)), 409, "IN_TRANSIT");
            assertThat(done(reply("aurelia", id, "cancel", "")).path("state").asText())
                    .isEqualTo("CANCELLED");
            assertRefused(reply("meridian", id, "refuse", ""), 409, "HAND_OFF_ENDED");
            done(reply("meridian", other, "accept", ""));
            assertRefused(reply("aurelia", other, "cancel", ""), 409, "ALREADY_ACCEPTED");
        }

        @Test
        void past_its_deadline_an_offer_can_only_lapse() {
            make("A7", 1);
            Instant deadline = Instant.now().plusSeconds(5);
            String id = offered("aurelia", "meridian", units("A7", 0) + ",'deadline':'" + deadline + "'");
            assertThat(id).matches(gln("aurelia") + "h[0-9a-z]{32}");
            assertRefused(reply("aurelia", id, "lapse", ""), 409, "NOT_LAPSED");
            while (!Instant.now().isAfter(deadline.plusMillis(1))) {
                LockSupport.parkUntil(deadline.toEpochMilli() + 2);
            }

            assertRefused(reply("meridian", id, "accept", ""), 409, "LAPSED");
            assertRefused(reply("corner", id, "lapse", ""), 403, "NOT_SENDER");
            JsonNode lapsed = done(reply("meridian", id, "lapse", ""));
            assertThat(lapsed.path("state").asText()).isEqualTo("LAPSED");
            assertThat(lapsed.path("units")).hasSize(1);
            assertRefused(reply("meridian", id, "refuse", ""), 409, "LAPSED");
            assertThat(custodian("A7", 0))
                    .isEqualTo(done(gateway().get("corner", "/api/v1/hand-offs/" + id))
                            .path("from")
                            .asText());
        }

        @Test
        void the_same_key_takes_the_same_part_once() {
            make("A8", 2);
            String id = offered("aurelia", "meridian", units("A8", 0, 1));
            String path = "/api/v1/hand-offs/" + id + "/accept";
            String part = "{'part':{" + units("A8", 0) + "}}";

            JsonNode first = done(keyed("meridian", path, "a8", part));
            JsonNode again = done(keyed("meridian", path, "a8", part));

            assertThat(again).isEqualTo(first);
            assertRefused(keyed("meridian", path, "a8", "{'part':{" + units("A8", 1) + "}}"), 409, "OPERATION_REUSED");
        }

        @Test
        void the_same_key_takes_nothing_that_another_took() {
            make("A9", 2);
            String id = offered("aurelia", "meridian", units("A9", 0));
            String others = offered("aurelia", "corner", units("A9", 1));
            done(keyed("meridian", "/api/v1/hand-offs/" + id + "/accept", "a9", ""));
            done(reply("corner", others, "accept", ""));

            assertRefused(
                    keyed("meridian", "/api/v1/hand-offs/" + others + "/accept", "a9", ""), 409, "OPERATION_REUSED");
        }
    }
}
