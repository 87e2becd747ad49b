package org.touchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Role;
import org.touchmark.gateway.admission.PartyDesk;
import org.touchmark.gateway.admission.PartyForm;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.Organisation;
import org.touchmark.gateway.ledger.EpochLedger;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.PartyLedger;
import org.touchmark.gateway.ledger.Signatory;

/** Label keys, votes on parties and the epoch: the rest of the contract, on every ledger. */
abstract class GatewayFullContract extends GatewayReportContract {
    /** The ledger that the gateway is on. */
    abstract Ledger ledger();

    /** Its description. */
    abstract Connection connection();

    @Nested
    class Label_keys {
        private HttpResponse<byte[]> rotate(String key) {
            return gateway()
                    .send(gateway()
                            .request("aurelia", "/api/v1/label-keys")
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.noBody()));
        }

        private HttpResponse<byte[]> revoke(String id) {
            return gateway().post("aurelia", "/api/v1/label-keys/" + id + "/revoke", "");
        }

        private String current() {
            for (JsonNode key : gateway().getJson("aurelia", "/api/v1/label-keys")) {
                if (key.path("current").asBoolean()) {
                    return key.path("keyId").asText();
                }
            }
            return "none";
        }

        @Test
        void a_new_one_labels_new_batches_and_leaves_labels_before_it_genuine() {
            String old = last(register("K1")).path("batch").path("labelKey").asText();

            HttpResponse<byte[]> rotated = rotate("spring");

            assertThat(rotated.statusCode()).as(json(rotated).toString()).isEqualTo(201);
            String id = json(rotated).path("keyId").asText();
            assertThat(id).isNotEqualTo(old).isEqualTo(current());
            assertThat(json(rotate("spring")).path("keyId").asText()).isEqualTo(id);
            assertThat(last(register("K2")).path("batch").path("labelKey").asText())
                    .isEqualTo(id);
            assertThat(scan(link("K1", 0)).path("verdict").asText()).isEqualTo("genuine");
            assertThat(scan(link("K2", 0)).path("verdict").asText()).isEqualTo("genuine");
        }

        @Test
        void a_revoked_one_leaves_sealed_batches_genuine_and_labels_no_new_one() {
            String old = last(register("K3")).path("batch").path("labelKey").asText();
            rotate("summer");

            HttpResponse<byte[]> revoked = revoke(old);

            assertThat(revoked.statusCode()).as(json(revoked).toString()).isEqualTo(200);
            assertThat(json(revoked).path("revokedAt").asLong()).isPositive();
            assertRefused(409, ErrorCode.LABEL_KEY_REVOKED, revoke(old));
            assertThat(scan(link("K3", 0)).path("verdict").asText()).isEqualTo("genuine");
            assertThat(last(register("K4")).path("batch").path("labelKey").asText())
                    .isNotEqualTo(old);
        }

        @Test
        void without_one_in_force_no_signed_batch_is_registered() {
            for (JsonNode key : gateway().getJson("aurelia", "/api/v1/label-keys")) {
                if (!key.has("revokedAt")) {
                    revoke(key.path("keyId").asText());
                }
            }

            HttpResponse<byte[]> refused = register("K5");
            rotate("autumn " + current());

            assertRefused(422, ErrorCode.LABEL_KEY_UNKNOWN, refused);
            assertThat(json(refused).path("detail").asText()).contains("label-key rotate");
            assertThat(last(register("K5")).path("event").asText()).isEqualTo("done");
        }

