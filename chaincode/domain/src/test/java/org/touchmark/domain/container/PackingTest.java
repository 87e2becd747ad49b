package org.touchmark.domain.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.ContainerState;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** Goods packed by plan and by hand, on their way. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PackingTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);

    /** Keys that a call writes, without its operation's. */
    private List<String> writes(Runnable call) {
        MemoryLedger before = new MemoryLedger();
        ledger.copyInto(before);
        call.run();
        DomainDesk.Invocation last = desk.invocations().get(desk.invocations().size() - 1);
        MemoryLedger.Transaction again = before.begin();
        last.run(again, "tx");
        return again.writes().keySet().stream()
                .map(key -> key.split("\0", -1)[1])
                .filter(type -> !type.equals("operation"))
                .toList();
    }

    private ContainerContents contents(Sscc sscc) {
        return contents(sscc, 0);
    }

    private ContainerContents contents(Sscc sscc, int from) {
        return ContainerContents.fromJson(
                World.read(desk.evaluate("container:Contents", sscc.digits(), Integer.toString(from))));
    }

    @Nested
    class A_packing_plan {
        private final Lot lot = new Lot("PLAN");
        private final PackingPlan plan = world.plan(10, 4);
        private final BatchTerms terms = new BatchTerms(
                World.GTIN,
                lot,
                Optional.empty(),
                LocalDate.of(2026, 6, 1),
                100,
                LabelProfile.COMPACT,
                Optional.empty(),
                Optional.of(plan));
        private final List<UnitDigest> units = World.digests(terms);

        /** Ten units a case, four cases a pallet, the last unit loose. */
        private void register() {
            world.registerPacked(brand, terms, position -> position == 99 ? PackingPlan.LOOSE : position / 10);
        }

        private Sscc container(int ordinal) {
            return plan.container(ordinal).orElseThrow().sscc();
        }

        @Test
        void puts_units_into_cases_and_pallets_without_a_key_for_any() {
            register();

            assertThat(world.reading(lot, units.get(0)).unit().orElseThrow().containers())
                    .containsExactly(container(0), container(10));
            assertThat(world.reading(lot, units.get(95)).unit().orElseThrow().containers())
                    .containsExactly(container(9), container(12));
            assertThat(world.reading(lot, units.get(99)).unit()).isEmpty();
            assertThat(BatchTerms.fromJson(terms.toJson())).isEqualTo(terms);
        }

        @Test
        void of_a_batch_that_is_not_sealed_has_no_containers_yet() {
            world.open(brand, terms);

            assertRefused(
                    ErrorCode.CONTAINER_UNKNOWN,
                    () -> desk.evaluate("container:Read", container(0).digits()));
        }

        @Test
        void tells_what_is_in_each_container_and_what_no_longer_is() {
            register();
            Sscc box = container(0);
            Sscc pallet = container(10);
            assertThat(contents(pallet).containers())
                    .containsExactly(container(0), container(1), container(2), container(3));
            assertThat(contents(container(12)).containers()).containsExactly(container(8), container(9));
            assertThat(contents(box).groups()).containsExactly(new UnitGroup(World.GTIN, lot, units.subList(0, 10)));
            assertThat(contents(container(9)).groups().get(0).units()).hasSize(9);

            assertRefused(ErrorCode.IN_CONTAINER, () -> desk.submit(brand, "container:Unseal", box.digits()));
            desk.submit(brand, "container:Unseal", pallet.digits());
            world.unpack(brand, pallet, containers(box));
            desk.submit(brand, "container:Unseal", box.digits());
            world.unpack(brand, box, new Consignment(World.GTIN, lot, units.subList(0, 3)));
            world.pack(brand, box, new Consignment(World.GTIN, lot, List.of(units.get(1), units.get(99))));

            assertThat(ContainerReading.fromJson(World.read(desk.evaluate("container:Read", box.digits())))
                            .container())
                    .extracting(ContainerRecord::putIn, ContainerRecord::generation, ContainerRecord::isAsPlanned)
                    .containsExactly(2, 2, false);
            assertThat(contents(pallet).containers()).doesNotContain(box).hasSize(3);
            assertThat(contents(box).groups().get(0).units())
                    .hasSize(9)
                    .contains(units.get(1), units.get(3), units.get(99))
                    .doesNotContain(units.get(0), units.get(2));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> desk.evaluate("container:Contents", box.digits(), "1"));
        }

        @Test
        void of_many_units_in_one_container_is_told_in_slices() {
            BatchTerms large = ofPlan("LARGE", 9_000);
            world.registerPacked(brand, large, position -> 0);

            ContainerContents first = contents(container(0));
            List<UnitDigest> all = new ArrayList<>(first.groups().get(0).units());
            OptionalInt next = first.next();
            while (next.isPresent()) {
                ContainerContents slice = contents(container(0), next.getAsInt());
                all.addAll(slice.groups().get(0).units());
                next = slice.next();
            }

            assertThat(first.next()).hasValue(1);
            assertThat(all).hasSize(9_000).doesNotHaveDuplicates();
        }

        @Test
        void with_a_thousand_units_put_in_by_hand_is_told_in_slices_that_go_on() {
            BatchTerms large = ofPlan("LARGE", 9_000);
            world.registerPacked(brand, large, position -> PackingPlan.LOOSE);
            Sscc box = container(9);
            desk.submit(brand, "container:Unseal", container(12).digits());
            world.unpack(brand, container(12), containers(box));
            desk.submit(brand, "container:Unseal", box.digits());
            Consignment thousand = new Consignment(
                    World.GTIN, large.lot(), World.digests(large).subList(0, 1_000));
            world.pack(brand, box, thousand);

            ContainerContents first = contents(box);

            assertThat(first.groups()).isEqualTo(thousand.groups());
            assertThat(first.next()).hasValue(1);
            assertThat(contents(box, 1).groups()).isEmpty();
            assertThat(contents(box, 1).next()).isEmpty();
        }

        @Test
        void is_looked_for_in_sixty_four_pages_a_call() {
            BatchTerms huge = ofPlan("HUGE", 300_000);
            world.open(brand, huge);
            BatchHead open = BatchHead.fromJson(World.read(
                    desk.evaluate("batch:Read", huge.gtin().digits(), huge.lot().value())));
            Seal seal = new Seal(
                    Bytes.of(new byte[32]), brand.sign(new byte[1], desk.now()).taken(1));
            MemoryLedger.Transaction sealing = ledger.begin();
            sealing.putJson(
                    LedgerKey.of("batch", huge.gtin().digits(), huge.lot().value()),
                    new BatchHead(huge, open.brand(), open.openedAt(), 1, Optional.of(seal), Optional.empty())
                            .toJson());
            sealing.commit("sealing", desk.now());

            assertThat(contents(container(0)).next()).hasValue(64);
            assertThat(contents(container(0), 64).next()).isEmpty();
        }

        private BatchTerms ofPlan(String name, int count) {
            return new BatchTerms(
                    World.GTIN,
                    new Lot(name),
                    Optional.empty(),
                    terms.produced(),
                    count,
                    LabelProfile.COMPACT,
                    Optional.empty(),
                    Optional.of(plan));
        }

        @Test
        void tells_of_a_unit_that_was_reported_on_where_it_lies_too() {
            register();
            world.report(brand, new Subject.OfUnit(World.GTIN, lot, units.get(3)), Status.SAMPLE);

            assertThat(contents(container(0)).groups())
                    .containsExactly(new UnitGroup(World.GTIN, lot, units.subList(0, 10)));
        }

        @Test
        void lets_a_pallet_be_handed_over_by_one_key_and_accepted_by_none() {
            register();
            Sscc pallet = container(10);
            HandOff[] offered = new HandOff[1];

            List<String> offering = writes(() -> offered[0] = world.offer(brand, distributor, containers(pallet)));
            List<String> accepting = writes(() -> world.accept(distributor, offered[0]));

            assertThat(offering).contains("container", "hand-off").doesNotContain("unit");
            assertThat(offering.stream().filter("container"::equals)).hasSize(1);
            assertThat(accepting).contains("hand-off").doesNotContain("unit", "container");
            assertThat(world.reading(lot, units.get(7)).unit().orElseThrow().custodian())
                    .isEqualTo(distributor.gln());
            assertThat(world.reading(lot, units.get(95)).unit().orElseThrow().custodian())
                    .isEqualTo(brand.gln());
        }

        @Test
        void leaves_a_complete_trail_through_containers_and_out_of_them() {
            register();
            UnitDigest unit = units.get(7);
            UnitDigest neighbour = units.get(8);
            Sscc box = container(0);
            Sscc pallet = container(10);
            HandOff byPallet = world.handOver(brand, distributor, containers(pallet));
            desk.submit(distributor, "container:Unseal", pallet.digits());
            world.unpack(distributor, pallet, containers(box));
            HandOff byCase = world.handOver(distributor, retailer, containers(box));
            world.handOver(distributor, retailer, sealedAgain(pallet));
            desk.submit(retailer, "container:Unseal", box.digits());
            world.unpack(retailer, box, new Consignment(World.GTIN, lot, List.of(unit)));
            HandOff alone = world.handOver(retailer, brand, new Consignment(World.GTIN, lot, List.of(unit)));

            assertThat(world.trail(lot, unit))
                    .extracting(TrailEvent.Step::handOff)
                    .extracting(handOff -> handOff.offer().id())
                    .containsExactly(
                            byPallet.offer().id(),
                            byCase.offer().id(),
                            alone.offer().id());
            assertThat(world.trail(lot, unit))
                    .extracting(TrailEvent.Step::containers)
                    .containsExactly(List.of(box, pallet), List.of(box), List.of());
            assertThat(world.trail(lot, neighbour)).hasSize(2);
            assertThat(world.trail(lot, units.get(12))).hasSize(2);
            assertThat(world.trail(lot, units.get(99))).isEmpty();
            assertThat(world.reading(lot, unit).unit().orElseThrow().custodian())
                    .isEqualTo(brand.gln());
        }

        private Consignment sealedAgain(Sscc pallet) {
            desk.submit(distributor, "container:Seal", pallet.digits());
            return containers(pallet);
        }

        @Test
        void is_of_the_brands_own_prefix_and_of_no_other_batch() {
            register();
            BatchTerms again = new BatchTerms(
                    World.GTIN,
                    new Lot("AGAIN"),
                    Optional.empty(),
                    terms.produced(),
                    100,
                    LabelProfile.COMPACT,
                    Optional.empty(),
                    Optional.of(plan));
            BatchTerms foreign = new BatchTerms(
                    World.RIVAL_GTIN,
                    new Lot("FOREIGN"),
                    Optional.empty(),
                    terms.produced(),
                    100,
                    LabelProfile.COMPACT,
                    Optional.empty(),
                    Optional.of(world.plan(3, 3)));

            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> world.open(brand, again));
            assertRefused(ErrorCode.PREFIX_NOT_OWNED, () -> world.open(world.rival, foreign));
            assertRefused(
                    ErrorCode.CONTAINER_EXISTS,
                    () -> desk.submit(brand, "container:Create", container(3).digits(), "1"));
        }

        @Test
        void is_free_again_once_its_batch_is_abandoned() {
            world.open(brand, terms);
            desk.submit(brand, "batch:Abandon", World.GTIN.digits(), lot.value());

            register();

            assertThat(world.reading(lot, units.get(0)).unit()).isPresent();
        }
    }

    @Nested
    class A_container {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void is_packed_repacked_split_and_emptied() {
            UnitDigest other = world.freshUnit();
            Sscc first = world.create(brand, 1);
            Sscc second = world.create(brand, 1);
            world.pack(brand, first, goods(unit, other));

            desk.submit(
                    brand,
                    "container:Repack",
                    first.digits(),
                    second.digits(),
                    World.json(goods(other).write(JsonObject.builder()).build()));
            world.unpack(brand, first, goods(unit));

            assertThat(world.reading(unit).unit().orElseThrow().containers()).isEmpty();
            assertThat(world.reading(other).unit().orElseThrow().containers()).containsExactly(second);
        }

        @Test
        void tells_what_was_put_into_it_and_is_there_still() {
            UnitDigest other = world.freshUnit();
            Sscc first = world.create(brand, 1);
            Sscc second = world.create(brand, 1);
            Sscc pallet = world.create(brand, 2);
            assertThat(contents(first).groups()).isEmpty();

            world.pack(brand, first, goods(unit, other));
            world.unpack(brand, first, goods(other));
            assertRefused(ErrorCode.CONTAINER_OPEN, () -> world.pack(brand, pallet, containers(first)));
            desk.submit(brand, "container:Seal", first.digits());
            desk.submit(brand, "container:Seal", second.digits());
            world.pack(brand, pallet, containers(first, second));
            world.unpack(brand, pallet, containers(second));

            assertThat(contents(first).groups())
                    .containsExactly(goods(unit).groups().get(0));
            assertThat(contents(pallet).containers()).containsExactly(first);
            assertThat(contents(pallet).groups()).isEmpty();
        }

        @Test
        void of_another_or_with_anothers_goods_is_not_packed() {
            Sscc rivals = world.create(world.rival, 1);
            Sscc own = world.create(brand, 1);
            world.handOver(brand, retailer, goods(unit));

            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> world.pack(brand, rivals, goods(world.freshUnit())));
            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> world.pack(brand, own, goods(unit)));
        }

        @Test
        void is_read_with_its_custodian_and_path() {
            Sscc box = world.create(brand, 1);
            Sscc pallet = world.create(brand, 2);
            desk.submit(brand, "container:Seal", box.digits());
            world.pack(brand, pallet, containers(box));

            String reading = desk.evaluate("container:Read", box.digits());

            assertThat(reading)
                    .contains("\"containers\":[\"" + pallet + "\"]")
                    .contains(brand.gln().digits());
            assertRefused(ErrorCode.IN_CONTAINER, () -> world.offer(brand, retailer, containers(box)));
        }

        @Test
        void is_made_with_its_makers_prefix_and_of_a_level_that_there_is() {
            String first = world.freshSscc(brand).digits();
            String second = world.freshSscc(brand).digits();
            String rivals = world.freshSscc(world.rival).digits();

            assertSays(
                    ErrorCode.PREFIX_NOT_OWNED,
                    "container " + rivals + " begins with none of the party's prefixes",
                    () -> desk.submit(brand, "container:Create", rivals, "1"));
            assertThat(container(desk.submit(brand, "container:Create", first, "1"))
                            .level())
                    .isEqualTo(1);
            assertThat(container(desk.submit(brand, "container:Create", second, Integer.toString(PlanRun.MAX_LEVEL)))
                            .level())
                    .isEqualTo(PlanRun.MAX_LEVEL);
            for (int level : List.of(0, PlanRun.MAX_LEVEL + 1)) {
                String sscc = world.freshSscc(brand).digits();
                assertSays(
                        ErrorCode.CONTAINER_LEVEL,
                        "not " + level,
                        () -> desk.submit(brand, "container:Create", sscc, Integer.toString(level)));
            }
        }

        @Test
        void counts_what_was_put_in_and_each_change_of_it() {
            UnitDigest other = world.freshUnit();
            Sscc first = world.create(brand, 1);
            Sscc second = world.create(brand, 1);
            assertThat(container(first))
                    .extracting(ContainerRecord::putIn, ContainerRecord::generation)
                    .containsExactly(0, 0);

            world.pack(brand, first, goods(unit, other));
            assertThat(container(first))
                    .extracting(ContainerRecord::putIn, ContainerRecord::generation)
                    .containsExactly(2, 1);
            repack(first, second, goods(other));

            assertThat(container(first))
                    .extracting(ContainerRecord::putIn, ContainerRecord::generation)
                    .containsExactly(1, 2);
            assertThat(container(second))
                    .extracting(ContainerRecord::putIn, ContainerRecord::generation)
                    .containsExactly(1, 1);
            assertThat(contents(first).groups()).isEqualTo(goods(unit).groups());
            assertThat(contents(second).groups()).isEqualTo(goods(other).groups());
            world.unpack(brand, second, goods(other));
            assertThat(container(second).putIn()).isZero();
        }

        @Test
        void is_not_repacked_into_itself_nor_out_of_one_that_does_not_hold_the_thing() {
            Sscc first = world.create(brand, 1);
            Sscc second = world.create(brand, 1);
            world.pack(brand, first, goods(unit));

            assertSays(ErrorCode.ARGUMENT_INVALID, "is both where", () -> repack(first, first, goods(unit)));
            assertSays(
                    ErrorCode.NOT_IN_CONTAINER,
                    World.subject(unit) + " is not in container " + second,
                    () -> repack(second, first, goods(unit)));
            assertSays(
                    ErrorCode.NOT_IN_CONTAINER,
                    "is not in container " + second,
                    () -> world.unpack(brand, second, goods(unit)));
            assertSays(
                    ErrorCode.SECOND_PARENT,
                    World.subject(unit) + " is in container " + first + " already",
                    () -> world.pack(brand, second, goods(unit)));
        }

        @Test
        void takes_sealed_ones_of_lower_levels_that_are_its_holders_own() {
            Sscc box = world.create(brand, 1);
            Sscc same = world.create(brand, 1);
            Sscc pallet = world.create(brand, 2);
            world.seal(brand, box);
            Sscc rivals = world.create(world.rival, 1);
            world.seal(world.rival, rivals);

            assertSays(
                    ErrorCode.CONTAINER_LEVEL,
                    "does not go into " + same + " of level 1",
                    () -> world.pack(brand, same, containers(box)));
            assertSays(
                    ErrorCode.NOT_CUSTODIAN,
                    "is with party " + world.rival.gln(),
                    () -> world.pack(brand, pallet, containers(rivals)));
            world.pack(brand, pallet, containers(box));
            assertThat(contents(pallet).containers()).containsExactly(box);
            assertRefused(ErrorCode.SECOND_PARENT, () -> world.pack(brand, pallet, containers(box)));
            assertRefused(ErrorCode.CONTAINER_CYCLE, () -> world.pack(brand, pallet, containers(pallet)));
        }

        @Test
        void that_is_stolen_or_destroyed_is_left_as_it_is_and_so_is_a_stolen_thing_in_it() {
            Sscc box = world.create(brand, 1);
            Sscc other = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            world.report(brand, World.subject(unit), Status.STOLEN);
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    World.subject(unit) + " is stolen",
                    () -> world.unpack(brand, box, goods(unit)));
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    World.subject(unit) + " is stolen",
                    () -> repack(box, other, goods(unit)));
            UnitDigest sold = world.freshUnit();
            world.report(brand, World.subject(sold), Status.SOLD);
            assertSays(ErrorCode.STATUS_FORBIDS, "bars: pack", () -> world.pack(brand, box, goods(sold)));
            world.report(brand, new Subject.OfContainer(box), Status.STOLEN);

            for (Runnable deed : List.<Runnable>of(
                    () -> world.pack(brand, box, goods(world.freshUnit())), () -> world.seal(brand, box))) {
                assertSays(ErrorCode.STATUS_FORBIDS, "container " + box + " is stolen", deed::run);
            }
        }

        @Test
        void is_closed_and_opened_by_its_holder_alone_and_not_while_it_travels() {
            Sscc box = world.create(brand, 1);
            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> world.seal(distributor, box));
            assertSays(ErrorCode.CONTAINER_OPEN, "is open", () -> world.unseal(brand, box));
            assertThat(container(desk.submit(brand, "container:Seal", box.digits()))
                            .state())
                    .isEqualTo(ContainerState.SEALED);
            assertSays(ErrorCode.CONTAINER_SEALED, "is sealed", () -> world.seal(brand, box));
            HandOff offered = world.offer(brand, distributor, containers(box));

            assertRefused(ErrorCode.IN_TRANSIT, () -> world.unseal(brand, box));
            assertThat(reading(box))
                    .extracting(ContainerReading::custodian, ContainerReading::inTransit)
                    .containsExactly(brand.gln(), true);
            world.accept(distributor, offered);
            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> world.unseal(brand, box));
            world.unseal(distributor, box);
            assertThat(reading(box))
                    .extracting(ContainerReading::custodian, ContainerReading::inTransit)
                    .containsExactly(distributor.gln(), false);
            assertThat(container(box).state()).isEqualTo(ContainerState.OPEN);
        }

        @Test
        void is_asked_for_by_pages_that_there_are() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));

            assertThat(contents(box, 0).next()).isEmpty();
            for (int page : List.of(-1, 1)) {
                assertRefused(ErrorCode.ARGUMENT_INVALID, () -> ContainerContents.of(ledger.begin(), box, page));
            }
            ContainerContents slice = new ContainerContents(goods(unit).groups(), List.of(box), OptionalInt.of(3));
            assertThat(ContainerContents.fromJson(slice.toJson())).isEqualTo(slice);
        }

        @Test
        void tells_what_is_in_it_by_gtin_and_lot() {
            BatchTerms another = world.terms(World.GTIN, new Lot("ANOTHER"), 1);
            world.register(brand, another);
            UnitDigest own = world.freshUnit();
            UnitDigest rivals = world.rivalUnit();
            world.handOver(world.rival, brand, World.rivalGoods(rivals));
            List<UnitGroup> groups = List.of(
                    new UnitGroup(World.GTIN, another.lot(), World.digests(another)),
                    new UnitGroup(World.GTIN, World.LOT, List.of(own)),
                    new UnitGroup(World.RIVAL_GTIN, World.LOT, List.of(rivals)));
            Sscc mixed = world.create(brand, 1);
            world.pack(brand, mixed, new Consignment(groups, List.of()));

            assertThat(contents(mixed).groups()).isEqualTo(groups);
        }

        private void repack(Sscc from, Sscc into, Consignment things) {
            desk.submit(brand, "container:Repack", from.digits(), into.digits(), World.thingsJson(things));
        }

        private ContainerReading reading(Sscc sscc) {
            String json = desk.evaluate("container:Read", sscc.digits());
            ContainerReading reading = ContainerReading.fromJson(World.read(json));
            assertThat(World.json(reading.toJson())).isEqualTo(json);
            return reading;
        }

        private ContainerRecord container(Sscc sscc) {
            return reading(sscc).container();
        }

        private ContainerRecord container(String json) {
            return ContainerRecord.fromJson(World.read(json));
        }

        private void assertSays(ErrorCode code, String says, ThrowingCallable attempt) {
            assertRefused(new RefusalsByName.Refusal(code, says, attempt));
        }
    }
}
