package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelClaim;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.trust.Ed25519Signatures;
import org.touchmark.gateway.member.Crypto;
import org.touchmark.gateway.support.TestGateway;

/**
 * What the gateway does over any ledger that obeys the rules: run over the rules in memory, and over the ledgers that the
 * network module starts. Each test takes a lot of its own, so that they can share one ledger.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class GatewayContract extends DockContract {
    /** Serials of a lot's own, since a serial names one unit in whatever lot. */
    static String csv(String lot) {
        return "serial,colour\r\n%1$s-1,red\r\n%1$s-2,blue\r\n%1$s-3,green\r\n".formatted(lot);
    }

    HttpResponse<byte[]> register(String lot) {
        return gateway().postCsv("aurelia", "gtin=" + gtin() + "&lot=" + lot + "&expiry=2060-12-31", csv(lot));
    }

    String batch(String lot) {
        return "/api/v1/batches/" + gtin() + "/" + lot;
    }

    @Nested
    class Registering {
        @Test
        void a_csv_ends_in_a_sealed_batch() {
            HttpResponse<byte[]> response = register("R1");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
            JsonNode done = last(response);
            assertThat(done.path("event").asText()).isEqualTo("done");
            assertThat(done.path("batch").path("state").asText()).isEqualTo("SEALED");
            assertThat(done.path("batch").path("count").asInt()).isEqualTo(3);
            assertThat(done.path("labels").asText()).isEqualTo(batch("R1") + "/labels.zip");
            assertThat(done.path("warnings").path(0).asText()).contains("colour");
            assertThat(TestGateway.events(response).get(0).path("event").asText())
                    .isEqualTo("progress");
        }

        @Test
        void made_serials_fill_several_pages() {
            HttpResponse<byte[]> response =
                    gateway().post("aurelia", "/api/v1/batches", "{'gtin':'" + gtin() + "','lot':'R2','make':9000}");

            JsonNode done = last(response);
            assertThat(done.path("batch").path("pages").asInt()).isEqualTo(3);
            assertThat(done.path("batch").path("count").asInt()).isEqualTo(9000);
            assertThat(TestGateway.events(response))
                    .extracting(event -> event.path("stage").asText())
                    .contains("seal");
        }

        @Test
        void the_same_batch_with_the_same_serials_is_done_already() {
            String root = last(register("R3")).path("batch").path("root").asText();

            JsonNode again = last(register("R3"));

            assertThat(again.path("event").asText()).isEqualTo("done");
            assertThat(again.path("batch").path("root").asText()).isEqualTo(root);
        }

        @Test
        void the_same_batch_with_other_serials_is_refused() {
            register("R4");

            HttpResponse<byte[]> other =
                    gateway().postCsv("aurelia", "gtin=" + gtin() + "&lot=R4&expiry=2060-12-31", "serial\nB-1\n");

            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(json(other).path("code").asText()).isEqualTo("BATCH_EXISTS");
        }

        @Test
        void serials_of_an_earlier_lot_are_refused_with_their_lines() {
            register("R8");

            HttpResponse<byte[]> other =
                    gateway().postCsv("aurelia", "gtin=" + gtin() + "&lot=R9", "serial\nR9-1\n\nR8-3\nR8-2\n");

            assertThat(other.statusCode()).isEqualTo(409);
            JsonNode problem = json(other);
            assertThat(problem.path("code").asText()).isEqualTo("SERIAL_REGISTERED");
            assertThat(problem.path("errorCount").asInt()).isEqualTo(2);
            assertThat(problem.path("errors"))
                    .extracting(error -> error.path("line").asInt())
                    .containsExactly(4, 5);
            assertThat(problem.path("detail").asText()).contains("R8-3", "lot R8", "number 3");
        }

        @Test
        void guessable_serials_are_named_with_their_probability() {
            JsonNode done = last(register("R10"));

            assertThat(done.path("warnings"))
                    .extracting(JsonNode::asText)
                    .anyMatch(warning -> warning.contains("nearly every guess hits a real one (probability 1.0)"));
        }

        @Test
        void made_serials_are_asked_for_again_by_the_same_key() {
            String body = "{'gtin':'" + gtin() + "','lot':'R5','make':5}";
            List<JsonNode> answers = new ArrayList<>();
            for (String key : List.of("k1", "k1", "k2")) {
                answers.add(last(gateway()
                        .send(gateway()
                                .request("aurelia", "/api/v1/batches")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", key)
                                .POST(BodyPublishers.ofString(body.replace('\'', '"'))))));
            }

            assertThat(answers.get(1).path("batch")).isEqualTo(answers.get(0).path("batch"));
            assertThat(answers.get(2).path("code").asText()).isEqualTo("BATCH_EXISTS");
        }

        @Test
        void a_gtin_of_another_prefix_is_refused() {
            HttpResponse<byte[]> response = gateway().postCsv("aurelia", "gtin=04012345123456&lot=R6", csv("R6"));

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(json(response).path("code").asText()).isEqualTo("PREFIX_NOT_OWNED");
            assertThat(gateway().folder().resolve("batches/04012345123456")).doesNotExist();
        }

        @Test
        void a_party_that_is_no_brand_is_refused() {
            HttpResponse<byte[]> response = gateway().postCsv("meridian", "gtin=" + gtin() + "&lot=R7", csv("R7"));

            assertThat(response.statusCode()).isEqualTo(403);
        }

        @Test
        void heads_are_read_and_listed() {
            register("R8");

            assertThat(gateway().getJson("corner", batch("R8")).path("lot").asText())
                    .isEqualTo("R8");
            assertThat(gateway().getJson("corner", "/api/v1/batches/" + gtin()))
                    .anyMatch(head -> head.path("lot").asText().equals("R8"));
            assertThat(gateway().get("corner", batch("R8-none")).statusCode()).isEqualTo(404);
        }
    }

    @Nested
    class Handing_over {
        private HttpResponse<byte[]> offer(String from, String to, String lot, String units) {
            return gateway()
                    .post(
                            from,
                            "/api/v1/hand-offs",
                            "{'to':'" + gln(to) + "','gtin':'" + gtin() + "','lot':'" + lot + "'," + units + "}");
        }

        private HttpResponse<byte[]> accept(String by, String id) {
            return gateway().post(by, "/api/v1/hand-offs/" + id + "/accept", "");
        }

        @Test
        void a_unit_goes_from_brand_to_shop() {
            register("H1");
            HttpResponse<byte[]> first = offer("aurelia", "meridian", "H1", "'serials':'all'");
            assertThat(first.statusCode()).isEqualTo(201);
            String id = json(first).path("id").asText();
            assertThat(first.headers().firstValue("Location")).hasValue("/api/v1/hand-offs/" + id);
            assertThat(json(accept("meridian", id)).path("state").asText()).isEqualTo("ACCEPTED");
            HttpResponse<byte[]> second = offer("meridian", "corner", "H1", "'links':['" + link("H1", 0) + "']");
            assertThat(second.statusCode()).isEqualTo(201);
            accept("corner", json(second).path("id").asText());

            JsonNode answer = scan(link("H1", 0));

            assertThat(answer.path("verdict").asText()).isEqualTo("genuine");
            assertThat(answer.path("custody").path("custodian").asText()).isEqualTo(gln("corner"));
            assertThat(answer.at("/trail/events")).hasSize(2);
            assertThat(codes(answer.path("reasons"))).contains("custody-signed");
            assertThat(scan(link("H1", 1)).path("custody").path("custodian").asText())
                    .isEqualTo(gln("meridian"));
        }

        @Test
        void received_units_are_passed_on_by_their_hand_off() {
            register("H2");
            String id = json(offer("aurelia", "meridian", "H2", "'serials':['H2-1','H2-2']"))
                    .path("id")
                    .asText();
            accept("meridian", id);

            HttpResponse<byte[]> passed = offer("meridian", "corner", "H2", "'received':'" + id + "'");

            assertThat(json(passed).path("units")).hasSize(2);
        }

        @Test
        void a_unit_that_the_sender_does_not_hold_is_refused() {
            register("H3");

            HttpResponse<byte[]> response = offer("meridian", "corner", "H3", "'links':['" + link("H3", 0) + "']");

            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(json(response).path("code").asText()).isEqualTo("NOT_CUSTODIAN");
        }

        @Test
        void someone_elses_offer_is_not_accepted() {
            register("H4");
            String id = json(offer("aurelia", "meridian", "H4", "'serials':'all'"))
                    .path("id")
                    .asText();

            HttpResponse<byte[]> response = accept("corner", id);

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(json(response).path("code").asText()).isEqualTo("NOT_RECEIVER");
        }

        @Test
        void an_offer_is_not_accepted_twice() {
            register("H5");
            String id = json(offer("aurelia", "meridian", "H5", "'serials':'all'"))
                    .path("id")
                    .asText();
            accept("meridian", id);

            HttpResponse<byte[]> again = accept("meridian", id);

            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(json(again).path("code").asText()).isEqualTo("ALREADY_ACCEPTED");
        }

        @Test
        void the_same_key_makes_one_hand_off() {
            register("H6");
            List<JsonNode> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(json(gateway()
                        .send(gateway()
                                .request("aurelia", "/api/v1/hand-offs")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "pallet 7")
                                .POST(BodyPublishers.ofString(("{'to':'" + gln("meridian") + "','gtin':'" + gtin()
                                                + "','lot':'H6','serials':'all'}")
                                        .replace('\'', '"'))))));
            }

            assertThat(answers.get(0).path("state").asText()).isEqualTo("OFFERED");
            assertThat(answers.get(1)).isEqualTo(answers.get(0));
        }

        @Test
        void links_of_another_batch_are_refused_with_their_positions() {
            register("H7");
            register("H8");

            HttpResponse<byte[]> response = offer(
                    "aurelia",
                    "meridian",
                    "H7",
                    "'links':['" + link("H7", 0) + "','" + link("H8", 0) + "','nonsense']");

            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(json(response).path("errors"))
                    .extracting(error -> error.path("line").asInt())
                    .containsExactly(2, 3);
        }
    }

    @Nested
    class Answering {
        @Test
        void a_genuine_label_is_genuine_with_proof() {
            register("S1");

            JsonNode answer = scan(link("S1", 0));

            assertThat(answer.path("verdict").asText()).isEqualTo("genuine");
            assertThat(codes(answer.path("reasons")))
                    .contains("label-signed", "batch-sealed", "registered", "with-brand");
            assertThat(codes(answer.path("notEstablished"))).contains("first-copy", "one-operator", "newest-view");
            assertThat(answer.path("ledger").path("height").asLong()).isPositive();
        }

        @Test
        void a_changed_serial_makes_a_forged_label() {
            register("S2");

            assertThat(scan(link("S2", 0).replace("/21/S2-1", "/21/S2-2"))
                            .path("verdict")
                            .asText())
                    .isEqualTo("forged-label");
        }

        @Test
        void a_strangers_key_makes_a_forged_label() throws Exception {
            register("S3");
            DigitalLink genuine = DigitalLink.parse(link("S3", 0));
            var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
            LabelClaim claim = genuine.claim();
            DigitalLink forged = DigitalLink.signed(
                    genuine.origin(),
                    claim,
                    claim.sign(
                            genuine.proof().keyId(),
                            Ed25519Signatures.with(Crypto.PROVIDER).signer(key)));

            assertThat(scan(forged.uri()).path("verdict").asText()).isEqualTo("forged-label");
        }

        @Test
        void a_label_without_proof_of_a_signed_batch_is_forged() throws MalformedCodeException {
            gateway().post("aurelia", "/api/v1/batches", "{'gtin':'" + gtin() + "','lot':'S4','make':1}");
            DigitalLink genuine = DigitalLink.parse(link("S4", 0));

            JsonNode answer =
                    scan(DigitalLink.compact(genuine.origin(), genuine.unit()).uri());

            assertThat(answer.path("verdict").asText()).isEqualTo("forged-label");
            assertThat(codes(answer.path("reasons"))).contains("label-unsigned");
        }

        @Test
        void a_compact_label_is_genuine_online() {
            gateway()
                    .post(
                            "aurelia",
                            "/api/v1/batches",
                            "{'gtin':'" + gtin() + "','lot':'S5','profile':'compact','make':2}");

            String link = link("S5", 1);

            assertThat(link).startsWith("HTTP://LOCALHOST:").doesNotContain("?");
            assertThat(scan(link).path("verdict").asText()).isEqualTo("genuine");
        }

        @Test
        void an_unknown_serial_is_not_registered() {
            assertThat(gateway()
                            .getJson("", "/01/" + gtin() + "/21/NOBODY")
                            .path("verdict")
                            .asText())
                    .isEqualTo("not-registered");
        }

        @Test
        void an_expired_unit_is_genuine_but_expired() {
            gateway().postCsv("aurelia", "gtin=" + gtin() + "&lot=S6&produced=2019-01-01&expiry=2020-02-29", csv("S6"));

            JsonNode answer = scan(link("S6", 0));

            assertThat(answer.path("verdict").asText()).isEqualTo("genuine-but");
            assertThat(codes(answer.path("reasons"))).contains("expired");
        }

        @Test
        void serials_of_every_character_survive_their_links() {
            List<String> serials = List.of("A/B", "50%", "a+b&c=d", "\"<x>\"", "'(*)';:?", "_", "-!,.");
            String csv = "serial\n"
                    + serials.stream()
                            .map(serial -> "\"" + serial.replace("\"", "\"\"") + "\"")
                            .collect(Collectors.joining("\n"));
            assertThat(last(gateway().postCsv("aurelia", "gtin=" + gtin() + "&lot=S7", csv))
                            .path("event")
                            .asText())
                    .isEqualTo("done");

            List<String> scanned = IntStream.range(0, serials.size())
                    .mapToObj(i -> scan(csvLink("S7", i)))
                    .filter(answer -> answer.path("verdict").asText().equals("genuine"))
                    .map(answer -> answer.path("unit").path("serial").asText())
                    .toList();

            assertThat(scanned).containsExactlyElementsOf(serials);
        }

        private String csvLink(String lot, int index) {
            String text = new String(
                    gateway().get("aurelia", batch(lot) + "/serials.csv").body(), UTF_8);
            String line = text.lines().skip(index + 1L).findFirst().orElseThrow();
            return line.substring(line.indexOf("http"));
        }
    }
}
