package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.ConsignmentRoot;
import org.touchmark.domain.custody.Ending;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.fixture.AlteredEvidence;
import org.touchmark.domain.fixture.Believer;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.party.Suspension;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** Evidence with trails that the ledger would not have taken, all signatures genuine: each is refused by its reason. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ForgedTrailTest {
    /** Later than any change of a thing here. */
    private static final long FORGED_NUMBER = 1_000;

    private static final Duration LONG = Duration.ofMinutes(30);

    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final Believer believer = new Believer(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final TestParty inspector = world.party(Role.INSPECTOR);
    private final UnitDigest unit = world.freshUnit();
    private final Subject.OfUnit it = subject(unit);

    private Evidence honest() {
        return believer.evidence(it);
    }

    private List<TrailEvent> events() {
        return new ArrayList<>(honest().trail().events());
    }

    private static Evidence with(Evidence evidence, List<TrailEvent> events) {
        return TestEvidence.withTrail(evidence, new Trail(evidence.trail().earlier(), events));
    }

    private static Evidence with(Evidence evidence, UnaryOperator<Admission> parties) {
        return withParties(evidence, evidence.parties().stream().map(parties).toList());
    }

    private static Evidence withParties(Evidence evidence, List<Admission> parties) {
        return AlteredEvidence.of(evidence).parties(parties).evidence();
    }

    private static Evidence withCustody(Evidence evidence, CustodyView custody) {
        return AlteredEvidence.of(evidence).custody(Optional.of(custody)).evidence();
    }

    /** The same with the forms of more parties. */
    private Evidence knowing(Evidence evidence, TestParty... parties) {
        Stream<Admission> more = Arrays.stream(parties).map(this::admission);
        return withParties(
                evidence,
                Stream.concat(evidence.parties().stream(), more).distinct().toList());
    }

    private Admission admission(TestParty party) {
        return Admission.fromJson(
                World.read(desk.evaluate("party:Read", party.gln().digits())));
    }

    private void assertSuspect(ReasonCode code, Evidence evidence) {
        Answer answer = believer.verify(it, evidence);
        assertThat(answer.verdict()).as("%s", answer.verdict().reasons()).isInstanceOf(Verdict.Suspect.class);
        assertThat(Believer.codes(answer)).contains(code);
    }

    /** A report as the ledger would keep it, had it taken it. */
    private TrailEvent report(TestParty by, Subject about, Status status, Instant at, Subject... clears) {
        byte[] signed = Mark.signedBytes(desk.channel(), about, status, by.gln(), at);
        int version = admission(by).version();
        return new TrailEvent.Report(new Reported(
                about, new Mark(status, at, by.sign(signed, at).taken(version), FORGED_NUMBER, List.of(clears))));
    }

    private TrailEvent report(TestParty by, Subject about, Status status, Subject... clears) {
        return report(by, about, status, desk.now(), clears);
    }

    private void assertReportRefused(TestParty by, Subject about, Status status, Subject... clears) {
        List<TrailEvent> events = events();
        events.add(report(by, about, status, clears));
        assertSuspect(ReasonCode.REPORT_INVALID, knowing(with(honest(), events), by));
    }

    private static Reported reported(TrailEvent event) {
        return ((TrailEvent.Report) event).report();
    }

    private static TrailEvent clearing(TrailEvent event, Subject... clears) {
        Mark mark = reported(event).mark();
        return new TrailEvent.Report(new Reported(
                reported(event).subject(),
                new Mark(mark.status(), mark.at(), mark.signature(), mark.number(), List.of(clears))));
    }

    private static TrailEvent signedAs(TrailEvent event, UnaryOperator<ClaimantSignature> other) {
        Mark mark = reported(event).mark();
        return new TrailEvent.Report(new Reported(
                reported(event).subject(),
                new Mark(mark.status(), mark.at(), other.apply(mark.signature()), mark.number(), mark.clears())));
    }

    @Nested
    class A_report {
        @Test
        void by_the_holder_holds() {
            world.handOver(brand, distributor, goods(unit));
            List<TrailEvent> events = events();
            events.add(report(distributor, it, Status.EXPORTED));

            assertThat(Believer.codes(believer.verify(it, with(honest(), events))))
                    .startsWith(ReasonCode.EXPORTED);
        }

        @Test
        void by_a_party_that_never_held_it_is_refused() {
            world.handOver(brand, distributor, goods(unit));
            for (Status status : List.of(Status.STOLEN, Status.DESTROYED, Status.DECOMMISSIONED)) {
                assertReportRefused(world.third, it, status);
                assertReportRefused(retailer, it, status);
            }
            assertReportRefused(retailer, it, Status.SOLD);
            assertReportRefused(world.rival, it, Status.RECALLED);
            assertReportRefused(inspector, it, Status.STOLEN);
        }

        @Test
        void by_who_held_it_before_or_will_is_refused() {
            world.handOver(brand, distributor, goods(unit));
            world.handOver(distributor, retailer, goods(unit));

            assertReportRefused(distributor, it, Status.STOLEN);
            List<TrailEvent> tooEarly = events();
            tooEarly.add(1, report(retailer, it, Status.SAMPLE));
            assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), tooEarly));
        }

        @Test
        void by_who_has_sold_it_is_refused() {
            world.handOver(brand, retailer, goods(unit));
            world.report(retailer, it, Status.SOLD);

            assertReportRefused(retailer, it, Status.STOLEN);
            assertReportRefused(retailer, it, Status.DESTROYED);
        }

        @Test
        void that_is_shown_twice_is_refused() {
            world.report(brand, it, Status.STOLEN);
            world.report(brand, it, Status.FOUND);
            world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.RECALLED);
            for (int i = 0; i < 3; i++) {
                List<TrailEvent> events = events();
                events.add(events.get(i));
                assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), events));
            }
        }

        @Test
        void that_is_dated_ahead_is_refused() {
            TrailEvent ahead = report(brand, it, Status.SAMPLE, desk.now().plus(Duration.ofMinutes(11)));

            assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), List.of(ahead)));
        }

        @Test
        void that_does_not_follow_from_those_before_it_is_refused() {
            world.report(brand, it, Status.STOLEN);
            world.report(brand, it, Status.FOUND);
            List<TrailEvent> swapped = List.of(events().get(1), events().get(0));

            assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), swapped));
            assertReportRefused(brand, it, Status.FOUND, it);
        }

        @Test
        void that_is_dated_long_before_the_one_before_it_is_refused() {
            desk.pass(LONG);
            world.report(inspector, it, Status.RECALLED);
            Instant earliest = reported(events().get(0)).mark().signature().at().minus(CustodyCheck.TOLERANCE);

            assertThat(Believer.codes(believer.verify(it, with(honest(), after(earliest)))))
                    .startsWith(ReasonCode.RECALLED, ReasonCode.SAMPLE);
            assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), after(earliest.minusMillis(1))));
        }

        @Test
        void of_a_container_may_be_dated_before_one_of_the_unit_and_not_the_other_way_round() {
            Sscc box = world.create(brand, 1);
            Subject whole = new Subject.OfContainer(box);
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            desk.pass(LONG);
            Instant before = desk.now().minus(CustodyCheck.TOLERANCE).minusSeconds(1);
            Evidence of = knowing(honest(), inspector);

            TrailEvent ofUnit = report(brand, it, Status.EXPORTED);
            TrailEvent ofBox = report(brand, whole, Status.EXPORTED);
            assertThat(Believer.codes(believer.verify(
                            it, with(of, List.of(ofUnit, report(inspector, whole, Status.RECALLED, before))))))
                    .startsWith(ReasonCode.RECALLED, ReasonCode.EXPORTED);
            assertSuspect(
                    ReasonCode.REPORT_INVALID, with(of, List.of(ofBox, report(inspector, it, Status.SAMPLE, before))));
        }

        @Test
        void with_a_certificate_that_has_not_the_role_is_refused() {
            TestParty without = new TestParty(
                    brand.name(),
                    brand.msp(),
                    brand.gln(),
                    brand.roles(),
                    brand.prefixes(),
                    brand.keys(),
                    desk.authority(brand.msp().value())
                            .issue(brand.keys(), brand.gln().digits(), Role.ADMIN.wire()));

            assertThat(Believer.codes(believer.verify(it, with(honest(), List.of(report(brand, it, Status.SAMPLE))))))
                    .startsWith(ReasonCode.SAMPLE);
            assertReportRefused(without, it, Status.SAMPLE);
        }

        /** What is known, and behind it a sample that an inspector took at some time. */
        private List<TrailEvent> after(Instant at) {
            List<TrailEvent> events = events();
            events.add(report(inspector, it, Status.SAMPLE, at));
            return events;
        }

        @Test
        void of_the_unit_may_follow_another_of_it() {
            world.report(brand, it, Status.EXPORTED);
            world.report(brand, it, Status.SOLD);

            Answer answer = believer.answer(it);

            assertThat(answer.verdict()).as("%s", answer.verdict().reasons()).isInstanceOf(Verdict.GenuineBut.class);
            assertThat(Believer.codes(answer)).startsWith(ReasonCode.SOLD, ReasonCode.EXPORTED);
        }

        @Test
        void of_a_container_is_shown_once_and_but_for_thefts_not_a_second_time_either() {
            Sscc box = world.create(brand, 1);
            Subject whole = new Subject.OfContainer(box);
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.report(brand, whole, Status.EXPORTED);
            world.report(brand, whole, Status.STOLEN);
            assertThat(Believer.codes(believer.answer(it))).startsWith(ReasonCode.STOLEN, ReasonCode.EXPORTED);

            for (int i = 0; i < 2; i++) {
                List<TrailEvent> twice = events();
                twice.add(i, twice.get(i));
                assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), twice));
            }
            assertReportRefused(brand, whole, Status.EXPORTED);
        }

        @Test
        void of_a_unit_of_no_batch_is_refused() {
            world.report(brand, it, Status.SAMPLE);

            assertSuspect(
                    ReasonCode.REPORT_INVALID,
                    AlteredEvidence.of(honest()).batch(Optional.empty()).evidence());
        }

        /** Said to come behind hand-offs that are not shown, so that nobody knows who held the unit. */
        private Reason behindOthers(ReasonCode code, TrailEvent event) {
            Evidence evidence = knowing(honest(), inspector, distributor, world.rival);
            Answer answer = believer.verify(it, TestEvidence.withTrail(evidence, new Trail(1, List.of(event))));
            return answer.verdict().reasons().stream()
                    .filter(reason -> reason.code().equals(code.wire()))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError(answer.verdict().reasons().toString()));
        }

        @Test
        void by_who_may_have_held_it_before_what_is_shown_is_the_gateways_word() {
            assertThat(behindOthers(ReasonCode.EXPORTED, report(distributor, it, Status.EXPORTED))
                            .basis())
                    .isEqualTo(Basis.GATEWAY_SAYS);
            assertThat(behindOthers(ReasonCode.SAMPLE, report(inspector, it, Status.SAMPLE))
                            .basis())
                    .isEqualTo(Basis.GATEWAY_SAYS);
        }

        @Test
        void of_its_batch_is_proved_whoever_held_it_and_is_its_brands_or_an_inspectors() {
            Subject batch = new Subject.OfBatch(World.GTIN, World.LOT);

            assertThat(behindOthers(ReasonCode.RECALLED, report(brand, batch, Status.RECALLED))
                            .basis())
                    .isEqualTo(Basis.PROVED);
            assertThat(behindOthers(ReasonCode.REPORT_INVALID, report(world.rival, batch, Status.RECALLED))
                            .text())
                    .contains("could not report that of it");
        }

        @Test
        void that_the_things_condition_bars_is_refused() {
            world.report(brand, it, Status.STOLEN);
            assertReportRefused(brand, it, Status.SOLD);
            assertReportRefused(brand, it, Status.STOLEN);
            assertReportRefused(inspector, it, Status.SAMPLE);
        }

        @Test
        void of_another_unit_or_batch_is_refused() {
            assertReportRefused(brand, subject(world.freshUnit()), Status.SOLD);
            assertReportRefused(brand, new Subject.OfBatch(World.GTIN, new Lot("OTHER")), Status.RECALLED);
        }

        @Test
        void that_does_not_fit_its_subject_is_refused() {
            assertReportRefused(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.STOLEN);
            assertReportRefused(brand, new Subject.OfContainer(world.create(brand, 1)), Status.SOLD);
        }

        @Test
        void of_a_container_by_who_does_not_hold_the_unit_is_refused() {
            world.handOver(brand, retailer, goods(unit));
            Sscc elsewhere = world.create(distributor, 1);

            for (Status status : List.of(Status.STOLEN, Status.DESTROYED, Status.EXPORTED)) {
                assertReportRefused(distributor, new Subject.OfContainer(elsewhere), status);
            }
        }

        @Test
        void of_a_container_by_a_brand_that_did_not_pack_the_unit_into_it_is_refused() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.handOver(brand, distributor, containers(box));

            assertReportRefused(brand, new Subject.OfContainer(box), Status.RECALLED);
            assertReportRefused(brand, new Subject.OfContainer(box), Status.STOLEN);
        }

        @Test
        void signed_by_another_key_or_over_another_status_is_refused() {
            byte[] other = Mark.signedBytes(desk.channel(), it, Status.SAMPLE, brand.gln(), desk.now());
            ClaimantSignature ofOther = brand.sign(other, desk.now()).taken(1);
            TestParty impostor = desk.enrol("AssayMSP", "Impostor", brand.gln().digits(), List.of(Role.BRAND));

            assertSuspect(
                    ReasonCode.REPORT_INVALID,
                    with(honest(), List.of(signedAs(report(brand, it, Status.SOLD), signature -> ofOther))));
            Instant at = desk.now();
            ClaimantSignature forged = impostor.sign(
                            Mark.signedBytes(desk.channel(), it, Status.SOLD, brand.gln(), at), at)
                    .taken(1);
            assertSuspect(
                    ReasonCode.REPORT_INVALID,
                    with(honest(), List.of(signedAs(report(brand, it, Status.SOLD), signature -> forged))));
        }
    }

    @Nested
    class A_finding {
        private final Sscc box = world.create(brand, 1);
        private final Subject whole = new Subject.OfContainer(box);

        /** The unit's own theft, by its holder, and its box's: both stand. */
        private void steal() {
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.handOver(brand, distributor, containers(box));
            world.report(distributor, it, Status.STOLEN);
            world.report(distributor, whole, Status.STOLEN);
        }

        @Test
        void by_a_stranger_is_refused() {
            steal();

            for (TestParty stranger : List.of(retailer, world.third, brand, world.rival)) {
                assertReportRefused(stranger, it, Status.FOUND, it, whole);
                assertReportRefused(stranger, whole, Status.FOUND, whole);
            }
        }

        @Test
        void of_a_unit_that_clears_too_little_or_too_much_is_refused() {
            steal();
            world.report(inspector, it, Status.FOUND);
            List<TrailEvent> events = events();
            int last = events.size() - 1;
            assertThat(reported(events.get(last)).mark().clears()).containsExactly(it, whole);

            Subject stranger = new Subject.OfContainer(world.create(brand, 1));
            for (Subject[] clears : List.of(
                    new Subject[] {}, new Subject[] {it}, new Subject[] {whole}, new Subject[] {it, whole, stranger})) {
                List<TrailEvent> forged = new ArrayList<>(events);
                forged.set(last, clearing(events.get(last), clears));
                assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), forged));
            }
        }

        @Test
        void of_a_container_that_clears_too_little_or_too_much_is_refused() {
            steal();
            world.report(inspector, whole, Status.FOUND);
            List<TrailEvent> events = events();
            int last = events.size() - 1;
            assertThat(reported(events.get(last)).mark().clears()).containsExactly(whole);
            assertThat(Believer.codes(believer.verify(it, honest()))).startsWith(ReasonCode.STOLEN);

            Subject stranger = new Subject.OfContainer(world.create(brand, 1));
            for (Subject[] clears : List.of(
                    new Subject[] {},
                    new Subject[] {it},
                    new Subject[] {whole, it},
                    new Subject[] {stranger},
                    new Subject[] {whole, stranger})) {
                List<TrailEvent> forged = new ArrayList<>(events);
                forged.set(last, clearing(events.get(last), clears));
                assertSuspect(ReasonCode.REPORT_INVALID, with(honest(), forged));
            }
        }

        @Test
        void of_a_case_clears_the_theft_of_the_pallet_that_it_is_on() {
            Subject pallet = onAPallet();
            world.report(distributor, pallet, Status.STOLEN);
            world.report(inspector, whole, Status.FOUND);

            assertThat(reported(events().get(events().size() - 1)).mark().clears())
                    .containsExactly(pallet);
            Answer answer = believer.answer(it);
            assertThat(answer.verdict()).as("%s", answer.verdict().reasons()).isInstanceOf(Verdict.Genuine.class);
            assertThat(Believer.codes(answer)).contains(ReasonCode.FOUND);
        }

        @Test
        void of_a_case_that_clears_its_pallet_alone_though_it_was_stolen_itself_is_refused() {
            Subject pallet = onAPallet();
            world.report(distributor, whole, Status.STOLEN);
            world.report(distributor, pallet, Status.STOLEN);

            assertReportRefused(inspector, whole, Status.FOUND, pallet);
        }

        /** The unit in its box on a pallet; answers the pallet. */
        private Subject onAPallet() {
            Sscc pallet = world.create(brand, 2);
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.pack(brand, pallet, containers(box));
            world.seal(brand, pallet);
            world.handOver(brand, distributor, containers(pallet));
            return new Subject.OfContainer(pallet);
        }

        @Test
        void of_a_container_that_was_reported_otherwise_and_not_stolen_is_refused() {
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.handOver(brand, distributor, containers(box));
            world.report(inspector, whole, Status.RECALLED);
            assertThat(Believer.codes(believer.answer(it))).startsWith(ReasonCode.RECALLED);

            assertReportRefused(inspector, whole, Status.FOUND, whole);
        }

        @Test
        void of_what_nobody_stole_is_refused() {
            assertReportRefused(inspector, it, Status.FOUND);
            assertReportRefused(inspector, it, Status.FOUND, it);
            assertReportRefused(inspector, whole, Status.FOUND, whole);
        }
    }

    @Nested
    class A_claimants_form {
        /** A report by the retailer, who holds the unit; then it changes, and only its first form counts for that. */
        private Evidence afterAChange() {
            world.handOver(brand, retailer, goods(unit));
            world.report(retailer, it, Status.SOLD);
            TestParty renamed = new TestParty(
                    "Renamed",
                    retailer.msp(),
                    retailer.gln(),
                    retailer.roles(),
                    retailer.prefixes(),
                    retailer.keys(),
                    retailer.certificate());
            world.admit(renamed);
            assertThat(Believer.codes(believer.verify(it, honest()))).startsWith(ReasonCode.SOLD);
            return honest();
        }

        private UnaryOperator<Admission> first(TestParty party, UnaryOperator<Admission> change) {
            return form -> form.party().gln().equals(party.gln()) && form.version() == 1 ? change.apply(form) : form;
        }

        private static Admission with(Admission form, Party party, Optional<Suspension> suspension) {
            return new Admission(party, form.version(), form.admittedAt(), form.votes(), suspension);
        }

        @Test
        void that_is_missing_makes_what_it_signed_refused() {
            Evidence evidence = afterAChange();
            List<Admission> without = evidence.parties().stream()
                    .filter(form -> !form.party().gln().equals(retailer.gln()) || form.version() != 1)
                    .toList();

            assertSuspect(ReasonCode.REPORT_INVALID, withParties(evidence, without));
            assertSuspect(ReasonCode.HAND_OFF_INVALID, withParties(evidence, without));
        }

        @Test
        void of_another_version_makes_what_it_signed_refused() {
            Evidence evidence = afterAChange();
            List<TrailEvent> events = new ArrayList<>(evidence.trail().events());
            events.set(1, signedAs(events.get(1), signature -> signature.taken(7)));

            assertSuspect(ReasonCode.REPORT_INVALID, ForgedTrailTest.with(evidence, events));
        }

        @Test
        void that_is_suspended_makes_what_it_signed_refused() {
            Evidence evidence = afterAChange();
            Evidence forged = ForgedTrailTest.with(
                    evidence,
                    first(
                            retailer,
                            form -> with(form, form.party(), Optional.of(new Suspension(desk.now(), form.votes())))));

            assertSuspect(ReasonCode.REPORT_INVALID, forged);
            assertSuspect(ReasonCode.HAND_OFF_INVALID, forged);
        }

        @Test
        void with_another_key_or_organisation_makes_what_it_signed_refused() {
            Evidence evidence = afterAChange();
            Party party = admission(retailer).party();
            Party otherKey = new Party(
                    party.gln(), party.name(), party.msp(), distributor.keyHash(), party.roles(), party.prefixes());
            Party otherMsp =
                    new Party(party.gln(), party.name(), brand.msp(), party.key(), party.roles(), party.prefixes());
            for (Party other : List.of(otherKey, otherMsp)) {
                Evidence forged =
                        ForgedTrailTest.with(evidence, first(retailer, form -> with(form, other, Optional.empty())));
                assertSuspect(ReasonCode.REPORT_INVALID, forged);
                assertSuspect(ReasonCode.HAND_OFF_INVALID, forged);
            }
        }

        @Test
        void without_the_role_makes_what_it_signed_refused_though_its_certificate_has_it() {
            Evidence evidence = afterAChange();
            Party party = admission(retailer).party();
            Party demoted = new Party(
                    party.gln(), party.name(), party.msp(), party.key(), List.of(Role.INSPECTOR), party.prefixes());

            Evidence forged =
                    ForgedTrailTest.with(evidence, first(retailer, form -> with(form, demoted, Optional.empty())));

            assertSuspect(ReasonCode.REPORT_INVALID, forged);
            assertSuspect(ReasonCode.HAND_OFF_INVALID, forged);
        }

        @Test
        void of_a_sender_without_the_role_makes_its_offer_refused() {
            Evidence evidence = afterAChange();
            Party party = admission(brand).party();
            Party demoted = new Party(
                    party.gln(), party.name(), party.msp(), party.key(), List.of(Role.INSPECTOR), party.prefixes());

            assertSuspect(
                    ReasonCode.HAND_OFF_INVALID,
                    ForgedTrailTest.with(evidence, first(brand, form -> with(form, demoted, Optional.empty()))));
        }

        @Test
        void of_a_brand_without_its_prefix_makes_its_seal_refused() {
            Evidence evidence = afterAChange();
            Party party = admission(brand).party();
            Party without = new Party(party.gln(), party.name(), party.msp(), party.key(), party.roles(), List.of());

            assertSuspect(
                    ReasonCode.SEAL_INVALID,
                    ForgedTrailTest.with(evidence, first(brand, form -> with(form, without, Optional.empty()))));
        }

        @Test
        void that_was_changed_or_suspended_after_its_claims_makes_none_of_them_void() {
            world.handOver(brand, distributor, goods(unit));
            world.handOver(distributor, retailer, goods(unit));
            world.report(retailer, it, Status.SOLD);
            TestParty newBrand = brand.withNewKey(desk.authority("AureliaMSP"));
            world.admit(new TestParty(
                    newBrand.name(),
                    newBrand.msp(),
                    newBrand.gln(),
                    List.of(Role.DISTRIBUTOR),
                    List.of(new CompanyPrefix("9508003")),
                    newBrand.keys(),
                    newBrand.certificate()));
            world.admit(new TestParty(
                    distributor.name(),
                    distributor.msp(),
                    distributor.gln(),
                    List.of(Role.INSPECTOR),
                    List.of(),
                    distributor.keys(),
                    distributor.certificate()));
            world.vote("party:Suspend", retailer);
            world.vote("party:Suspend", brand);

            Answer answer = believer.answer(it);

            assertThat(answer.verdict()).as("%s", answer.verdict().reasons()).isInstanceOf(Verdict.GenuineBut.class);
            assertThat(Believer.codes(answer))
                    .startsWith(ReasonCode.SOLD)
                    .contains(ReasonCode.CUSTODY_SIGNED, ReasonCode.BATCH_SEALED, ReasonCode.BRAND_SUSPENDED);
        }
    }

    @Nested
    class A_hand_off {
        private final HandOff first = world.handOver(brand, distributor, goods(unit));

        private TrailEvent.Step step(int index) {
            return (TrailEvent.Step) events().get(index);
        }

        private static TrailEvent step(TrailEvent.Step step, HandOff handOff) {
            return new TrailEvent.Step(handOff, step.containers(), step.offered(), step.accepted());
        }

        private void assertRefused(List<TrailEvent> events) {
            assertSuspect(ReasonCode.HAND_OFF_INVALID, with(honest(), events));
        }

        @Test
        void that_is_shown_twice_is_refused() {
            world.handOver(distributor, brand, goods(unit));
            List<TrailEvent> events = events();
            events.add(events.get(0));

            assertRefused(events);
        }

        @Test
        void that_is_left_out_though_there_is_room_for_it_is_refused() {
            world.handOver(distributor, retailer, goods(unit));
            List<TrailEvent> events = events().subList(1, 2);

            assertSuspect(ReasonCode.HAND_OFF_INVALID, TestEvidence.withTrail(honest(), new Trail(1, events)));
        }

        @Test
        void that_is_swapped_with_another_is_refused() {
            world.handOver(distributor, retailer, goods(unit));

            assertRefused(List.of(step(1), step(0)));
        }

        @Test
        void that_is_left_out_is_missed() {
            world.handOver(distributor, retailer, goods(unit));
            world.handOver(retailer, world.third, goods(unit));

            assertRefused(List.of(step(1), step(2)));
            assertRefused(List.of(step(0), step(2)));
            assertSuspect(ReasonCode.CUSTODY_MISMATCH, with(honest(), List.of(step(0), step(1))));
            assertSuspect(ReasonCode.CUSTODY_MISMATCH, with(honest(), List.of()));
        }

        @Test
        void that_was_refused_or_cancelled_or_has_lapsed_is_refused() {
            HandOff offered = world.offer(distributor, retailer, goods(unit));
            TrailEvent.Step open = step(1);
            Instant at = desk.now();
            ClaimantSignature refusing = retailer.sign(offered.endBytes(desk.channel(), HandOffState.REFUSED, at), at)
                    .taken(1);
            ClaimantSignature cancelling = distributor
                    .sign(offered.endBytes(desk.channel(), HandOffState.CANCELLED, at), at)
                    .taken(1);
            for (Ending ending : List.of(
                    new Ending(HandOffState.REFUSED, Optional.of(refusing), Optional.empty(), at),
                    new Ending(HandOffState.CANCELLED, Optional.of(cancelling), Optional.empty(), at),
                    new Ending(HandOffState.LAPSED, Optional.empty(), Optional.empty(), at))) {
                assertRefused(List.of(step(0), step(open, ended(open.handOff(), ending))));
            }
        }

        private HandOff ended(HandOff offered, Ending ending) {
            return new HandOff(offered.offer(), offered.signature(), offered.at(), Optional.of(ending));
        }

        @Test
        void of_other_units_is_refused() {
            UnitDigest other = world.freshUnit();
            HandOff ofOther = world.handOver(distributor, retailer, goods(world.unitOf(distributor)));
            Consignment others = goods(other, world.freshUnit());
            InclusionProof path = others.proof(subject(other));

            assertRefused(List.of(step(step(0), ofOther)));
            assertRefused(List.of(new TrailEvent.Step(step(0).handOff(), List.of(), path, Optional.empty())));
            assertRefused(List.of(new TrailEvent.Step(
                    step(0).handOff(), List.of(world.create(brand, 1)), step(0).offered(), Optional.empty())));
        }

        @Test
        void that_was_taken_in_part_has_the_path_of_that_and_no_other_has() {
            UnitDigest other = world.unitOf(distributor);
            HandOff offered = world.offer(distributor, retailer, goods(unit, other));
            world.acceptPart(retailer, offered, goods(unit));
            TrailEvent.Step part = step(1);
            assertThat(part.accepted()).isPresent();
            assertThat(believer.answer(it).verdict()).isInstanceOf(Verdict.Genuine.class);

            InclusionProof ofOther = goods(other).proof(subject(other));
            assertRefused(
                    List.of(step(0), new TrailEvent.Step(part.handOff(), List.of(), part.offered(), Optional.empty())));
            assertRefused(List.of(
                    step(0),
                    new TrailEvent.Step(part.handOff(), List.of(), part.offered(), Optional.of(part.offered()))));
            assertRefused(List.of(
                    new TrailEvent.Step(step(0).handOff(), List.of(), step(0).offered(), Optional.of(ofOther)), part));
        }

        @Test
        void in_part_does_not_take_along_what_was_left() {
            UnitDigest left = world.unitOf(distributor);
            HandOff offered = world.offer(distributor, retailer, goods(unit, left));
            world.acceptPart(retailer, offered, goods(left));
            HandOff taken = HandOffReading.fromJson(World.read(
                            desk.evaluate("custody:Read", offered.offer().id().value())))
                    .handOff();
            InclusionProof whole = goods(unit, left).proof(it);
            InclusionProof part = goods(left).proof(subject(left));

            assertRefused(List.of(step(0), new TrailEvent.Step(taken, List.of(), whole, Optional.of(part))));
        }

        @Test
        void from_long_before_the_one_before_it_is_refused() {
            world.handOver(distributor, brand, goods(unit));
            desk.pass(LONG);
            world.handOver(brand, distributor, goods(unit));
            desk.pass(LONG);
            world.handOver(distributor, brand, goods(unit));

            assertThat(believer.answer(it).verdict()).isInstanceOf(Verdict.Genuine.class);
            assertRefused(List.of(step(2), step(1), step(0), step(3)));
        }

        @Test
        void that_was_accepted_after_its_deadline_is_refused() {
            HandOff offered = world.offer(distributor, retailer, goods(unit), Duration.ofMinutes(1));
            TrailEvent.Step open = step(1);
            Instant at = offered.offer().deadline().plusMillis(1);
            ClaimantSignature late =
                    retailer.sign(offered.acceptBytes(desk.channel(), at), at).taken(1);

            assertRefused(List.of(step(0), step(open, accepted(open.handOff(), late))));
        }

        @Test
        void that_was_accepted_long_before_it_was_offered_is_refused() {
            desk.pass(LONG);
            HandOff offered = world.offer(distributor, retailer, goods(unit));
            TrailEvent.Step open = step(1);
            Instant at = offered.offer().offeredAt().minus(Duration.ofMinutes(21));
            ClaimantSignature early =
                    retailer.sign(offered.acceptBytes(desk.channel(), at), at).taken(1);

            assertRefused(List.of(step(0), step(open, accepted(open.handOff(), early))));
        }

        private HandOff accepted(HandOff offered, ClaimantSignature by) {
            return ended(offered, new Ending(HandOffState.ACCEPTED, Optional.of(by), Optional.empty(), by.at()));
        }

        @Test
        void that_somebody_else_accepted_is_refused() {
            HandOff offered = world.offer(distributor, retailer, goods(unit));
            TrailEvent.Step open = step(1);
            Instant at = desk.now();
            ClaimantSignature thirds = world.third
                    .sign(offered.acceptBytes(desk.channel(), at), at)
                    .taken(1);

            assertSuspect(
                    ReasonCode.HAND_OFF_INVALID,
                    knowing(
                            with(honest(), List.of(step(0), step(open, accepted(open.handOff(), thirds)))),
                            world.third));
        }

        @Test
        void of_which_a_part_is_said_to_be_the_whole_is_refused() {
            ConsignmentRoot more = goods(unit, world.freshUnit()).root();
            HandOff accepted = step(0).handOff();
            Ending ending = accepted.ending().orElseThrow();
            Ending part = new Ending(HandOffState.ACCEPTED_IN_PART, ending.signature(), Optional.of(more), ending.at());

            assertRefused(List.of(new TrailEvent.Step(
                    ended(accepted, part), List.of(), step(0).offered(), Optional.of(step(0).offered()))));
        }

        @Test
        void that_waits_stands_last_or_is_refused() {
            world.offer(distributor, retailer, goods(unit));
            assertThat(believer.answer(it).verdict()).isInstanceOf(Verdict.Genuine.class);
            List<TrailEvent> events = events();
            events.add(report(inspector, it, Status.SAMPLE));

            assertSuspect(ReasonCode.HAND_OFF_INVALID, knowing(with(honest(), events), inspector));
        }

        @Test
        void that_leads_to_another_custodian_than_is_shown_is_a_mismatch() {
            assertSuspect(ReasonCode.CUSTODY_MISMATCH, withCustody(honest(), new CustodyView(brand.gln(), false)));
            assertSuspect(ReasonCode.CUSTODY_MISMATCH, withCustody(honest(), new CustodyView(retailer.gln(), false)));
            assertSuspect(ReasonCode.CUSTODY_MISMATCH, withCustody(honest(), new CustodyView(distributor.gln(), true)));
            assertThat(first.offer().to()).isEqualTo(distributor.gln());
        }

        @Test
        void without_a_custodian_is_a_mismatch() {
            assertSuspect(
                    ReasonCode.CUSTODY_MISMATCH,
                    AlteredEvidence.of(honest()).custody(Optional.empty()).evidence());
        }

        @Test
        void that_waits_is_shown_as_such_or_is_a_mismatch() {
            world.offer(distributor, retailer, goods(unit));

            assertSuspect(
                    ReasonCode.CUSTODY_MISMATCH, withCustody(honest(), new CustodyView(distributor.gln(), false)));
            assertSuspect(ReasonCode.CUSTODY_MISMATCH, withCustody(honest(), new CustodyView(retailer.gln(), true)));
        }
    }
}
