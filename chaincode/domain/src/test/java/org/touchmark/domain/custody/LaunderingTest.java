package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;
import static org.touchmark.domain.fixture.World.thingsJson;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.ReasonCode;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.Believer;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** What was reported of a container holds for whatever was in it, however it comes out; and for nothing that came in later. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LaunderingTest {
    private static final Lot PLANNED = new Lot("PLANNED");

    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final Believer believer = new Believer(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final TestParty inspector = world.party(Role.INSPECTOR);

    private static Subject whole(Sscc sscc) {
        return new Subject.OfContainer(sscc);
    }

    private void seal(TestParty by, Sscc sscc) {
        desk.submit(by, "container:Seal", sscc.digits());
    }

    private void unseal(TestParty by, Sscc sscc) {
        desk.submit(by, "container:Unseal", sscc.digits());
    }

    private void repack(TestParty by, Sscc from, Sscc into, Consignment things) {
        desk.submit(by, "container:Repack", from.digits(), into.digits(), thingsJson(things));
    }

    /** A sealed case of somebody's with these units. */
    private Sscc caseOf(TestParty holder, UnitDigest... units) {
        Sscc box = world.create(holder, 1);
        world.pack(holder, box, goods(units));
        seal(holder, box);
        return box;
    }

    /** A sealed pallet of somebody's with these cases. */
    private Sscc palletOf(TestParty holder, Sscc... boxes) {
        Sscc pallet = world.create(holder, 2);
        world.pack(holder, pallet, containers(boxes));
        seal(holder, pallet);
        return pallet;
    }

    /** Its answer names a report first, and holds. */
    private void assertIs(ReasonCode code, Subject.OfUnit unit) {
        Answer answer = believer.answer(unit);
        assertThat(answer.verdict()).as("%s", answer.verdict().reasons()).isInstanceOf(Verdict.GenuineBut.class);
        assertThat(Believer.codes(answer)).startsWith(code);
    }

    private void assertIs(ReasonCode code, UnitDigest unit) {
        assertIs(code, subject(unit));
    }

    private void assertIsFine(UnitDigest unit) {
        Answer answer = believer.answer(subject(unit));
        assertThat(answer.verdict()).as("%s", answer.verdict().reasons()).isInstanceOf(Verdict.Genuine.class);
    }

    @Nested
    class A_recall_of_a_container {
        private final UnitDigest unit = world.freshUnit();
        private final UnitDigest later = world.freshUnit();
        private final Sscc box = caseOf(brand, unit);

        private void recall(Sscc sscc) {
            world.report(inspector, whole(sscc), Status.RECALLED);
        }

        @Test
        void holds_for_what_is_unsealed_and_unpacked() {
            recall(box);
            unseal(brand, box);
            world.unpack(brand, box, goods(unit));

            assertIs(ReasonCode.RECALLED, unit);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, subject(unit), Status.SOLD));
        }

        @Test
        void holds_for_what_is_repacked_and_handed_on() {
            recall(box);
            Sscc other = world.create(brand, 1);
            unseal(brand, box);
            repack(brand, box, other, goods(unit));
            world.pack(brand, other, goods(later));
            seal(brand, other);
            Sscc pallet = palletOf(brand, other);
            world.handOver(brand, distributor, containers(pallet));
            unseal(distributor, pallet);
            world.unpack(distributor, pallet, containers(other));
            world.handOver(distributor, retailer, containers(other));
            unseal(retailer, other);
            world.unpack(retailer, other, goods(unit, later));

            assertIs(ReasonCode.RECALLED, unit);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(retailer, subject(unit), Status.SOLD));
            assertIsFine(later);
            world.report(retailer, subject(later), Status.SOLD);
        }

        @Test
        void holds_for_what_is_nested_when_the_pallet_is_recalled_and_opened() {
            Sscc pallet = palletOf(brand, box);
            recall(pallet);
            assertIs(ReasonCode.RECALLED, unit);

            unseal(brand, pallet);
            world.unpack(brand, pallet, containers(box));
            unseal(brand, box);
            world.unpack(brand, box, goods(unit));

            assertIs(ReasonCode.RECALLED, unit);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, subject(unit), Status.SOLD));
        }

        @Test
        void holds_for_what_is_reported_on_and_undone() {
            recall(box);
            world.report(brand, subject(unit), Status.SAMPLE);
            world.undo(brand, subject(unit), Status.SAMPLE);
            unseal(brand, box);
            world.unpack(brand, box, goods(unit));

            assertIs(ReasonCode.RECALLED, unit);
        }

        @Test
        void holds_for_what_was_reported_on_before() {
            world.report(brand, subject(unit), Status.EXPORTED);
            recall(box);
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
            unseal(brand, box);
            world.unpack(brand, box, goods(unit));

            assertIs(ReasonCode.RECALLED, unit);
            assertThat(believer.codes(subject(unit))).contains(ReasonCode.EXPORTED);
        }

        @Test
        void holds_not_for_what_comes_in_later() {
            recall(box);
            unseal(brand, box);
            world.pack(brand, box, goods(later));
            assertIsFine(later);
            world.unpack(brand, box, goods(later));

            assertIsFine(later);
            world.handOver(brand, retailer, goods(later));
            world.report(retailer, subject(later), Status.SOLD);
        }

        @Test
        void holds_not_for_what_went_out_before() {
            unseal(brand, box);
            world.unpack(brand, box, goods(unit));
            recall(box);

            assertIsFine(unit);
        }

        @Test
        void holds_for_what_goes_out_and_comes_in_again() {
            recall(box);
            unseal(brand, box);
            world.unpack(brand, box, goods(unit));
            world.pack(brand, box, goods(unit));

            assertIs(ReasonCode.RECALLED, unit);
        }

        @Test
        void holds_for_a_case_that_comes_off_the_pallet_but_not_for_one_that_goes_on() {
            Sscc pallet = palletOf(brand, box);
            Sscc fresh = caseOf(brand, later);
            recall(pallet);
            unseal(brand, pallet);
            world.pack(brand, pallet, containers(fresh));
            world.unpack(brand, pallet, containers(box));

            assertIs(ReasonCode.RECALLED, unit);
            assertIsFine(later);
        }

        @Test
        void that_its_brand_planned_holds_for_units_that_never_had_a_record() {
            PackingPlan plan = world.plan(4, 2);
            BatchTerms terms = planned(plan);
            world.registerPacked(brand, terms, position -> position / 2);
            Subject.OfUnit first =
                    new Subject.OfUnit(World.GTIN, PLANNED, World.digests(terms).get(0));
            Subject.OfUnit last =
                    new Subject.OfUnit(World.GTIN, PLANNED, World.digests(terms).get(7));
            Sscc pallet = plan.container(4).orElseThrow().sscc();
            world.handOver(brand, distributor, containers(pallet));

            world.report(brand, whole(pallet), Status.RECALLED);

            assertIs(ReasonCode.RECALLED, first);
            assertThat(believer.codes(last)).doesNotContain(ReasonCode.RECALLED);
            Sscc planned = plan.container(0).orElseThrow().sscc();
            unseal(distributor, pallet);
            world.unpack(distributor, pallet, containers(planned));
            unseal(distributor, planned);
            world.unpack(distributor, planned, new Consignment(World.GTIN, PLANNED, List.of(first.digest())));
            assertIs(ReasonCode.RECALLED, first);
        }

        private BatchTerms planned(PackingPlan plan) {
            return new BatchTerms(
                    World.GTIN,
                    PLANNED,
                    Optional.empty(),
                    LocalDate.of(2026, 6, 1),
                    8,
                    LabelProfile.COMPACT,
                    Optional.empty(),
                    Optional.of(plan));
        }
    }

    @Nested
    class A_theft_of_a_container {
        private final UnitDigest unit = world.freshUnit();
        private final Sscc box = caseOf(brand, unit);

        @Test
        void keeps_what_is_in_it_where_it_is() {
            world.report(brand, whole(box), Status.STOLEN);

            assertIs(ReasonCode.STOLEN, unit);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> unseal(brand, box));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.offer(brand, distributor, containers(box)));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, subject(unit), Status.SOLD));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, subject(unit), Status.EXPORTED));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, subject(unit), Status.DESTROYED));
        }

        @Test
        void keeps_what_is_in_an_open_one_where_it_is() {
            unseal(brand, box);
            world.report(brand, whole(box), Status.STOLEN);
            Sscc other = world.create(brand, 1);

            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.unpack(brand, box, goods(unit)));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> repack(brand, box, other, goods(unit)));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.pack(brand, box, goods(world.freshUnit())));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> seal(brand, box));
            assertIs(ReasonCode.STOLEN, unit);
        }

        @Test
        void keeps_a_pallet_that_a_stolen_case_is_on_free_but_not_the_case() {
            UnitDigest neighbour = world.freshUnit();
            Sscc other = caseOf(brand, neighbour);
            Sscc pallet = palletOf(brand, box, other);
            world.report(brand, whole(box), Status.STOLEN);

            unseal(brand, pallet);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.unpack(brand, pallet, containers(box)));
            world.unpack(brand, pallet, containers(other));

            assertIs(ReasonCode.STOLEN, unit);
            assertIsFine(neighbour);
        }

        @Test
        void that_is_found_by_who_reported_it_is_over_for_what_is_in_it_and_both_words_stand() {
            world.report(brand, whole(box), Status.STOLEN);
            world.report(brand, whole(box), Status.FOUND);

            assertIsFine(unit);
            assertThat(world.reading(unit).trail().reports())
                    .extracting(report -> report.mark().status())
                    .containsExactly(Status.STOLEN, Status.FOUND);
            unseal(brand, box);
            world.unpack(brand, box, goods(unit));
            assertIsFine(unit);
            assertThat(world.reading(unit).trail().reports()).hasSize(2);
            world.report(brand, subject(unit), Status.SOLD);
        }

        @Test
        void that_is_found_leaves_an_own_theft_of_a_unit_in_it_open() {
            world.report(brand, subject(unit), Status.STOLEN);
            world.report(brand, whole(box), Status.STOLEN);

            world.report(inspector, whole(box), Status.FOUND);

            assertIs(ReasonCode.STOLEN, unit);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, subject(unit), Status.SOLD));
            world.report(brand, subject(unit), Status.FOUND);
            assertIsFine(unit);
        }

        @Test
        void of_which_a_unit_is_found_first_goes_on_for_the_rest() {
            UnitDigest other = world.freshUnit();
            unseal(brand, box);
            world.pack(brand, box, goods(other));
            seal(brand, box);
            world.report(brand, whole(box), Status.STOLEN);

            world.report(inspector, subject(unit), Status.FOUND);

            assertIsFine(unit);
            assertIs(ReasonCode.STOLEN, other);

            world.report(brand, whole(box), Status.FOUND);

            assertIsFine(unit);
            assertIsFine(other);
        }

        @Test
        void of_which_a_case_is_found_first_goes_on_for_the_rest() {
            UnitDigest other = world.freshUnit();
            Sscc second = caseOf(brand, other);
            Sscc pallet = palletOf(brand, box, second);
            world.report(brand, whole(pallet), Status.STOLEN);

            world.report(inspector, whole(box), Status.FOUND);

            assertIsFine(unit);
            assertIs(ReasonCode.STOLEN, other);

            world.report(inspector, whole(pallet), Status.FOUND);

            assertIsFine(unit);
            assertIsFine(other);
        }

        @Test
        void of_which_a_case_was_stolen_before_is_over_once_each_is_found() {
            Sscc pallet = palletOf(brand, box);
            world.report(brand, whole(box), Status.STOLEN);
            world.report(brand, whole(pallet), Status.STOLEN);

            world.report(brand, whole(pallet), Status.FOUND);
            assertIs(ReasonCode.STOLEN, unit);

            world.report(brand, whole(box), Status.FOUND);
            assertIsFine(unit);
        }

        @Test
        void of_which_a_case_was_stolen_before_is_over_for_it_once_it_is_found() {
            Sscc pallet = palletOf(brand, box);
            world.report(brand, whole(box), Status.STOLEN);
            world.report(brand, whole(pallet), Status.STOLEN);

            world.report(brand, whole(box), Status.FOUND);
            assertIsFine(unit);

            world.report(brand, whole(pallet), Status.FOUND);
            assertIsFine(unit);
        }

        @Test
        void that_was_found_is_not_made_unfound_by_an_undo_but_by_another_report() {
            world.report(brand, whole(box), Status.STOLEN);
            world.report(inspector, whole(box), Status.FOUND);
            world.report(brand, subject(unit), Status.SOLD);

            assertRefused(ErrorCode.UNDO_FORBIDDEN, () -> world.undo(inspector, whole(box), Status.FOUND));

            assertIs(ReasonCode.SOLD, unit);
            world.report(brand, whole(box), Status.STOLEN);
            assertIs(ReasonCode.STOLEN, unit);
        }

        @Test
        void is_over_by_a_word_of_its_reporter_or_an_inspector_and_nobody_else() {
            world.handOver(brand, distributor, containers(box));
            world.report(distributor, whole(box), Status.STOLEN);

            for (TestParty other : List.of(brand, retailer, world.rival)) {
                assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(other, whole(box), Status.FOUND));
                assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(other, subject(unit), Status.FOUND));
            }
            world.report(distributor, whole(box), Status.FOUND);
            assertIsFine(unit);
        }

        @Test
        void by_two_reporters_is_over_by_an_inspectors_word_alone() {
            world.handOver(brand, distributor, containers(box));
            world.report(brand, subject(unit), Status.STOLEN);
            world.report(distributor, whole(box), Status.STOLEN);

            for (TestParty one : List.of(brand, distributor)) {
                assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(one, subject(unit), Status.FOUND));
            }
            world.report(inspector, subject(unit), Status.FOUND);
            assertIsFine(unit);
        }
    }

    @Nested
    class The_destruction_of_a_container {
        private final UnitDigest unit = world.freshUnit();
        private final Sscc box = caseOf(brand, unit);

        @Test
        void lets_nothing_be_done_with_what_was_in_it() {
            Sscc pallet = palletOf(brand, box);
            world.report(brand, whole(pallet), Status.DESTROYED);

            assertIs(ReasonCode.DESTROYED, unit);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> unseal(brand, pallet));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.offer(brand, retailer, containers(pallet)));
            for (Status status : Status.values()) {
                assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(by(status), subject(unit), status));
            }
            for (Status status : List.of(Status.STOLEN, Status.RECALLED, Status.DESTROYED, Status.EXPORTED)) {
                assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brandOr(status), whole(box), status));
            }
        }

        private TestParty by(Status status) {
            return status == Status.FOUND ? inspector : brand;
        }

        private TestParty brandOr(Status status) {
            return status == Status.RECALLED ? inspector : brand;
        }

        @Test
        void lets_its_units_not_be_sold_after_its_open_box_was_destroyed() {
            unseal(brand, box);
            world.report(brand, whole(box), Status.DESTROYED);

            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.unpack(brand, box, goods(unit)));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(brand, subject(unit), Status.SOLD));
            assertIs(ReasonCode.DESTROYED, unit);
        }

        @Test
        void is_never_taken_back() {
            world.report(brand, whole(box), Status.DESTROYED);

            assertRefused(ErrorCode.UNDO_FORBIDDEN, () -> world.undo(brand, whole(box), Status.DESTROYED));
        }
    }

    @Nested
    class A_retailer {
        private final UnitDigest unit = world.unitOf(retailer);

        @Test
        void says_nothing_more_of_what_it_sold() {
            world.report(retailer, subject(unit), Status.SOLD);

            Stream.of(Status.STOLEN, Status.DESTROYED, Status.DECOMMISSIONED, Status.SAMPLE, Status.SOLD)
                    .forEach(status -> assertRefused(
                            ErrorCode.STATUS_FOREIGN, () -> world.report(retailer, subject(unit), status)));
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.offer(retailer, distributor, goods(unit)));
        }

        @Test
        void takes_a_sale_back_and_may_speak_again() {
            world.report(retailer, subject(unit), Status.SOLD);
            world.undo(retailer, subject(unit), Status.SOLD);

            world.report(retailer, subject(unit), Status.STOLEN);

            assertIs(ReasonCode.STOLEN, unit);
        }

        @Test
        void can_not_steal_what_it_sold_though_its_brand_can_report_it() {
            world.report(retailer, subject(unit), Status.SOLD);

            world.report(brand, subject(unit), Status.STOLEN);

            assertIs(ReasonCode.STOLEN, unit);
            assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(retailer, subject(unit), Status.FOUND));
        }
    }

    @Nested
    class Moving_goods_from_a_container_into_itself {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void is_refused_and_leaves_the_count_of_what_is_in_it_right() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> repack(brand, box, box, goods(unit)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> repack(brand, box, box, goods(unit)));

            world.unpack(brand, box, goods(unit));
            assertThat(world.reading(unit).unit().orElseThrow().containers()).isEmpty();
        }
    }
}
