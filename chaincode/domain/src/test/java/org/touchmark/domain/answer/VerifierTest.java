package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.fixture.AlteredEvidence;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelClaim;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelSecret;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.domain.trust.TestAuthority;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class VerifierTest {
    private static final LocalDate EXPIRY = LocalDate.of(2031, 12, 31);

    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.signed(channel, "L1", 100, EXPIRY);
    private final TestCustody custody = new TestCustody(channel, batch);
    private final TestEvidence gateway = new TestEvidence(channel);
    private final Verifier verifier = Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE);

    private Answer verify(DigitalLink link) {
        return verify(link, gateway.of(link));
    }

    private Answer verify(DigitalLink link, Evidence evidence) {
        return verifier.verify(link, evidence, channel.now());
    }

    private static List<String> codes(Answer answer) {
        return answer.verdict().reasons().stream().map(Reason::code).toList();
    }

    private static Reason reason(Answer answer, ReasonCode code) {
        return answer.verdict().reasons().stream()
                .filter(reason -> reason.code().equals(code.wire()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> gaps(Answer answer) {
        return answer.notEstablished().stream().map(Gap::code).toList();
    }

    @Nested
    class A_genuine_label {
        @BeforeEach
        void register() {
            batch.register();
        }

        @Test
        void of_a_unit_with_its_brand_is_genuine() {
            Answer answer = verify(batch.link(3));

            assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(codes(answer))
                    .containsExactlyInAnyOrder(
                            ReasonCode.BATCH_SEALED.wire(),
                            ReasonCode.REGISTERED.wire(),
                            ReasonCode.LABEL_SIGNED.wire(),
                            ReasonCode.WITH_BRAND.wire());
            assertThat(gaps(answer))
                    .containsExactlyInAnyOrder("first-copy", "one-operator", "prefix-holder", "parties", "newest-view");
        }

        @Test
        void of_a_unit_that_was_handed_on_is_genuine_with_its_trail() {
            custody.handOver(channel.aurelia, channel.meridian, batch.digest(3));
            custody.handOver(channel.meridian, channel.corner, batch.digest(3));

            Answer answer = verify(batch.link(3));

            assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(codes(answer))
                    .contains(ReasonCode.CUSTODY_SIGNED.wire())
                    .doesNotContain(ReasonCode.IN_TRANSIT.wire());
            assertThat(gaps(answer)).doesNotContain("containment");
        }

        @Test
        void of_a_unit_in_transit_is_genuine_and_says_so() {
            custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.meridian, batch.digest(3)));

            Answer answer = verify(batch.link(3));

            assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(codes(answer)).contains(ReasonCode.IN_TRANSIT.wire());
            String to = channel.meridian.name() + " (" + channel.meridian.gln() + ")";
            assertThat(reason(answer, ReasonCode.IN_TRANSIT))
                    .isEqualTo(new Reason(
                            ReasonCode.IN_TRANSIT.wire(),
                            "It is offered to " + to + ": in transit, as no answer is shown.",
                            Basis.PROVED));
            Evidence then = gateway.of(batch.link(3));
            channel.pass(TestCustody.TRANSIT.plusSeconds(1));
            assertThat(reason(verify(batch.link(3), then), ReasonCode.IN_TRANSIT)
                            .text())
                    .isEqualTo("It was offered to " + to + ", and no answer in time is shown.");
        }

        @Test
        void after_a_lapsed_offer_is_genuine_and_with_the_sender() {
            custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.meridian, batch.digest(3)));
            channel.pass(TestCustody.TRANSIT.plusSeconds(1));
            assertThat(codes(verify(batch.link(3)))).doesNotContain(ReasonCode.IN_TRANSIT.wire());

            custody.handOver(channel.aurelia, channel.corner, batch.digest(3));

            Answer answer = verify(batch.link(3));
            assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(answer.evidence().orElseThrow().trail().steps())
                    .extracting(step -> step.handOff().state())
                    .containsExactly(HandOffState.ACCEPTED);
        }

        @Test
        void past_its_last_day_is_genuine_but_expired() {
            Evidence evidence = gateway.of(batch.link(3));
            Instant lastMoment =
                    EXPIRY.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1);

            assertThat(verifier.verify(batch.link(3), evidence, lastMoment).verdict())
                    .isInstanceOf(Verdict.Genuine.class);
            Answer after = verifier.verify(batch.link(3), evidence, lastMoment.plusMillis(1));
            assertThat(after.verdict()).isInstanceOf(Verdict.GenuineBut.class);
            assertThat(codes(after)).startsWith(ReasonCode.EXPIRED.wire());
            assertThat(after.verdict().headline()).isEqualTo("Genuine, but expired");
        }

        @Test
        void without_custody_in_the_evidence_leaves_it_open() {
            Evidence evidence = gateway.of(batch.link(3));
            Evidence without =
                    AlteredEvidence.of(evidence).custody(Optional.empty()).evidence();

            assertThat(gaps(verify(batch.link(3), without))).contains("custody");
        }

        @Test
        void survives_the_later_revocation_of_its_key() {
            Evidence evidence = gateway.of(batch.link(3));

            Answer answer = verify(
                    batch.link(3),
                    TestEvidence.withLabelKey(
                            evidence, revokedAt(evidence, channel.now().plusSeconds(60))));

            assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
        }

        @Test
        void reads_back_from_its_json() {
            custody.handOver(channel.aurelia, channel.meridian, batch.digest(3));
            Answer answer = verify(batch.link(3));

            assertThat(Answer.parse(CanonicalJson.write(answer.toJson()))).isEqualTo(answer);
        }

        @Test
        void that_is_compact_is_genuine_by_its_batch_alone() {
            TestBatch compact = TestBatch.compact(channel, "C1", 10);
            compact.register();

            Answer answer = verify(compact.link(3));

            assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(gaps(answer)).contains("label-unsigned");
        }
    }

    private LabelKey revokedAt(Evidence evidence, Instant at) {
        LabelKey key = evidence.labelKey().orElseThrow();
        byte[] claim = LabelKey.revocationClaim(TestChannel.NAME, key.gln(), key.keyId(), at);
        return key.revoked(channel.aurelia.sign(claim, at).taken(1));
    }

    @Nested
    class A_forged_label {
        @BeforeEach
        void register() {
            batch.register();
        }

        private void assertForged(DigitalLink link, String code) {
            Answer answer = verify(link);

            assertThat(answer.verdict()).as(answer.toJson().toString()).isInstanceOf(Verdict.ForgedLabel.class);
            assertThat(codes(answer)).contains(code);
        }

        @Test
        void has_a_changed_serial() {
            DigitalLink genuine = batch.link(3);
            DigitalLink changed = new DigitalLink(
                    genuine.origin(),
                    genuine.gtin(),
                    genuine.lot(),
                    new SerialNumber("L1-999"),
                    genuine.expiry(),
                    genuine.proof(),
                    List.of());

            assertForged(changed, ReasonCode.LABEL_SIGNATURE_INVALID.wire());
            assertThat(codes(verify(changed))).contains(ReasonCode.SERIAL_UNKNOWN.wire());
            assertThat(reason(verify(changed), ReasonCode.LABEL_SIGNATURE_INVALID)
                            .basis())
                    .isEqualTo(Basis.PROVED);
        }

        @Test
        void has_another_units_serial() {
            DigitalLink genuine = batch.link(3);
            DigitalLink changed = new DigitalLink(
                    genuine.origin(),
                    genuine.gtin(),
                    genuine.lot(),
                    batch.serial(4),
                    genuine.expiry(),
                    genuine.proof(),
                    List.of());

            assertForged(changed, ReasonCode.LABEL_SIGNATURE_INVALID.wire());
        }

        @Test
        void has_a_changed_expiry() {
            DigitalLink genuine = batch.link(3);
            DigitalLink changed = new DigitalLink(
                    genuine.origin(),
                    genuine.gtin(),
                    genuine.lot(),
                    genuine.serial(),
                    new Gs1Date("391231"),
                    genuine.proof(),
                    List.of());

            assertForged(changed, ReasonCode.LABEL_SIGNATURE_INVALID.wire());
            assertForged(changed, ReasonCode.EXPIRY_MISMATCH.wire());
        }

        @Test
        void is_signed_by_a_strangers_key() {
            DigitalLink strangers = TestBatch.signedLink(batch.claim(batch.serial(3)), TestBatch.ed25519Keys());

            assertForged(strangers, ReasonCode.LABEL_KEY_FOREIGN.wire());
        }

        @Test
        void is_not_signed_though_every_label_of_its_batch_is() {
            DigitalLink unsigned = DigitalLink.compact(TestBatch.ORIGIN, new UnitId(TestBatch.GTIN, batch.serial(3)));

            assertForged(unsigned, ReasonCode.LABEL_UNSIGNED.wire());
        }

        @Test
        void is_signed_though_its_batch_has_no_signed_labels() {
            TestBatch compact = TestBatch.compact(channel, "C1", 10);
            compact.register();
            DigitalLink signed = TestBatch.signedLink(compact.claim(compact.serial(1)), TestBatch.ed25519Keys());

            assertForged(signed, ReasonCode.LABEL_KEY_FOREIGN.wire());
        }

        @Test
        void is_signed_with_a_key_that_was_revoked_before_the_batch_was_sealed() {
            DigitalLink link = batch.link(3);
            Evidence evidence = gateway.of(link);
            Instant sealedAt = evidence.batch().orElseThrow().sealedAt().orElseThrow();

            Answer answer = verify(link, TestEvidence.withLabelKey(evidence, revokedAt(evidence, sealedAt)));

            assertThat(answer.verdict()).isInstanceOf(Verdict.ForgedLabel.class);
            assertThat(codes(answer)).contains(ReasonCode.LABEL_KEY_NOT_IN_FORCE.wire());
        }
    }

    @Test
    void a_changed_label_of_an_open_batch_is_forged_on_the_gateways_word() {
        batch.open();
        DigitalLink genuine = batch.link(3);
        DigitalLink changed = new DigitalLink(
                genuine.origin(),
                genuine.gtin(),
                genuine.lot(),
                batch.serial(4),
                genuine.expiry(),
                genuine.proof(),
                List.of());

        Answer answer = verify(changed);

        assertThat(answer.verdict()).isInstanceOf(Verdict.ForgedLabel.class);
        assertThat(reason(answer, ReasonCode.LABEL_SIGNATURE_INVALID).basis()).isEqualTo(Basis.GATEWAY_SAYS);
    }

    @Nested
    class A_unit_that_is_not_registered {
        private void assertNotRegistered(DigitalLink link, String code) {
            Answer answer = verify(link);

            assertThat(answer.verdict()).as(answer.toJson().toString()).isInstanceOf(Verdict.NotRegistered.class);
            assertThat(codes(answer)).contains(code);
        }

        @Test
        void has_no_batch() {
            assertNotRegistered(batch.link(3), ReasonCode.BATCH_UNKNOWN.wire());
            assertThat(verify(batch.link(3)).verdict().headline()).isEqualTo("Not registered");
        }

        @Test
        void is_in_an_open_batch() {
            batch.open();
            batch.addPages(batch.pages());

            assertNotRegistered(batch.link(3), ReasonCode.BATCH_OPEN.wire());
            assertThat(verify(batch.link(3)).verdict().headline()).isEqualTo("Not registered yet");
        }

        @Test
        void is_in_none_of_its_gtins_batches() {
            TestBatch.compact(channel, "C1", 10).register();
            DigitalLink unknown =
                    DigitalLink.compact(TestBatch.ORIGIN, new UnitId(TestBatch.GTIN, new SerialNumber("NOBODY")));

            assertNotRegistered(unknown, ReasonCode.BATCH_UNKNOWN.wire());
        }

        @Test
        void has_a_label_key_of_nobody_and_no_batch() {
            DigitalLink strangers = TestBatch.signedLink(batch.claim(batch.serial(3)), TestBatch.ed25519Keys());

            assertNotRegistered(strangers, ReasonCode.LABEL_KEY_UNKNOWN.wire());
        }
    }

    @Nested
    class A_code_that_is_no_label {
        @Test
        void is_malformed_with_position_and_reason() {
            try {
                DigitalLink.parse("https://id.example/01/09506000134353/21/A");
                throw new AssertionError("the check digit was passed over");
            } catch (MalformedCodeException e) {
                Answer answer = Answer.malformed(e);

                assertThat(answer.verdict()).isInstanceOf(Verdict.MalformedCode.class);
                assertThat(answer.verdict().reasons().get(0).text())
                        .contains("character " + e.position())
                        .contains("check digit");
                assertThat(Answer.parse(CanonicalJson.write(answer.toJson()))).isEqualTo(answer);
            }
        }
    }

    @Nested
    class A_gateway_that_lies {
        @BeforeEach
        void register() {
            batch.register();
        }

        private Answer says(Verdict verdict, Evidence evidence) {
            return new Answer(verdict, List.of(), Optional.of(evidence));
        }

        @Test
        void is_believed_as_far_as_its_evidence_goes() {
            DigitalLink link = batch.link(3);
            Answer given = verify(link);

            assertThat(verifier.judge(link, given, channel.now())).isEqualTo(given);
        }

        @Test
        void with_a_verdict_that_its_evidence_does_not_bear_out_is_suspect() {
            DigitalLink unknown =
                    DigitalLink.compact(TestBatch.ORIGIN, new UnitId(TestBatch.GTIN, new SerialNumber("NOBODY")));
            Answer given = says(new Verdict.Genuine(List.of()), gateway.of(unknown));

            Answer answer = verifier.judge(unknown, given, channel.now());

            assertThat(answer.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(codes(answer)).startsWith(ReasonCode.GATEWAY_DISAGREES.wire());
        }

        @Test
        void that_calls_a_good_label_bad_is_suspect() {
            DigitalLink link = batch.link(3);
            Answer given = says(new Verdict.ForgedLabel(List.of()), gateway.of(link));

            Answer answer = verifier.judge(link, given, channel.now());

            assertThat(answer.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(codes(answer)).startsWith(ReasonCode.GATEWAY_DISAGREES.wire());
        }

        @Test
        void does_not_save_a_label_that_is_proved_forged() {
            DigitalLink forged = TestBatch.signedLink(batch.claim(batch.serial(3)), TestBatch.ed25519Keys());
            Answer given = says(new Verdict.Genuine(List.of()), gateway.of(forged));

            Answer answer = verifier.judge(forged, given, channel.now());

            assertThat(answer.verdict()).isInstanceOf(Verdict.ForgedLabel.class);
            assertThat(codes(answer)).contains(ReasonCode.GATEWAY_DISAGREES.wire());
        }

        @Test
        void without_evidence_is_suspect() {
            Answer given = new Answer(new Verdict.Genuine(List.of()), List.of(), Optional.empty());

            Answer answer = verifier.judge(batch.link(3), given, channel.now());

            assertThat(answer.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(codes(answer)).containsExactly(ReasonCode.GATEWAY_DISAGREES.wire());
        }

        @Test
        void can_not_frame_a_good_label_with_a_false_head() {
            DigitalLink link = batch.link(3);
            Evidence evidence = gateway.of(link);
            BatchHead head = evidence.batch().orElseThrow();
            TestBatch other = TestBatch.signed(channel, "L2", 10, EXPIRY);
            Seal seal = head.seal().orElseThrow();
            BatchHead invented = new BatchHead(
                    new BatchTerms(
                            head.terms().gtin(),
                            head.terms().lot(),
                            head.terms().expiry(),
                            head.terms().produced(),
                            head.terms().count(),
                            head.terms().profile(),
                            other.terms().labelKey()),
                    head.brand(),
                    head.openedAt(),
                    1,
                    Optional.of(seal),
                    Optional.empty());

            Answer answer = verify(link, TestEvidence.withBatch(evidence, invented));

            assertThat(answer.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(codes(answer)).contains(ReasonCode.SEAL_INVALID.wire());
        }

        @Test
        void can_not_frame_a_good_label_by_keeping_its_key_back_or_showing_another() {
            DigitalLink link = batch.link(3);
            Evidence evidence = gateway.of(link);
            LabelKey other = TestBatch.labelKey(channel.aurelia, TestBatch.ed25519Keys(), channel.now());

            Answer without = verify(link, TestEvidence.withoutLabelKey(evidence));
            Answer swapped = verify(link, TestEvidence.withLabelKey(evidence, other));

            assertThat(without.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(codes(without)).containsExactly(ReasonCode.EVIDENCE_MISSING.wire());
            assertThat(swapped.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(codes(swapped)).contains(ReasonCode.EVIDENCE_MISMATCH.wire());
        }
    }

    @Nested
    class A_label_key {
        private Evidence shown;

        @BeforeEach
        void register() {
            batch.register();
            shown = gateway.of(batch.link(3));
        }

        private void assertUncertified(Evidence evidence) {
            Answer answer = verify(batch.link(3), evidence);

            assertThat(answer.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(codes(answer)).contains(ReasonCode.LABEL_KEY_UNCERTIFIED.wire());
        }

        private Evidence with(LabelKey key, List<Admission> parties) {
            return AlteredEvidence.of(shown)
                    .labelKey(Optional.of(key))
                    .parties(parties)
                    .evidence();
        }

        /** The brand as an inspector, in some form. */
        private Admission demoted(int version) {
            Admission form = shown.brand().orElseThrow();
            Party party = form.party();
            return new Admission(
                    new Party(
                            party.gln(),
                            party.name(),
                            party.msp(),
                            party.key(),
                            List.of(Role.INSPECTOR),
                            party.prefixes()),
                    version,
                    form.admittedAt(),
                    form.votes(),
                    Optional.empty());
        }

        @Test
        void of_a_party_that_was_no_brand_is_uncertified() {
            assertUncertified(with(shown.labelKey().orElseThrow(), List.of(demoted(1))));
        }

        @Test
        void that_is_revoked_without_its_brands_word_is_uncertified() {
            LabelKey key = shown.labelKey().orElseThrow();
            Instant later = channel.now().plusSeconds(60);

            assertUncertified(with(
                    new LabelKey(key.keyId(), key.publicKey(), key.gln(), key.validFrom(), later, key.signature()),
                    shown.parties()));
        }

        @Test
        void that_its_party_revoked_when_it_was_no_brand_is_uncertified() {
            LabelKey key = shown.labelKey().orElseThrow();
            Instant later = channel.now().plusSeconds(60);
            byte[] claim = LabelKey.revocationClaim(TestChannel.NAME, key.gln(), key.keyId(), later);
            LabelKey revoked = key.revoked(channel.aurelia.sign(claim, later).taken(2));
            List<Admission> both = List.of(shown.brand().orElseThrow(), demoted(2));

            assertUncertified(with(revoked, both));
        }
    }

    @Test
    void an_absence_without_a_secret_leaves_open_whether_any_unit_has_the_serial() {
        batch.register();
        DigitalLink compact = DigitalLink.compact(TestBatch.ORIGIN, new UnitId(TestBatch.GTIN, batch.serial(3)));
        DigitalLink without = new DigitalLink(
                compact.origin(),
                compact.gtin(),
                batch.terms().lot(),
                new SerialNumber("NOT-THERE"),
                null,
                null,
                List.of());
        LabelClaim secretly = new LabelClaim(
                TestBatch.GTIN,
                batch.terms().lot(),
                new SerialNumber("NOT-THERE"),
                null,
                new LabelSecret(Bytes.of(new byte[LabelSecret.LENGTH])));
        DigitalLink with = TestBatch.signedLink(secretly, TestBatch.ed25519Keys());

        assertThat(gateway.of(without).absence()).isPresent();
        assertThat(gateway.of(with).absence()).isPresent();
        assertThat(gaps(verify(without))).contains("serial");
        assertThat(gaps(verify(with))).doesNotContain("serial");
        assertThat(gaps(verify(batch.link(3)))).doesNotContain("serial", "label-unsigned", "unsigned-fields");
        assertThat(reason(verify(without), ReasonCode.SERIAL_UNKNOWN).text()).endsWith(", which carries no secret.");
        assertThat(reason(verify(with), ReasonCode.SERIAL_UNKNOWN).text()).endsWith("of what this label says.");
    }

    @Test
    void a_clock_may_be_ten_minutes_behind_the_claims() {
        batch.register();
        Evidence evidence = gateway.of(batch.link(3));
        Instant sealedAt = evidence.batch().orElseThrow().sealedAt().orElseThrow();
        Instant least = sealedAt.minus(Duration.ofMinutes(10));

        assertThat(verifier.verify(batch.link(3), evidence, least).verdict()).isInstanceOf(Verdict.Genuine.class);
        Answer before = verifier.verify(batch.link(3), evidence, least.minusMillis(1));
        assertThat(before.verdict()).isInstanceOf(Verdict.Suspect.class);
        assertThat(codes(before)).contains(ReasonCode.SEAL_INVALID.wire());
    }

    @Test
    void a_serial_in_other_batches_of_its_brand_is_told_with_three_lots_by_name() {
        batch.register();
        Evidence evidence = gateway.of(batch.link(3));

        assertThat(twice(evidence, "A", "B", "C")).contains("too, lot A, lot B, lot C: of all");
        assertThat(twice(evidence, "A", "B", "C", "D", "E")).contains("too, lot A, lot B, lot C and 2 more: of all");
    }

    private String twice(Evidence evidence, String... lots) {
        Answer answer = verify(
                batch.link(3),
                AlteredEvidence.of(evidence)
                        .alsoIn(Stream.of(lots).map(Lot::new).toList())
                        .evidence());
        assertThat(answer.verdict().headline()).isEqualTo("Genuine, but read on");
        return reason(answer, ReasonCode.REGISTERED_TWICE).text();
    }

    @Test
    void a_label_that_expires_on_a_day_that_there_never_is_does_not_agree_with_its_batch() {
        batch.register();
        Evidence shown = gateway.of(batch.link(3));
        BatchHead head = shown.batch().orElseThrow();
        BatchTerms terms = new BatchTerms(
                head.terms().gtin(),
                head.terms().lot(),
                Optional.of(LocalDate.of(2099, 12, 31)),
                LocalDate.of(2060, 1, 1),
                head.terms().count(),
                head.terms().profile(),
                head.terms().labelKey(),
                head.terms().plan());
        BatchHead late = new BatchHead(terms, head.brand(), head.openedAt(), 1, head.seal(), Optional.empty());
        DigitalLink link = batch.link(3);
        // 29 February 2100, for a reader of 2099.
        DigitalLink never = new DigitalLink(
                link.origin(),
                link.gtin(),
                link.lot(),
                link.serial(),
                new Gs1Date("000229"),
                link.proof(),
                link.unverified());

        assertThat(codes(verify(never, TestEvidence.withBatch(shown, late))))
                .contains(ReasonCode.EXPIRY_MISMATCH.wire());
    }

    @Test
    void a_label_of_another_gtin_than_the_evidence_is_suspect() {
        batch.register();
        DigitalLink link = batch.link(3);
        LabelClaim claim = new LabelClaim(new Gtin("09506000134369"), link.lot(), link.serial(), link.expiry(), null);
        DigitalLink other = new DigitalLink(
                link.origin(), claim.gtin(), claim.lot(), claim.serial(), claim.expiry(), link.proof(), List.of());

        Answer answer = verify(other, gateway.of(link));

        assertThat(answer.verdict()).isInstanceOf(Verdict.Suspect.class);
        assertThat(codes(answer)).contains(ReasonCode.EVIDENCE_MISMATCH.wire());
    }

    @Test
    void roots_with_several_operators_leave_out_that_gap() {
        batch.register();
        PinnedRoots several =
                new PinnedRoots(TestChannel.NAME, "fabric", 3, channel.roots().organisations());
        DigitalLink link = batch.link(3);

        Answer answer = Verifier.of(several, TestAuthority.BOUNCY_CASTLE)
                .verify(link, gateway.of(link), channel.now().plus(Duration.ofSeconds(1)));

        assertThat(gaps(answer)).doesNotContain("one-operator");
    }
}
