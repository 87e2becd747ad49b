package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.ReasonCode;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.Believer;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** A report moves nothing, in transit or not; and an undo brings back what was, where nothing happened since. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TransitTest {
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

    private Sscc caseOf(TestParty holder, UnitDigest... units) {
        Sscc box = world.create(holder, 1);
        world.pack(holder, box, goods(units));
        world.seal(holder, box);
        return box;
    }

    private Sscc palletOf(TestParty holder, Sscc... boxes) {
        Sscc pallet = world.create(holder, 2);
        world.pack(holder, pallet, containers(boxes));
        world.seal(holder, pallet);
        return pallet;
    }

    private UnitState where(UnitDigest unit) {
        return world.reading(unit).unit().orElseThrow();
    }

    private List<Status> reports(Subject subject) {
        return all(desk.evaluate("status:Read", World.json(subject.toJson()))).stream()
                .map(Reported::fromJson)
                .map(report -> report.mark().status())
                .toList();
    }

    private List<Status> reports(UnitDigest unit) {
        List<Status> shown = world.reading(unit).trail().reports().stream()
                .map(report -> report.mark().status())
                .toList();
        assertThat(reports(subject(unit))).isEqualTo(shown);
        return shown;
    }

    private void assertHolds(UnitDigest... units) {
        for (UnitDigest unit : units) {
            Answer answer = believer.answer(subject(unit));
            assertThat(answer.verdict())
                    .as("%s", answer.verdict().reasons())
                    .isInstanceOfAny(Verdict.Genuine.class, Verdict.GenuineBut.class);
        }
    }

    /** All that the ledger keeps of a thing but its counters and times. */
    private static JsonObject essence(JsonObject record) {
        JsonObject.Builder json = JsonObject.builder();
        record.members().forEach((name, value) -> {
            if (!List.of("sequence", "at", "withdrawn").contains(name)) {
                json.put(name, value);
            }
        });
        return json.build();
    }

    private JsonObject record(UnitDigest unit) {
        List<JsonObject> history =
                all(desk.evaluate("unit:History", World.GTIN.digits(), World.LOT.value(), unit.hex()));
        return essence(history.get(history.size() - 1).object("state"));
    }

    private static List<JsonObject> all(String array) {
        return World.read("{\"all\":" + array + "}").objects("all");
    }

    private JsonObject record(Sscc sscc) {
        return essence(
                World.read(desk.evaluate("container:Read", sscc.digits())).object("container"));
    }

    @Nested
    class A_unit_in_a_sealed_case_in_transit {
        private final UnitDigest unit = world.freshUnit();
        private final Sscc box = caseOf(brand, unit, world.freshUnit());
        private final Sscc pallet = palletOf(brand, box);
        private final HandOff byBrand = world.handOver(brand, distributor, containers(pallet));
        private final HandOff offered = world.offer(distributor, retailer, containers(pallet));

        private void assertInTheCaseInTransit() {
            assertThat(where(unit).containers()).containsExactly(box, pallet);
            assertThat(where(unit).inTransit()).isTrue();
            assertThat(where(unit).custodian()).isEqualTo(distributor.gln());
            assertThat(where(unit).handOff()).contains(offered.offer().id());
            assertHolds(unit);
        }

        private void assertArrives() {
            world.accept(retailer, offered);
            assertThat(where(unit).containers()).containsExactly(box, pallet);
            assertThat(where(unit).custodian()).isEqualTo(retailer.gln());
            assertThat(world.trail(World.LOT, unit))
                    .extracting(step -> step.handOff().offer().id())
                    .containsExactly(byBrand.offer().id(), offered.offer().id());
            assertHolds(unit);
        }

        @Test
        void stays_there_when_its_brand_decommissions_it_and_takes_that_back() {
            world.report(brand, subject(unit), Status.DECOMMISSIONED);
            assertInTheCaseInTransit();
            assertThat(reports(unit)).containsExactly(Status.DECOMMISSIONED);

            world.undo(brand, subject(unit), Status.DECOMMISSIONED);

            assertInTheCaseInTransit();
            assertThat(reports(unit)).isEmpty();
            assertArrives();
        }

        @Test
        void stays_there_when_it_is_stolen_and_found() {
            world.report(brand, subject(unit), Status.STOLEN);
            assertInTheCaseInTransit();

            world.report(inspector, subject(unit), Status.FOUND);

            assertInTheCaseInTransit();
            assertThat(reports(unit)).containsExactly(Status.STOLEN, Status.FOUND);
            assertArrives();
            assertThat(reports(unit)).containsExactly(Status.STOLEN, Status.FOUND);
        }

        @Test
        void stays_there_when_its_sender_tells_that_it_was_stolen() {
            world.report(distributor, subject(unit), Status.STOLEN);
            world.report(distributor, whole(box), Status.STOLEN);

            assertInTheCaseInTransit();
            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.STOLEN);
            assertArrives();
        }

        @Test
        void stays_there_when_an_inspector_takes_a_sample() {
            world.report(inspector, subject(unit), Status.SAMPLE);

            assertInTheCaseInTransit();
            assertArrives();
            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.SAMPLE);
        }

        @Test
        void stays_there_when_it_is_recalled_with_its_pallet() {
            world.report(inspector, whole(pallet), Status.RECALLED);

            assertInTheCaseInTransit();
            assertArrives();
            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.RECALLED);
        }

        @Test
        void is_not_sold_or_sampled_or_destroyed_or_exported_by_its_sender() {
            for (Subject thing : List.of(subject(unit), whole(box), whole(pallet))) {
                assertRefused(ErrorCode.IN_TRANSIT, () -> world.report(distributor, thing, Status.DESTROYED));
                assertRefused(ErrorCode.IN_TRANSIT, () -> world.report(distributor, thing, Status.EXPORTED));
            }
            assertRefused(ErrorCode.IN_TRANSIT, () -> world.report(distributor, subject(unit), Status.SAMPLE));
            assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(retailer, subject(unit), Status.SOLD));
            assertInTheCaseInTransit();
        }
    }

    @Nested
    class A_container_in_a_container {
        private final UnitDigest unit = world.freshUnit();
        private final Sscc box = caseOf(brand, unit);
        private final Sscc pallet = palletOf(brand, box);

        @Test
        void stays_there_when_it_is_exported_and_that_is_undone() {
            world.report(brand, whole(box), Status.EXPORTED);
            assertThat(where(unit).containers()).containsExactly(box, pallet);
            assertThat(reports(unit)).containsExactly(Status.EXPORTED);

            HandOff offered = world.offer(brand, distributor, containers(pallet));
            world.undo(brand, whole(box), Status.EXPORTED);

            assertThat(where(unit).containers()).containsExactly(box, pallet);
            assertThat(reports(unit)).isEmpty();
            world.accept(distributor, offered);
            assertThat(where(unit).custodian()).isEqualTo(distributor.gln());
            assertHolds(unit);
        }

        @Test
        void stays_there_when_the_pallet_is_exported_and_that_is_undone() {
            world.report(brand, whole(pallet), Status.EXPORTED);
            world.report(brand, subject(unit), Status.SAMPLE);
            assertThat(reports(unit)).containsExactly(Status.EXPORTED, Status.SAMPLE);

            world.undo(brand, whole(pallet), Status.EXPORTED);

            assertThat(where(unit).containers()).containsExactly(box, pallet);
            assertThat(reports(unit)).containsExactly(Status.SAMPLE);
            assertThat(reports(whole(box))).isEmpty();
            assertHolds(unit);
        }
    }

    @Nested
    class An_undo {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void brings_back_all_as_it_was() {
            world.handOver(brand, retailer, goods(unit));
            world.report(retailer, subject(unit), Status.STOLEN);
            world.report(retailer, subject(unit), Status.FOUND);
            JsonObject before = record(unit);

            for (Status status : List.of(Status.SOLD, Status.SAMPLE, Status.DECOMMISSIONED)) {
                world.report(retailer, subject(unit), status);
                world.undo(retailer, subject(unit), status);

                assertThat(record(unit)).isEqualTo(before);
            }
            assertHolds(unit);
        }

        @Test
        void of_an_open_box_brings_back_all_as_it_was() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            JsonObject before = record(box);

            world.report(brand, whole(box), Status.EXPORTED);
            world.undo(brand, whole(box), Status.EXPORTED);

            assertThat(record(box)).isEqualTo(before);
            assertThat(reports(unit)).isEmpty();
        }

        @Test
        void twice_in_a_row_takes_back_two_reports_the_last_one_first() {
            world.report(brand, subject(unit), Status.EXPORTED);
            world.report(brand, subject(unit), Status.SAMPLE);
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));

            world.undo(brand, subject(unit), Status.SAMPLE);
            world.undo(brand, subject(unit), Status.EXPORTED);

            assertThat(reports(unit)).isEmpty();
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
            assertHolds(unit);
        }

        @Test
        void after_a_hand_over_is_refused_even_when_the_goods_are_back() {
            world.report(brand, subject(unit), Status.EXPORTED);
            world.handOver(brand, distributor, goods(unit));
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
            world.handOver(distributor, brand, goods(unit));

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
            assertHolds(unit);
        }

        @Test
        void after_an_offer_is_refused_even_when_that_was_cancelled() {
            world.report(brand, subject(unit), Status.EXPORTED);
            HandOff offered = world.offer(brand, distributor, goods(unit));
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
            world.cancel(brand, offered);

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
        }

        @Test
        void after_it_was_packed_or_unpacked_is_refused() {
            Sscc box = world.create(brand, 1);
            world.report(brand, subject(unit), Status.EXPORTED);
            world.pack(brand, box, goods(unit));
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
            world.unpack(brand, box, goods(unit));

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
        }

        @Test
        void after_the_container_around_was_handed_over_is_refused() {
            Sscc box = caseOf(brand, unit);
            world.report(brand, subject(unit), Status.SAMPLE);
            world.handOver(brand, distributor, containers(box));

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.SAMPLE));
            assertThat(reports(unit)).containsExactly(Status.SAMPLE);
            assertHolds(unit);
        }

        @Test
        void after_the_container_around_was_reported_on_is_refused() {
            Sscc box = caseOf(brand, unit);
            world.report(brand, subject(unit), Status.SAMPLE);
            world.report(brand, whole(box), Status.EXPORTED);

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.SAMPLE));
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, subject(unit), Status.EXPORTED));
            world.undo(brand, whole(box), Status.EXPORTED);
            world.undo(brand, subject(unit), Status.SAMPLE);
            assertThat(reports(unit)).isEmpty();
        }

        @Test
        void of_a_containers_report_after_something_left_it_is_refused() {
            UnitDigest other = world.freshUnit();
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit, other));
            world.report(brand, whole(box), Status.EXPORTED);
            world.unpack(brand, box, goods(other));

            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, whole(box), Status.EXPORTED));

            assertThat(reports(unit)).containsExactly(Status.EXPORTED);
            assertThat(reports(other)).containsExactly(Status.EXPORTED);
        }

        @Test
        void of_a_containers_report_after_something_came_in_or_it_was_opened_or_closed_is_refused() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            world.report(brand, whole(box), Status.EXPORTED);
            world.pack(brand, box, goods(world.freshUnit()));
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, whole(box), Status.EXPORTED));

            Sscc closed = world.create(brand, 1);
            world.report(brand, whole(closed), Status.EXPORTED);
            world.seal(brand, closed);
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, whole(closed), Status.EXPORTED));

            Sscc opened = caseOf(brand, world.freshUnit());
            world.report(brand, whole(opened), Status.EXPORTED);
            world.unseal(brand, opened);
            assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(brand, whole(opened), Status.EXPORTED));
        }

        @Test
        void of_a_containers_report_takes_it_from_all_that_is_still_inside() {
            UnitDigest reportedOn = world.freshUnit();
            Sscc box = caseOf(brand, unit, reportedOn);
            Sscc pallet = palletOf(brand, box);
            world.report(brand, whole(pallet), Status.EXPORTED);
            world.report(brand, subject(reportedOn), Status.SAMPLE);
            world.report(inspector, whole(box), Status.RECALLED);
            assertThat(reports(reportedOn)).containsExactly(Status.EXPORTED, Status.SAMPLE, Status.RECALLED);

            world.undo(brand, whole(pallet), Status.EXPORTED);

            assertThat(reports(unit)).containsExactly(Status.RECALLED);
            assertThat(reports(reportedOn)).containsExactly(Status.SAMPLE, Status.RECALLED);
            assertThat(reports(whole(box))).containsExactly(Status.RECALLED);
            world.unseal(brand, pallet);
            world.unpack(brand, pallet, containers(box));
            assertThat(reports(reportedOn)).containsExactly(Status.SAMPLE, Status.RECALLED);
            assertThat(reports(unit)).containsExactly(Status.RECALLED);
            assertHolds(unit, reportedOn);
        }

        @Test
        void of_anothers_report_is_refused_even_to_who_holds_the_thing() {
            world.handOver(brand, retailer, goods(unit));
            world.report(brand, subject(unit), Status.DECOMMISSIONED);

            assertRefused(ErrorCode.NOT_REPORTER, () -> world.undo(retailer, subject(unit), Status.DECOMMISSIONED));
            assertRefused(ErrorCode.NOT_REPORTER, () -> world.undo(inspector, subject(unit), Status.DECOMMISSIONED));
        }

        @Test
        void by_a_clock_that_is_behind_is_too_late_still_once_the_epoch_is_long_after() {
            world.report(brand, subject(unit), Status.SAMPLE);
            desk.pass(Duration.ofDays(11));
            desk.submit(brand, "time:Advance");

            assertRefused(ErrorCode.UNDO_TOO_LATE, () -> world.undo(brand, subject(unit), Status.SAMPLE));
            assertRefused(
                    ErrorCode.CLOCK_SKEW,
                    () -> desk.submitWithWrongClock(
                            Duration.ofDays(-5), brand, "status:Undo", World.undoJson(subject(unit), Status.SAMPLE)));
        }
    }

    @Nested
    class A_brand_that_reports_and_takes_back {
        private final UnitDigest unit = world.unitOf(retailer);

        @Test
        void what_another_holds_does_so_twice_and_no_more() {
            for (int i = 0; i < 2; i++) {
                world.report(brand, subject(unit), Status.DECOMMISSIONED);
                assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.offer(retailer, distributor, goods(unit)));
                world.undo(brand, subject(unit), Status.DECOMMISSIONED);
            }

            assertRefused(ErrorCode.REPORT_REPEATED, () -> world.report(brand, subject(unit), Status.DECOMMISSIONED));
            assertHolds(unit);
            world.handOver(retailer, distributor, goods(unit));
            assertRefused(ErrorCode.REPORT_REPEATED, () -> world.report(brand, subject(unit), Status.DECOMMISSIONED));
        }

        @Test
        void may_say_after_that_what_can_not_be_taken_back() {
            for (int i = 0; i < 2; i++) {
                world.report(brand, subject(unit), Status.DECOMMISSIONED);
                world.undo(brand, subject(unit), Status.DECOMMISSIONED);
            }

            world.report(brand, subject(unit), Status.RECALLED);
            world.report(brand, subject(unit), Status.STOLEN);
            assertThat(reports(unit)).containsExactly(Status.RECALLED, Status.STOLEN);
        }

        @Test
        void what_it_holds_itself_may_do_so_often() {
            UnitDigest own = world.freshUnit();
            for (int i = 0; i < 5; i++) {
                world.report(brand, subject(own), Status.DECOMMISSIONED);
                world.undo(brand, subject(own), Status.DECOMMISSIONED);
            }

            world.handOver(brand, retailer, goods(own));
            world.report(brand, subject(own), Status.DECOMMISSIONED);
            assertHolds(own);
        }
    }
}
