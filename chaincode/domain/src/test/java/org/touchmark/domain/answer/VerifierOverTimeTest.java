package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.fixture.AlteredEvidence;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.ReportRules;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.TestAuthority;

/** What a believer is told once keys, prefixes, labels' keys and the goods themselves have a past. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class VerifierOverTimeTest {
    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.signed(channel, "L1", 50, LocalDate.of(2031, 12, 31));
    private final TestEvidence gateway = new TestEvidence(channel);
    private final Verifier verifier = Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE);
    private final TestParty aurelia = channel.aurelia;

    private Answer answer(DigitalLink link) {
        return verifier.verify(link, gateway.of(link), channel.now());
    }

    private Verdict verdict(int unit) {
        return answer(batch.link(unit)).verdict();
    }

    private Subject subject(int unit) {
        return new Subject.OfUnit(TestBatch.GTIN, batch.terms().lot(), batch.digest(unit));
    }

    private void report(TestParty by, Subject subject, Status status) {
        channel.submit(by, (call, caller) -> {
            byte[] signed = Mark.signedBytes(TestChannel.NAME, subject, status, by.gln(), call.time());
            return ReportRules.report(
                    call,
                    caller,
                    TestChannel.CLAIMS,
                    new Report(subject, status, by.sign(signed, call.time())),
                    RegisteredUnits.in(call.state(), new TreeMap<>()));
        });
    }

    @Test
    void a_seal_of_a_former_key_under_a_former_prefix_goes_on_counting() {
        batch.register();
        TestParty renewed = aurelia.withNewKey(channel.aureliaCa);
        Party other =
                new Party(renewed.gln(), renewed.name(), renewed.msp(), renewed.keyHash(), renewed.roles(), List.of());

        channel.admit(other);

        assertThat(verdict(3)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void a_label_key_revoked_by_its_brand_leaves_what_was_sealed_before_genuine() {
        batch.register();
        LabelKey key = gateway.of(batch.link(3)).labelKey().orElseThrow();
        channel.submit(aurelia, (call, caller) -> {
            byte[] claim = LabelKey.revocationClaim(TestChannel.NAME, key.gln(), key.keyId(), call.time());
            return LabelKeyRules.revoke(
                    call, caller, TestChannel.CLAIMS, key.gln(), key.keyId(), aurelia.sign(claim, call.time()));
        });

        assertThat(gateway.of(batch.link(3)).labelKey().orElseThrow().revokedAt())
                .isNotNull();
        assertThat(verdict(3)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void what_is_reported_is_told_with_its_proof_and_what_is_over_is_not_held_against_it() {
        batch.register();
        report(aurelia, new Subject.OfBatch(TestBatch.GTIN, batch.terms().lot()), Status.RECALLED);
        report(aurelia, subject(4), Status.STOLEN);

        assertThat(verdict(3).headline()).isEqualTo("Genuine, but recalled");
        assertThat(verdict(4).headline()).isEqualTo("Genuine, but stolen");
        assertThat(verdict(4).reasons())
                .filteredOn(reason -> reason.code().equals("stolen"))
                .allMatch(reason -> reason.basis() == Basis.PROVED)
                .allMatch(reason -> reason.text()
                        .matches("It was stolen, as Aurelia Watches \\(9506000000008\\) reported on 20[0-9-]{8}"
                                + " [0-9:]{5} UTC of this very unit\\."));
        report(aurelia, subject(4), Status.FOUND);
        assertThat(verdict(4).headline()).isEqualTo("Genuine, but recalled");
        assertThat(verdict(4).reasons())
                .filteredOn(reason -> reason.code().equals("found"))
                .extracting(reason -> reason.text().substring(0, reason.text().indexOf(',')))
                .containsExactlyInAnyOrder("It was stolen before it was found again", "It was found again");
    }

    @Test
    void the_first_reason_is_the_one_that_the_headline_names() {
        batch.register();
        report(aurelia, subject(3), Status.SOLD);
        report(aurelia, new Subject.OfBatch(TestBatch.GTIN, batch.terms().lot()), Status.RECALLED);

        assertThat(verdict(3).headline()).isEqualTo("Genuine, but recalled");
        assertThat(verdict(3).reasons())
                .extracting(Reason::code)
                .startsWith("recalled", "sold")
                .endsWith(ReasonCode.WITH_BRAND.wire());
        report(aurelia, subject(5), Status.SAMPLE);
        report(aurelia, subject(5), Status.STOLEN);
        assertThat(verdict(5).reasons()).extracting(Reason::code).startsWith("stolen", "recalled", "sample");
    }

    @Test
    void a_report_that_its_reporter_did_not_sign_is_held_against_who_shows_it() {
        batch.register();
        Instant at = channel.now();
        DigitalLink link = batch.link(3);
        Evidence honest = gateway.of(link);
        byte[] ofOther = Mark.signedBytes(TestChannel.NAME, subject(4), Status.SOLD, channel.corner.gln(), at);
        byte[] ofThis = Mark.signedBytes(TestChannel.NAME, subject(3), Status.RECALLED, channel.corner.gln(), at);
        for (Mark mark : List.of(
                new Mark(Status.SOLD, at, channel.corner.sign(ofOther, at), 1),
                new Mark(Status.RECALLED, at, channel.corner.sign(ofThis, at), 1))) {
            Evidence shown = with(honest, new Reported(subject(3), mark));

            Answer answer = answer(link, shown);
            assertThat(answer.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(answer.verdict().reasons())
                    .extracting(Reason::code)
                    .containsExactly(ReasonCode.REPORT_INVALID.wire());
        }
    }

    private static Evidence with(Evidence evidence, Reported report) {
        return TestEvidence.withTrail(evidence, new Trail(0, List.of(new TrailEvent.Report(report))));
    }

    @Test
    void a_serial_that_is_not_there_is_proved_not_to_be() {
        TestBatch compact = TestBatch.compact(channel, "C1", 9_000);
        compact.register();
        DigitalLink absent =
                DigitalLink.compact(TestBatch.ORIGIN, new UnitId(TestBatch.GTIN, new SerialNumber("NOT-THERE")));
        DigitalLink withLot = new DigitalLink(
                absent.origin(), absent.gtin(), compact.terms().lot(), absent.serial(), null, null, List.of());
        Evidence evidence = gateway.of(withLot);

        Answer answer = verifier.verify(withLot, evidence, channel.now());
        Evidence swapped = gateway.of(compactLink(compact, 3));

        assertThat(answer.verdict()).isInstanceOf(Verdict.NotRegistered.class);
        assertThat(answer.verdict().reasons()).allMatch(reason -> reason.basis() == Basis.PROVED);
        assertThat(Answer.parse(answer.toJson().toString()).evidence()).contains(evidence);
        Evidence forged = AlteredEvidence.of(swapped)
                .presence(Optional.empty())
                .absence(evidence.absence())
                .custody(Optional.empty())
                .evidence();
        Answer suspect = answer(compactLink(compact, 3), forged);
        assertThat(suspect.verdict()).isInstanceOf(Verdict.Suspect.class);
        assertThat(suspect.verdict().reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.ABSENCE_INVALID.wire());
    }

    private static DigitalLink compactLink(TestBatch compact, int unit) {
        DigitalLink link = compact.link(unit);
        return new DigitalLink(link.origin(), link.gtin(), compact.terms().lot(), link.serial(), null, null, List.of());
    }

    @Test
    void a_unit_that_travels_in_a_pallet_has_the_pallets_trail() {
        Sscc firstCase = new Sscc("095060000000000015");
        Sscc pallet = new Sscc("095060000000001005");
        PackingPlan plan = new PackingPlan(List.of(
                new PlanRun(firstCase, 4, 1, OptionalInt.of(4), 4), new PlanRun(pallet, 1, 2, OptionalInt.empty(), 0)));
        TestBatch packed = TestBatch.packed(channel, "P1", 20, plan, 5);
        packed.register();
        TestCustody custody = new TestCustody(channel, packed);
        Instant at = channel.now().plusSeconds(1);
        Consignment goods = new Consignment(List.of(), List.of(pallet));
        Offer offer = TestCustody.offer(
                custody.id(aurelia), aurelia, channel.meridian, goods, at, at.plus(TestCustody.TRANSIT));
        custody.submit(aurelia, TestCustody.signed(offer, goods, aurelia));

        assertThat(answer(compactLink(packed, 7)).verdict().reasons())
                .extracting(Reason::code)
                .contains(ReasonCode.IN_TRANSIT.wire());
        assertThat(basis(answer(compactLink(packed, 7)), ReasonCode.IN_TRANSIT)).isEqualTo(Basis.GATEWAY_SAYS);

        custody.accept(channel.meridian, offer.id());
        Answer answer = answer(compactLink(packed, 7));

        assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
        assertThat(answer.notEstablished()).extracting(Gap::code).contains("containment");
        assertThat(basis(answer, ReasonCode.CUSTODY_SIGNED)).isEqualTo(Basis.PROVED);
        assertThat(basis(answer, ReasonCode.PACKED)).isEqualTo(Basis.PROVED);
        assertThat(basis(answer, ReasonCode.CARRIED)).isEqualTo(Basis.GATEWAY_SAYS);
        CustodyView view = answer.evidence().orElseThrow().custody().orElseThrow();
        assertThat(view.custodian()).isEqualTo(channel.meridian.gln());
        TrailEvent.Step step = answer.evidence().orElseThrow().trail().steps().get(0);
        assertThat(step.containers()).isEqualTo(plan.around(1)).endsWith(pallet);
        assertThat(Containment.words(step.containers()))
                .isEqualTo(
                        "in case %s, on pallet %s".formatted(step.containers().get(0), pallet));
        assertThat(Answer.parse(answer.toJson().toString()).evidence()).isEqualTo(answer.evidence());

        Answer elsewhere = answer(
                compactLink(packed, 7),
                inContainers(answer, List.of(plan.around(3).get(0), pallet)));
        assertThat(elsewhere.verdict().reasons())
                .extracting(Reason::code)
                .contains(ReasonCode.CARRIED.wire())
                .doesNotContain(ReasonCode.PACKED.wire());
        assertThat(text(answer, ReasonCode.CARRIED)).endsWith(": that it was in them still is the gateway's word.");
        assertThat(text(elsewhere, ReasonCode.CARRIED)).endsWith(": that it was in them is the gateway's word.");
        Answer unrelated = answer(
                compactLink(packed, 7), inContainers(answer, plan.around(1).subList(0, 1)));
        assertThat(unrelated.verdict()).isInstanceOf(Verdict.Suspect.class);
        assertThat(unrelated.verdict().reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.HAND_OFF_INVALID.wire());
    }

    private static String text(Answer answer, ReasonCode code) {
        return answer.verdict().reasons().stream()
                .filter(reason -> reason.code().equals(code.wire()))
                .map(Reason::text)
                .findFirst()
                .orElseThrow();
    }

    private static Basis basis(Answer answer, ReasonCode code) {
        return answer.verdict().reasons().stream()
                .filter(reason -> reason.code().equals(code.wire()))
                .map(Reason::basis)
                .findFirst()
                .orElseThrow();
    }

    private Answer answer(DigitalLink link, Evidence evidence) {
        return verifier.verify(link, evidence, channel.now());
    }

    /** The same evidence, with the unit in other containers than the ledger has it in. */
    private static Evidence inContainers(Answer answer, List<Sscc> containers) {
        Evidence shown = answer.evidence().orElseThrow();
        List<TrailEvent> events = shown.trail().steps().stream()
                .<TrailEvent>map(
                        step -> new TrailEvent.Step(step.handOff(), containers, step.offered(), step.accepted()))
                .toList();
        return TestEvidence.withTrail(shown, new Trail(0, events));
    }
}