        @Test
        void are_a_brands_and_its_own() {
            assertThat(gateway().getJson("meridian", "/api/v1/label-keys")).isEmpty();
            assertRefused(403, ErrorCode.ROLE_MISSING, gateway().post("meridian", "/api/v1/label-keys", ""));
            assertRefused(
                    403,
                    ErrorCode.ROLE_MISSING,
                    gateway().post("meridian", "/api/v1/label-keys/" + current() + "/revoke", ""));
            assertRefused(422, ErrorCode.LABEL_KEY_UNKNOWN, revoke("00000000"));
        }
    }

    @Nested
    class Parties {
        private final List<String> told = new ArrayList<>();

        private PartyDesk desk(int organisation) {
            Organisation chosen = connection().organisations().get(organisation);
            return new PartyDesk(ledger().as(Signatory.read(chosen.msp(), chosen.admin())), told::add);
        }

        private void byAMajority(Consumer<PartyDesk> vote) {
            int majority = connection().organisations().size() / 2 + 1;
            IntStream.range(0, majority).forEach(i -> vote.accept(desk(i)));
        }

        @Test
        void are_read_by_any_party() {
            JsonNode party = gateway().getJson("corner", "/api/v1/parties/" + gln("meridian"));

            assertThat(party.path("party").path("roles").path(0).asText()).isEqualTo("distributor");
            assertThat(party.path("votes")).isNotEmpty();
            assertRefused(404, ErrorCode.PARTY_UNKNOWN, gateway().get("corner", "/api/v1/parties/4012345000009"));
            assertRefused(422, ErrorCode.GLN_INVALID, gateway().get("corner", "/api/v1/parties/4012345000008"));
            assertThat(gateway().get("", "/api/v1/parties/" + gln("meridian")).statusCode())
                    .isEqualTo(401);
        }

        @Test
        void that_are_suspended_write_nothing_and_are_offered_nothing_until_they_are_reinstated() {
            register("V1");
            Gln corner = new Gln(gln("corner"));
            byAMajority(desk -> desk.suspend(corner));
            try {
                assertThat(told.get(told.size() - 1)).contains("is suspended");
                assertRefused(403, ErrorCode.PARTY_SUSPENDED, offerAll("aurelia", "corner", "V1"));
                assertRefused(403, ErrorCode.PARTY_SUSPENDED, report("corner", "stolen", label("V1", 0)));
                String goods = "'gtin':'" + gtin() + "','lot':'V1','links':['" + link("V1", 0) + "']";
                assertRefused(
                        403,
                        ErrorCode.PARTY_SUSPENDED,
                        gateway()
                                .post("corner", "/api/v1/hand-offs", "{'to':'" + gln("meridian") + "'," + goods + "}"));
                assertThat(gateway()
                                .getJson("meridian", "/api/v1/parties/" + corner)
                                .path("suspended")
                                .path("votes"))
                        .isNotEmpty();
            } finally {
                byAMajority(desk -> desk.reinstate(corner));
            }
            assertThat(told.get(told.size() - 1)).contains("is reinstated");
            assertThat(offerAll("aurelia", "corner", "V1").statusCode()).isEqualTo(201);
        }

        @Test
        void that_are_brands_and_suspended_are_said_to_be_and_what_they_sealed_stays_genuine() {
            register("V2");
            Gln aurelia = new Gln(gln("aurelia"));
            byAMajority(desk -> desk.suspend(aurelia));
            try {
                JsonNode answer = scan(link("V2", 0));
                assertThat(answer.path("verdict").asText())
                        .as(answer.toString())
                        .isEqualTo("genuine");
                assertThat(codes(answer.path("reasons"))).contains("brand-suspended");
                String path = link("V2", 0).substring(link("V2", 0).indexOf("/01/"));
                HttpResponse<byte[]> page =
                        gateway().send(gateway().request("", path).header("Accept", "text/html"));
                assertThat(new String(page.body(), UTF_8)).contains("as this gateway says; it is suspended now.");
            } finally {
                byAMajority(desk -> desk.reinstate(aurelia));
            }
            String forms = "/api/v1/parties/" + aurelia;
            assertThat(gateway().getJson("corner", forms).path("version").asInt())
                    .isGreaterThanOrEqualTo(3);
            assertThat(gateway()
                            .getJson("corner", forms + "?version=1")
                            .path("version")
                            .asInt())
                    .isEqualTo(1);
            assertRefused(404, ErrorCode.PARTY_UNKNOWN, gateway().get("corner", forms + "?version=999"));
            JsonNode answer = scan(link("V2", 0));
            assertThat(codes(answer.path("reasons"))).doesNotContain("brand-suspended");
            assertThat(answer.path("verdict").asText()).as(answer.toString()).isEqualTo("genuine");
            assertThat(last(register("V3")).path("event").asText()).isEqualTo("done");
        }

        @Test
        void are_proposed_and_voted_in_with_their_prefixes() {
            Gln gln = new Gln("4012345000023");
            CompanyPrefix prefix = new CompanyPrefix("401234500");
            Bytes key = Sha256.of("a key".getBytes(UTF_8));
            PartyForm form = new PartyForm(
                    gln,
                    Optional.of("Borealis Optics"),
                    Optional.of(new MspId(connection().organisations().get(1).msp())),
                    Optional.of(key),
                    Optional.of(List.of(Role.BRAND)),
                    Optional.of(List.of(prefix)));
            desk(0).propose(form);
            assertThat(told).anyMatch(line -> line.startsWith("proposed, not admitted yet"));
            String vote = told.get(told.size() - 1);
            assertThat(vote).startsWith("to vote for it: gateway/party vote " + gln + " --digest ");

            desk(1).vote(gln, Bytes.fromHex("digest", vote.substring(vote.length() - 64), 32));

            assertThat(told).anyMatch(line -> line.startsWith("admitted by "));
            assertThat(gateway()
                            .getJson("meridian", "/api/v1/parties/" + gln)
                            .path("party")
                            .path("name")
                            .asText())
                    .isEqualTo("Borealis Optics");
            JsonNode history = gateway().getJson("meridian", "/api/v1/prefixes/" + prefix.digits());
            assertThat(history).hasSize(1);
            assertThat(history.path(0).path("holder").asText()).isEqualTo(gln.digits());
            told.clear();
            desk(2).show(gln);
            desk(2).prefix(prefix);
            assertThat(told)
                    .contains("Borealis Optics (GLN " + gln + ")")
                    .anyMatch(line -> line.contains("transaction"));
            told.clear();
            desk(2).propose(form);
            assertThat(told).anyMatch(line -> line.startsWith("admitted by "));
            assertThat(catchThrowableOfType(RefusedException.class, () -> desk(1).propose(form))
                            .code())
                    .isEqualTo(ErrorCode.ALREADY_VOTED);
        }

        @Test
        void are_shown_with_all_that_is_proposed_of_them() {
            Gln gln = new Gln("4012345000054");
            PartyForm one = new PartyForm(
                    gln,
                    Optional.of("Dorado Straps"),
                    Optional.of(new MspId(connection().organisations().get(0).msp())),
                    Optional.of(Sha256.of("a third key".getBytes(UTF_8))),
                    Optional.of(List.of(Role.RETAILER)),
                    Optional.empty());
            PartyForm other = new PartyForm(
                    gln, Optional.of("Dorado Straps Ltd"), one.msp(), one.key(), one.roles(), one.prefixes());
            desk(0).propose(one);
            desk(1).propose(other);
            told.clear();

            desk(2).show(gln);

            assertThat(told)
                    .contains("Dorado Straps (GLN " + gln + ")", "Dorado Straps Ltd (GLN " + gln + ")")
                    .filteredOn(line -> line.startsWith("to vote for it: "))
                    .hasSize(2);
        }

        @Test
        void keep_a_prefix_until_their_own_organisation_votes_for_its_loss() {
            Gln gln = new Gln("4012345000030");
            CompanyPrefix prefix = new CompanyPrefix("4012346");
            PartyForm whole = new PartyForm(
                    gln,
                    Optional.of("Cirrus Lenses"),
                    Optional.of(new MspId(connection().organisations().get(0).msp())),
                    Optional.of(Sha256.of("another key".getBytes(UTF_8))),
                    Optional.of(List.of(Role.BRAND)),
                    Optional.of(List.of(prefix)));
            byAMajority(desk -> desk.propose(whole));
            PartyForm without = new PartyForm(
                    gln,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(List.of()));

            desk(1).propose(without);
            desk(2).propose(without);
            assertThat(prefixes(gln)).hasSize(1);
            desk(0).propose(without);

            assertThat(prefixes(gln)).isEmpty();
            assertThat(gateway().getJson("meridian", "/api/v1/prefixes/" + prefix.digits()))
                    .extracting(change -> change.path("holder").asText("nobody"))
                    .containsExactly(gln.digits(), "nobody");
        }

        private JsonNode prefixes(Gln gln) {
            return gateway()
                    .getJson("meridian", "/api/v1/parties/" + gln)
                    .path("party")
                    .path("prefixes");
        }

        @Test
        void are_not_proposed_half_nor_voted_for_unread() {
            Gln gln = new Gln("4012345000047");
            PartyForm nameless = new PartyForm(
                    gln, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

            assertThat(catchThrowable(() -> desk(0).propose(nameless)))
                    .hasMessageContaining("not admitted yet, so --name is needed");
            assertThat(catchThrowableOfType(RefusedException.class, () -> desk(0).vote(gln, Sha256.of(new byte[0])))
                            .code())
                    .isEqualTo(ErrorCode.PROPOSAL_UNKNOWN);
            assertThat(catchThrowableOfType(RefusedException.class, () -> desk(0).show(gln))
                            .code())
                    .isEqualTo(ErrorCode.PARTY_UNKNOWN);
            assertThat(new PartyLedger(ledger().as(Signatory.read(
                                    connection().organisations().get(0).msp(),
                                    connection().organisations().get(0).admin())))
                            .proposals(gln))
                    .isEmpty();
        }
    }

    /** What a deadline binds is in flight while the epoch is advanced: on a ledger that loses conflicts, it is made anew. */
    @Nested
    class While_the_epoch_advances {
        private static final int IN_FLIGHT = 12;

        @Test
        void hand_offs_and_what_is_undone_get_through() {
            EpochLedger epochs = new EpochLedger(party());
            Epoch before = epochs.read();
            List<String> lots =
                    IntStream.range(0, IN_FLIGHT).mapToObj(i -> "E" + i).toList();
            List<String> others =
                    IntStream.range(0, IN_FLIGHT).mapToObj(i -> "EO" + i).toList();
            Stream.of(lots, others).flatMap(List::stream).forEach(GatewayFullContract.this::register);
            List<HttpResponse<byte[]>> offers = lots.stream()
                    .map(lot -> offerAll("aurelia", "meridian", lot))
                    .toList();

            List<CompletableFuture<HttpResponse<byte[]>>> accepting = offers.stream()
                    .map(offered -> CompletableFuture.supplyAsync(() -> acceptOffered("meridian", offered)))
                    .toList();
            List<CompletableFuture<HttpResponse<byte[]>>> offering = others.stream()
                    .map(lot -> CompletableFuture.supplyAsync(() -> offerAll("aurelia", "meridian", lot)))
                    .toList();
            Epoch after = epochs.advance();

            assertThat(after.number()).isEqualTo(before.number() + 1);
            assertThat(offering)
                    .extracting(future -> json(future.join()).path("state").asText())
                    .containsOnly("OFFERED");
            assertThat(accepting)
                    .extracting(future -> json(future.join()).path("state").asText())
                    .containsOnly("ACCEPTED");
        }

        private LedgerClient party() {
            Connection.EnrolledParty first = connection().parties().get(0);
            return ledger().as(Signatory.read(first.msp(), first.identity()));
        }
    }
}
