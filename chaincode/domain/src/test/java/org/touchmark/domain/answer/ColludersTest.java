package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.trust.TestAuthority;

/**
 * Two organisations of three run another contract and write whatever they like into state; their gateway shows it. Nobody who
 * holds the roots believes what the claimant has not signed.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ColludersTest {
    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.signed(channel, "L1", 50, LocalDate.of(2031, 12, 31));
    private final TestEvidence gateway = new TestEvidence(channel);
    private final Verifier verifier = Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE);
    /** The colluders' own key, with a certificate of one of their organisations that claims the brand's GLN. */
    private final TestParty impostor = TestParty.enrol(
            channel.meridianCa,
            "MeridianMSP",
            "Aurelia",
            channel.aurelia.gln().digits(),
            channel.aurelia.roles(),
            "9506000");

    @BeforeEach
    void register() {
        batch.register();
    }

    private void overwrite(LedgerKey key, JsonObject value) {
        MemoryLedger.Transaction collusion = channel.ledger().begin();
        collusion.putJson(key, value);
        collusion.commit("collusion", channel.now());
    }

    private void assertSuspect(DigitalLink link, ReasonCode code) {
        Verdict verdict = verdict(link);
        assertThat(verdict).isInstanceOf(Verdict.Suspect.class);
        assertThat(verdict.reasons()).extracting(Reason::code).contains(code.wire());
    }

    private Verdict verdict(DigitalLink link) {
        return verifier.verify(link, gateway.of(link), channel.now()).verdict();
    }

    private static JsonObject with(JsonObject json, String name, JsonValue value) {
        Map<String, JsonValue> members = new TreeMap<>(json.members());
        members.put(name, value);
        return JsonObject.of(members);
    }

    @Test
    void what_they_did_not_touch_is_genuine() {
        assertThat(verdict(batch.link(3))).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void a_batch_that_they_seal_in_the_brands_name_is_refused() {
        TestBatch forged = TestBatch.signed(channel, "FORGED", 5, LocalDate.of(2031, 12, 31));
        forged.open();
        forged.addPages(forged.pages());
        forged.seal();
        DigitalLink link = forged.link(1);
        BatchHead head = gateway.of(link).batch().orElseThrow();
        BatchHead theirs = new BatchHead(
                head.terms(),
                head.brand(),
                head.openedAt(),
                1,
                Optional.of(taken(forged.sealBy(impostor, channel.now()))),
                Optional.empty());
        assertThat(verdict(link)).isInstanceOf(Verdict.Genuine.class);

        overwrite(LedgerKey.of("batch", TestBatch.GTIN.digits(), "FORGED"), theirs.toJson());

        assertSuspect(link, ReasonCode.SEAL_INVALID);
    }

    @Test
    void a_brands_key_that_they_rebind_does_not_make_their_seal_the_brands() {
        TestBatch forged = TestBatch.compact(channel, "FORGED", 5);
        forged.register();
        DigitalLink link = forged.link(1);
        BatchHead head = gateway.of(link).batch().orElseThrow();
        BatchHead theirs = new BatchHead(
                head.terms(),
                head.brand(),
                head.openedAt(),
                1,
                Optional.of(taken(forged.sealBy(impostor, channel.now()))),
                Optional.empty());
        overwrite(LedgerKey.of("batch", TestBatch.GTIN.digits(), "FORGED"), theirs.toJson());
        overwrite(
                LedgerKey.of("party", channel.aurelia.gln().digits()),
                JsonObject.builder()
                        .put("party", with(impostor.party().toJson(), "msp", new JsonValue.Text("AureliaMSP")))
                        .put("version", 1)
                        .put("admittedAt", channel.now().toEpochMilli())
                        .putTexts("votes", List.of("AssayMSP", "MeridianMSP"))
                        .build());

        assertSuspect(link, ReasonCode.SEAL_INVALID);
    }

    @Test
    void a_label_key_that_they_register_for_the_brand_is_refused() {
        KeyPair keys = TestBatch.ed25519Keys();
        LabelKey made = TestBatch.labelKey(impostor, keys, channel.now());
        LabelKey theirs = new LabelKey(
                made.keyId(),
                made.publicKey(),
                made.gln(),
                made.validFrom(),
                null,
                made.signature().taken(1));
        overwrite(
                LedgerKey.of("label-key", theirs.gln().digits(), theirs.keyId().hex()), theirs.toJson());
        DigitalLink link = TestBatch.signedLink(batch.claim(batch.serial(3)), keys);

        assertSuspect(link, ReasonCode.LABEL_KEY_UNCERTIFIED);
    }

    @Test
    void a_label_key_that_they_revoke_in_the_brands_place_stays_in_force_or_shows_them() {
        LabelKey key = gateway.of(batch.link(3)).labelKey().orElseThrow();
        byte[] claim = LabelKey.revocationClaim(TestChannel.NAME, key.gln(), key.keyId(), key.validFrom());
        LabelKey revoked = key.revoked(impostor.sign(claim, key.validFrom()).taken(1));
        overwrite(LedgerKey.of("label-key", key.gln().digits(), key.keyId().hex()), revoked.toJson());

        assertSuspect(batch.link(3), ReasonCode.LABEL_KEY_UNCERTIFIED);
    }

    @Test
    void a_hand_off_that_they_invent_or_accept_is_refused() {
        TestCustody custody = new TestCustody(channel, batch);
        HandOff offered =
                custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.meridian, batch.digest(3)));
        LedgerKey key = LedgerKey.of("hand-off", offered.offer().id().value());
        JsonObject kept = channel.evaluate(state -> state.getJson(key)).orElseThrow();
        assertThat(verdict(batch.link(3))).isInstanceOf(Verdict.Genuine.class);

        JsonObject signature = kept.object("offer");
        JsonObject ended = with(kept, "endedAt", new JsonValue.Int(channel.now().toEpochMilli()));
        JsonObject accepted = with(
                with(
                        with(ended, "accept", signature),
                        "acceptedAt",
                        signature.members().get("at")),
                "state",
                new JsonValue.Text("ACCEPTED"));
        JsonObject others =
                with(kept, "to", new JsonValue.Text(channel.corner.gln().digits()));
        Consignment more =
                new Consignment(TestBatch.GTIN, batch.terms().lot(), List.of(batch.digest(3), batch.digest(4)));
        JsonObject moreUnits = with(kept, "goods", more.root().toJson());
        for (JsonObject theirs : List.of(accepted, others, moreUnits)) {
            overwrite(key, CanonicalJson.parse(CanonicalJson.write(theirs)));

            assertSuspect(batch.link(3), ReasonCode.HAND_OFF_INVALID);
        }
    }

    /** An offer that waits is told for the holder's sake alone: it moves nothing, so nobody need prove that it ended. */
    @Test
    void a_hand_off_that_they_cancel_leaves_the_unit_with_who_has_it_on_the_gateways_word() {
        TestCustody custody = new TestCustody(channel, batch);
        HandOff offered =
                custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.meridian, batch.digest(3)));
        LedgerKey key = LedgerKey.of("hand-off", offered.offer().id().value());
        JsonObject kept = channel.evaluate(state -> state.getJson(key)).orElseThrow();
        JsonObject ended = with(kept, "endedAt", new JsonValue.Int(channel.now().toEpochMilli()));

        overwrite(key, with(with(ended, "end", kept.object("offer")), "state", new JsonValue.Text("CANCELLED")));

        Verdict verdict = verdict(batch.link(3));
        assertThat(verdict).isInstanceOf(Verdict.Genuine.class);
        assertThat(verdict.reasons())
                .filteredOn(reason -> reason.code().equals(ReasonCode.WITH_BRAND.wire()))
                .extracting(Reason::basis)
                .containsExactly(Basis.GATEWAY_SAYS);
    }

    /** A seal as state keeps it: held against the first form of the party that it names. */
    private static Seal taken(Seal seal) {
        return new Seal(seal.root(), seal.signature().taken(1));
    }
}
