package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.ReasonCode;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchTerms;
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

/** Nobody through whose hands goods go makes their answers long for those who come after, nor breaks them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ExpensiveTest {
    /** Bytes that an answer's evidence may take beyond that of a unit that nothing has happened to, whatever happened. */
    private static final int FEW = 12_000;

    /** Bytes of a hand-off with both signatures and certificates, and its path: 50 of them are the most that are shown. */
    private static final int STEP = 4_200;

    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final Believer believer = new Believer(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final TestParty inspector = world.party(Role.INSPECTOR);
    private final UnitDigest unit = world.freshUnit();

    private String read(UnitDigest digest) {
        return desk.evaluate("unit:Read", World.GTIN.digits(), World.LOT.value(), digest.hex());
    }

    private int bytes(UnitDigest digest) {
        return read(digest).getBytes(StandardCharsets.UTF_8).length;
    }

    private Trail trail(UnitDigest digest) {
        return world.reading(digest).trail();
    }

    private Answer assertHolds(UnitDigest digest) {
        Answer answer = believer.answer(subject(digest));
        assertThat(answer.verdict())
                .as("%s", answer.verdict().reasons())
                .isInstanceOfAny(Verdict.Genuine.class, Verdict.GenuineBut.class);
        return answer;
    }

    private void handOnAndBack(Consignment things, int times) {
        for (int i = 0; i < times; i++) {
            TestParty from = i % 2 == 0 ? brand : distributor;
            world.handOver(from, from.equals(brand) ? distributor : brand, things);
        }
    }

    @Test
    void two_hundred_offers_and_cancellations_leave_no_trace() {
        int before = bytes(unit);
        for (int i = 0; i < 200; i++) {
            world.cancel(brand, world.offer(brand, distributor, goods(unit)));
        }

        assertThat(trail(unit)).isEqualTo(Trail.NONE);
        assertThat(bytes(unit)).isLessThan(before + 500);
        assertThat(Believer.codes(assertHolds(unit))).contains(ReasonCode.WITH_BRAND);
        assertThat(believer.answer(subject(unit)).verdict()).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void two_hundred_refusals_leave_no_trace() {
        world.handOver(brand, retailer, goods(unit));
        int before = bytes(unit);
        for (int i = 0; i < 200; i++) {
            world.refuse(distributor, world.offer(retailer, distributor, goods(unit)));
        }

        assertThat(trail(unit).events()).hasSize(1);
        assertThat(bytes(unit)).isLessThan(before + 500);
        assertHolds(unit);
    }

    @Test
    void of_three_hundred_hand_offs_the_last_fifty_are_told_and_the_others_counted() {
        int before = bytes(unit);
        handOnAndBack(goods(unit), 300);

        assertThat(trail(unit).events()).hasSize(Course.MAX_KEPT);
        assertThat(trail(unit).earlier()).isEqualTo(300 - Course.MAX_KEPT);
        assertThat(bytes(unit)).isLessThan(before + Course.MAX_KEPT * STEP);
        Answer answer = assertHolds(unit);
        assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
        assertThat(Believer.codes(answer)).contains(ReasonCode.CUSTODY_SIGNED, ReasonCode.EARLIER_HAND_OFFS);
    }

    @Test
    void of_three_hundred_hand_offs_in_a_case_the_last_fifty_are_told_and_the_others_counted() {
        Sscc box = world.create(brand, 1);
        world.pack(brand, box, goods(unit));
        world.seal(brand, box);
        handOnAndBack(containers(box), 150);
        world.report(brand, subject(unit), Status.EXPORTED);
        handOnAndBack(containers(box), 150);

        assertThat(trail(unit).steps()).hasSize(Course.MAX_KEPT);
        assertThat(trail(unit).earlier()).isEqualTo(300 - Course.MAX_KEPT);
        assertThat(Believer.codes(assertHolds(unit))).contains(ReasonCode.EARLIER_HAND_OFFS);

        world.unseal(brand, box);
        world.unpack(brand, box, goods(unit));
        assertThat(trail(unit).steps()).hasSize(Course.MAX_KEPT);
        assertThat(trail(unit).earlier()).isEqualTo(300 - Course.MAX_KEPT);
        assertHolds(unit);
    }

    @Test
    void hand_offs_of_a_crate_before_a_unit_came_in_are_none_of_the_units() {
        Sscc crate = world.create(brand, 1);
        world.seal(brand, crate);
        handOnAndBack(containers(crate), 60);
        world.unseal(brand, crate);
        world.pack(brand, crate, goods(unit));
        world.seal(brand, crate);

        assertThat(trail(unit).steps()).isEmpty();
        assertThat(trail(unit).earlier()).isZero();
        assertHolds(unit);

        handOnAndBack(containers(crate), 60);

        assertThat(trail(unit).steps()).hasSize(Course.MAX_KEPT);
        assertThat(trail(unit).earlier()).isEqualTo(60 - Course.MAX_KEPT);
        assertHolds(unit);
    }

    @Test
    void opening_and_closing_three_hundred_times_leaves_no_trace() {
        Sscc box = world.create(brand, 1);
        world.pack(brand, box, goods(unit));
        int before = bytes(unit);
        for (int i = 0; i < 300; i++) {
            world.seal(brand, box);
            world.unseal(brand, box);
        }

        assertThat(trail(unit)).isEqualTo(Trail.NONE);
        assertThat(bytes(unit)).isLessThan(before + 500);
        assertThat(desk.evaluate("container:Read", box.digits())).hasSizeLessThan(600);
        assertHolds(unit);
    }

    @Test
    void packing_and_unpacking_three_hundred_times_leaves_no_trace() {
        Sscc box = world.create(brand, 1);
        Sscc other = world.create(brand, 1);
        int before = bytes(unit);
        for (int i = 0; i < 300; i++) {
            Sscc into = i % 2 == 0 ? box : other;
            world.pack(brand, into, goods(unit));
            world.unpack(brand, into, goods(unit));
        }

        assertThat(trail(unit)).isEqualTo(Trail.NONE);
        assertThat(bytes(unit)).isLessThan(before + 500);
        assertThat(desk.evaluate("container:Contents", box.digits(), "0")).hasSizeLessThan(100);
        assertThat(desk.evaluate("container:Read", box.digits())).hasSizeLessThan(600);
        world.pack(brand, box, goods(unit));
        assertHolds(unit);
    }

    @Test
    void reporting_and_taking_back_is_told_no_longer_and_soon_refused() {
        world.handOver(brand, retailer, goods(unit));
        int before = bytes(unit);
        for (int i = 0; i < 2; i++) {
            world.report(brand, subject(unit), Status.DECOMMISSIONED);
            world.undo(brand, subject(unit), Status.DECOMMISSIONED);
        }

        assertRefused(ErrorCode.REPORT_REPEATED, () -> world.report(brand, subject(unit), Status.DECOMMISSIONED));
        assertThat(bytes(unit)).isLessThan(before + 500);
        assertThat(believer.answer(subject(unit)).verdict()).isInstanceOf(Verdict.Genuine.class);
    }

    @Nested
    class Thefts_and_findings {
        private static final int CYCLES = 20;

        @Test
        void of_a_unit_leave_the_last_ones_and_a_verdict_that_holds_at_each_step() {
            world.handOver(brand, retailer, goods(unit));
            int before = bytes(unit);
            for (int i = 0; i < CYCLES; i++) {
                world.report(retailer, subject(unit), Status.STOLEN);
                assertThat(Believer.codes(assertHolds(unit))).startsWith(ReasonCode.STOLEN);
                world.report(i % 3 == 0 ? inspector : retailer, subject(unit), Status.FOUND);
                assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
            }

            assertThat(trail(unit).events().size()).isLessThan(1 + 2 * 2 * (Course.MAX_ALIKE + 1));
            assertThat(bytes(unit)).isLessThan(before + 2 * CYCLES * STEP / 2);
            world.report(retailer, subject(unit), Status.SOLD);
            assertHolds(unit);
        }

        @Test
        void of_one_by_an_inspector_leave_as_many_as_are_kept_of_like_ones() {
            world.handOver(brand, retailer, goods(unit));
            for (int i = 0; i < 3 * CYCLES; i++) {
                world.report(retailer, subject(unit), Status.STOLEN);
                world.report(inspector, subject(unit), Status.FOUND);
            }

            assertThat(trail(unit).reports()).hasSize(2 * Course.MAX_ALIKE);
            assertThat(bytes(unit)).isLessThan(80_000);
            assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
        }

        @Test
        void of_a_unit_in_a_box_that_is_stolen_do_not_bring_its_theft_back() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.report(brand, new Subject.OfContainer(box), Status.STOLEN);
            world.report(inspector, subject(unit), Status.FOUND);

            for (int i = 0; i < CYCLES; i++) {
                assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
                world.report(brand, subject(unit), Status.STOLEN);
                assertHolds(unit);
                world.report(inspector, subject(unit), Status.FOUND);
            }

            assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(trail(unit).events().size()).isLessThan(2 * Course.MAX_ALIKE + 4);
            world.report(brand, new Subject.OfContainer(box), Status.FOUND);
            assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
        }

        @Test
        void of_a_box_keep_a_unit_that_was_found_by_itself_before_genuine() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.report(brand, new Subject.OfContainer(box), Status.STOLEN);
            world.report(brand, subject(unit), Status.FOUND);
            world.report(brand, new Subject.OfContainer(box), Status.FOUND);
            for (int i = 0; i < CYCLES; i++) {
                world.report(brand, new Subject.OfContainer(box), Status.STOLEN);
                world.report(brand, new Subject.OfContainer(box), Status.FOUND);
                assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
            }

            world.unseal(brand, box);
            world.unpack(brand, box, goods(unit));
            assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
        }

        @Test
        void of_a_box_leave_the_last_ones_for_what_is_in_it_too() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            world.seal(brand, box);
            world.report(brand, subject(unit), Status.EXPORTED);
            for (int i = 0; i < CYCLES; i++) {
                world.report(brand, new Subject.OfContainer(box), Status.STOLEN);
                assertThat(Believer.codes(assertHolds(unit))).startsWith(ReasonCode.STOLEN);
                world.report(brand, new Subject.OfContainer(box), Status.FOUND);
                assertHolds(unit);
                if (i == CYCLES / 2) {
                    world.report(brand, subject(unit), Status.SAMPLE);
                }
            }

            assertThat(trail(unit).reports()).hasSizeLessThanOrEqualTo(2 * CYCLES + 2);
            world.unseal(brand, box);
            world.unpack(brand, box, goods(unit));
            assertThat(trail(unit).reports()).hasSize(2 * Course.MAX_ALIKE + 2);
            assertHolds(unit);
        }

        @Test
        void of_many_boxes_that_a_unit_was_in_leave_the_last_ones() {
            for (int i = 0; i < CYCLES; i++) {
                Sscc box = world.create(brand, 1);
                world.pack(brand, box, goods(unit));
                world.report(brand, new Subject.OfContainer(box), Status.STOLEN);
                world.report(brand, new Subject.OfContainer(box), Status.FOUND);
                world.unpack(brand, box, goods(unit));
                assertHolds(unit);
            }

            assertThat(trail(unit).reports().size()).isLessThanOrEqualTo(2 * Course.MAX_ALIKE + 2);
            assertThat(assertHolds(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
        }
    }

    @Nested
    class A_container {
        private static final int MAX = 10_000;
        private final Lot lot = new Lot("MANY");
        private final BatchTerms terms = new BatchTerms(
                World.GTIN,
                lot,
                Optional.empty(),
                LocalDate.of(2026, 6, 1),
                MAX + 1,
                LabelProfile.COMPACT,
                Optional.empty());

        @Test
        void takes_ten_thousand_things_and_no_more() {
            world.register(brand, terms);
            List<UnitDigest> units = World.digests(terms);
            Sscc box = world.create(brand, 1);
            for (int i = 0; i < MAX; i += Consignment.MAX_UNITS) {
                world.pack(brand, box, new Consignment(World.GTIN, lot, units.subList(i, i + Consignment.MAX_UNITS)));
            }
            Consignment one = new Consignment(World.GTIN, lot, units.subList(MAX, MAX + 1));

            assertRefused(ErrorCode.CONTAINER_FULL, () -> world.pack(brand, box, one));

            assertThat(desk.evaluate("container:Read", box.digits())).hasSizeLessThan(600);
            assertThat(desk.evaluate("container:Contents", box.digits(), "0")).hasSizeLessThan(MAX * 40);
            Subject.OfUnit first = new Subject.OfUnit(World.GTIN, lot, units.get(0));
            assertThat(believer.answer(first).verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(believer.answer(first).toJson().toString()).hasSizeLessThan(FEW);
            world.unpack(brand, box, new Consignment(World.GTIN, lot, units.subList(0, 1)));
            world.pack(brand, box, one);
        }
    }
}
