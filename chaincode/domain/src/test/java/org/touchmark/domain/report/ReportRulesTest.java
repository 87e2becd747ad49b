package org.touchmark.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** What is reported of goods, what follows from it, and how it is taken back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReportRulesTest {
    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
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
}
