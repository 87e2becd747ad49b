package org.touchmark.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.CheckDigit;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** What is reported of goods, what follows from it, and how it is taken back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReportRulesTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty retailer = world.party(Role.RETAILER);

    @Nested
    class A_report {
        private final UnitDigest unit = world.freshUnit();
        private final Subject it = subject(unit);

        @Test
        void is_undone_within_ten_days_by_who_made_it() {
            world.handOver(brand, retailer, goods(unit));
            world.report(retailer, it, Status.SOLD);
            assertThat(world.reading(unit).trail().reports()).hasSize(1);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.offer(retailer, brand, goods(unit)));
            desk.pass(Duration.ofDays(9));

            world.undo(retailer, it, Status.SOLD);

            assertThat(world.reading(unit).trail().reports()).isEmpty();
            world.handOver(retailer, brand, goods(unit));
        }

        @Test
        void held_back_past_an_epoch_fails_and_so_does_its_undoing() {
            assertThat(isStaleAfterAnEpoch(() -> world.report(brand, it, Status.SAMPLE)))
                    .isTrue();
            assertThat(isStaleAfterAnEpoch(() -> world.undo(brand, it, Status.SAMPLE)))
                    .isTrue();
        }

        /** Whether a call that was endorsed before an epoch and is ordered in the next one fails. */
        private boolean isStaleAfterAnEpoch(Runnable call) {
            MemoryLedger before = new MemoryLedger();
            ledger.copyInto(before);
            call.run();
            MemoryLedger.Transaction held = before.begin();
            desk.invocations().get(desk.invocations().size() - 1).run(held, "held");
            assertThat(held.isStale()).isFalse();
            desk.over(before).submit(brand, "time:Advance");
            return held.isStale();
        }

        @Test
        void of_what_is_no_partys_own_says_whose_it_is() {
            world.handOver(brand, retailer, goods(unit));
            assertSays("is another's", () -> world.report(brand, it, Status.SAMPLE));
            assertSays("is not reported stolen", () -> world.report(retailer, it, Status.FOUND));
            world.report(brand, it, Status.STOLEN);
            assertSays(
                    "was reported stolen by [" + brand.gln() + "]: that party alone, or an inspector",
                    () -> world.report(retailer, it, Status.FOUND));
            Sscc box = world.create(brand, 1);
            assertSays(
                    "is no container that its batch's plan packed",
                    () -> world.report(brand, new Subject.OfContainer(box), Status.RECALLED));
            assertSays("is another's", () -> world.report(world.rival, it, Status.RECALLED));
            UnitDigest sold = world.unitOf(retailer);
            world.report(retailer, subject(sold), Status.SOLD);
            assertSays("is sold already", () -> world.report(retailer, subject(sold), Status.SAMPLE));
        }

        private void assertSays(String says, ThrowingCallable attempt) {
            assertRefused(new RefusalsByName.Refusal(ErrorCode.STATUS_FOREIGN, says, attempt));
        }

        @Test
        void is_not_undone_on_the_eleventh_day() {
            world.report(brand, it, Status.SAMPLE);
            desk.pass(Duration.ofDays(10));

            assertRefused(ErrorCode.UNDO_TOO_LATE, () -> world.undo(brand, it, Status.SAMPLE));
        }

        @Test
        void of_a_recall_or_theft_or_destruction_is_never_undone() {
            for (Status status : List.of(Status.RECALLED, Status.STOLEN, Status.DESTROYED)) {
                Subject other = subject(world.freshUnit());
                world.report(brand, other, status);
                assertRefused(ErrorCode.UNDO_FORBIDDEN, () -> world.undo(brand, other, status));
            }
        }

        @Test
        void of_theft_ends_by_finding() {
            world.report(brand, it, Status.STOLEN);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.offer(brand, retailer, goods(unit)));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, it, Status.SOLD));

            world.report(world.party(Role.INSPECTOR), it, Status.FOUND);

            assertThat(world.reading(unit).trail().reports()).hasSize(2);
            world.handOver(brand, retailer, goods(unit));
        }

        @Test
        void of_a_batchs_recall_forbids_its_units_to_be_sold_but_lets_them_come_back() {
            world.handOver(brand, retailer, goods(unit));
            world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.RECALLED);

            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(retailer, it, Status.SOLD));
            world.handOver(retailer, brand, goods(unit));
            assertThat(world.reading(unit).trail().reports()).hasSize(1);
        }

        @Test
        void of_a_unit_in_a_case_leaves_it_there() {
            UnitDigest other = world.freshUnit();
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit, other));

            world.report(brand, it, Status.SAMPLE);
            world.report(brand, subject(other), Status.RECALLED);

            assertThat(world.reading(unit).unit().orElseThrow().containers()).containsExactly(box);
            assertThat(world.reading(other).unit().orElseThrow().containers()).containsExactly(box);
        }

        @Test
        void fits_its_subject() {
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.SOLD));
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> world.report(brand, new Subject.OfContainer(world.create(brand, 1)), Status.SAMPLE));
        }
    }

    @Nested
    class An_answer {
        private final UnitDigest unit = world.freshUnit();
        private final Subject it = subject(unit);
        private final Subject batch = new Subject.OfBatch(World.GTIN, World.LOT);

        @Test
        void says_how_the_thing_stands_by_all_that_is_reported_of_it() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));

            assertThat(standing(world.report(brand, new Subject.OfContainer(box), Status.STOLEN)))
                    .isEqualTo(new Standing(new Subject.OfContainer(box), Life.ACTIVE, true, false));
            assertThat(standing(world.report(brand, batch, Status.RECALLED)))
                    .isEqualTo(new Standing(batch, Life.ACTIVE, false, true));
            assertThat(standing(world.report(brand, it, Status.DECOMMISSIONED)))
                    .isEqualTo(new Standing(it, Life.DECOMMISSIONED, true, true));
            assertThat(standing(world.undo(brand, it, Status.DECOMMISSIONED)))
                    .isEqualTo(new Standing(it, Life.ACTIVE, true, true));
        }

        @Test
        void to_who_reads_has_the_batchs_reports_first_then_what_the_thing_was_in() {
            Subject box = new Subject.OfContainer(world.create(brand, 1));
            world.pack(brand, ((Subject.OfContainer) box).sscc(), goods(unit));
            world.report(brand, box, Status.STOLEN);
            world.report(brand, it, Status.DECOMMISSIONED);
            world.report(brand, batch, Status.RECALLED);

            assertThat(reports(it)).extracting(Reported::subject).containsExactly(batch, box, it);
            assertThat(reports(box)).extracting(Reported::subject).containsExactly(box);
            assertThat(reports(batch))
                    .extracting(report -> report.mark().status())
                    .containsExactly(Status.RECALLED);
            assertThat(reports(new Subject.OfBatch(World.RIVAL_GTIN, World.LOT)))
                    .isEmpty();
            assertThat(reports(subject(new UnitDigest(7, 7)))).containsExactlyElementsOf(reports(batch));
            assertRefused(ErrorCode.CONTAINER_UNKNOWN, () -> reports(new Subject.OfContainer(world.freshSscc(brand))));
        }

        @Test
        void reads_back_from_its_json_for_each_life_and_no_other_word() {
            for (Life life : Life.values()) {
                Standing standing = new Standing(it, life, true, false);
                assertThat(Standing.fromJson(standing.toJson())).isEqualTo(standing);
            }
            String gone = World.json(new Standing(it, Life.SOLD, false, true).toJson())
                    .replace("sold", "gone");
            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.ARGUMENT_INVALID,
                    "is no state of a thing's life",
                    () -> Standing.fromJson(World.read(gone))));
        }

        private Standing standing(String json) {
            Standing standing = Standing.fromJson(World.read(json));
            assertThat(World.json(standing.toJson())).isEqualTo(json);
            return standing;
        }

        private List<Reported> reports(Subject subject) {
            return World.read("{\"all\":" + desk.evaluate("status:Read", World.json(subject.toJson())) + "}")
                    .objects("all")
                    .stream()
                    .map(Reported::fromJson)
                    .toList();
        }
    }

    @Nested
    class A_reporter {
        private final UnitDigest unit = world.freshUnit();
        private final Subject it = subject(unit);

        private HandOffState state(HandOff offered) {
            String json = desk.evaluate("custody:Read", offered.offer().id().value());
            return HandOffReading.fromJson(World.read(json)).handOff().state();
        }

        @Test
        void signs_now_and_what_it_reports() {
            String early = world.reportJson(brand, it, Status.SAMPLE);
            String others = world.reportJson(brand, it, Status.DESTROYED).replace("destroyed", "sample");
            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.SIGNATURE_INVALID,
                    "of what it should sign",
                    () -> desk.submit(brand, "status:Report", others)));
            desk.pass(Duration.ofMinutes(6));

            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.CLOCK_SKEW, "the report's time", () -> desk.submit(brand, "status:Report", early)));
            assertThat(world.reading(unit).trail().reports()).isEmpty();
        }

        @Test
        void does_not_sell_what_is_on_its_way_but_tells_that_it_was_stolen() {
            world.offer(brand, retailer, goods(unit));

            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.IN_TRANSIT,
                    "in transit to party " + retailer.gln(),
                    () -> world.report(brand, it, Status.SOLD)));
            world.report(brand, it, Status.STOLEN);
            assertThat(world.reading(unit).trail().reports()).hasSize(1);
        }

        @Test
        void ends_an_offer_that_lapsed_with_what_it_reports() {
            HandOff offered = world.offer(brand, retailer, goods(unit), Duration.ofHours(1));
            desk.pass(Duration.ofHours(2));

            world.report(brand, it, Status.DECOMMISSIONED);

            assertThat(state(offered)).isEqualTo(HandOffState.LAPSED);
        }

        @Test
        void of_what_another_holds_leaves_that_ones_offer_as_it_is() {
            world.handOver(brand, retailer, goods(unit));
            HandOff offered = world.offer(retailer, brand, goods(unit), Duration.ofHours(1));
            desk.pass(Duration.ofHours(2));

            world.report(brand, it, Status.DECOMMISSIONED);

            assertThat(state(offered)).isEqualTo(HandOffState.OFFERED);
        }

        @Test
        void that_speaks_as_an_inspector_of_what_it_holds_as_a_retailer_leaves_its_offer_as_it_is() {
            TestParty both = desk.enrol(
                    "AssayMSP", "Both", CheckDigit.append("950600199999"), List.of(Role.RETAILER, Role.INSPECTOR));
            world.admit(both);
            world.handOver(brand, both, goods(unit));
            HandOff offered = world.offer(both, retailer, goods(unit), Duration.ofHours(1));
            desk.pass(Duration.ofHours(2));

            world.report(both, it, Status.RECALLED);

            assertThat(state(offered)).isEqualTo(HandOffState.OFFERED);
        }

        @Test
        void of_a_container_takes_that_back_of_the_container_and_not_of_a_unit_in_it() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            world.report(brand, new Subject.OfContainer(box), Status.EXPORTED);
            world.report(brand, it, Status.SAMPLE);
            world.undo(brand, it, Status.SAMPLE);

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, it, Status.EXPORTED));
            assertThat(world.reading(unit).trail().reports())
                    .extracting(report -> report.mark().status())
                    .containsExactly(Status.EXPORTED);
        }

        @Test
        void takes_back_its_own_last_report_alone() {
            world.handOver(brand, retailer, goods(unit));
            world.report(retailer, it, Status.SAMPLE);
            world.report(brand, it, Status.DECOMMISSIONED);

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(retailer, it, Status.SAMPLE));
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, it, Status.SAMPLE));
            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.NOT_REPORTER,
                    "is party " + brand.gln() + "'s",
                    () -> world.undo(retailer, it, Status.DECOMMISSIONED)));
            world.undo(brand, it, Status.DECOMMISSIONED);
            assertThat(world.reading(unit).trail().reports()).hasSize(1);
            Subject batch = new Subject.OfBatch(World.GTIN, World.LOT);
            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.NOTHING_TO_UNDO,
                    "something happened to it since",
                    () -> world.undo(brand, batch, Status.RECALLED)));
            world.report(brand, batch, Status.RECALLED);
            assertRefused(ErrorCode.UNDO_FORBIDDEN, () -> world.undo(brand, batch, Status.RECALLED));
        }

        @Test
        void that_took_back_two_reports_of_what_another_holds_may_not_make_a_third_but_another_may() {
            world.handOver(brand, retailer, goods(unit));
            for (int time = 0; time < 2; time++) {
                world.report(brand, it, Status.DECOMMISSIONED);
                world.undo(brand, it, Status.DECOMMISSIONED);
            }

            assertRefused(new RefusalsByName.Refusal(
                    ErrorCode.REPORT_REPEATED,
                    "has taken back 2 reports",
                    () -> world.report(brand, it, Status.DECOMMISSIONED)));
            for (int time = 0; time < 3; time++) {
                world.report(retailer, it, Status.DECOMMISSIONED);
                world.undo(retailer, it, Status.DECOMMISSIONED);
            }
            world.report(brand, it, Status.STOLEN);
            assertThat(world.reading(unit).trail().reports()).hasSize(1);
        }

        @Test
        void that_took_back_two_reports_may_speak_again_once_it_holds_the_thing_itself() {
            world.handOver(brand, retailer, goods(unit));
            for (int time = 0; time < 2; time++) {
                world.report(brand, it, Status.DECOMMISSIONED);
                world.undo(brand, it, Status.DECOMMISSIONED);
            }
            world.handOver(retailer, brand, goods(unit));

            world.report(brand, it, Status.DECOMMISSIONED);

            assertThat(world.reading(unit).trail().reports()).hasSize(1);
        }

        @Test
        void of_a_theft_is_who_finds_it_again_or_an_inspector_and_not_who_holds_it() {
            world.handOver(brand, retailer, goods(unit));
            world.report(brand, it, Status.STOLEN);
            assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(retailer, it, Status.FOUND));

            world.report(world.party(Role.INSPECTOR), it, Status.FOUND);
            assertThat(world.reading(unit).trail().reports())
                    .last()
                    .satisfies(found -> assertThat(found.mark().clears()).containsExactly(it));
            world.report(retailer, it, Status.STOLEN);
            world.report(retailer, it, Status.FOUND);
        }
    }
}
