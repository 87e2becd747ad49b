package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** Goods on their way: packed, handed over, reported on, by functions called by name. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GoodsTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);

    private UnitReading read(UnitDigest unit) {
        return read(World.LOT, unit);
    }

    private UnitReading read(Lot lot, UnitDigest unit) {
        return UnitReading.fromJson(
                World.read(desk.evaluate("unit:Read", World.GTIN.digits(), lot.value(), unit.hex())));
    }

    private Gln custodian(UnitDigest unit) {
        return read(unit).unit().map(UnitState::custodian).orElse(brand.gln());
    }

    private List<Trail.Step> trail(Lot lot, UnitDigest unit) {
        return Trail.fromJson(World.read(desk.evaluate("unit:Trail", World.GTIN.digits(), lot.value(), unit.hex())))
                .steps();
    }

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
            SortedMap<UnitDigest, Integer> ordinals = new TreeMap<>();
            for (int i = 0; i < units.size(); i++) {
                ordinals.put(units.get(i), i == 99 ? PackingPlan.LOOSE : i / 10);
            }
            Page page = Page.of(ordinals);
            world.open(brand, terms);
            desk.submit(
                    brand,
                    "batch:AddPages",
                    TestBatch.transientData(new TreeMap<>(Map.of(0, page))),
                    World.GTIN.digits(),
                    lot.value());
            Bytes root = BatchTree.of(List.of(PageSummary.of(page))).root();
            byte[] signed = Seal.signedBytes(TestChannel.NAME, terms, brand.gln(), root, desk.now());
            Seal seal = new Seal(root, brand.sign(signed, desk.now()));
            desk.submit(brand, "batch:Seal", World.GTIN.digits(), lot.value(), World.json(seal.toJson()));
        }

        private Sscc container(int ordinal) {
            return plan.container(ordinal).orElseThrow().sscc();
        }

        @Test
        void puts_units_into_cases_and_pallets_without_a_key_for_any() {
            register();

            assertThat(read(lot, units.get(0)).unit().orElseThrow().containers())
                    .containsExactly(container(0), container(10));
            assertThat(read(lot, units.get(95)).unit().orElseThrow().containers())
                    .containsExactly(container(9), container(12));
            assertThat(read(lot, units.get(99)).unit()).isEmpty();
            assertThat(BatchTerms.fromJson(terms.toJson())).isEqualTo(terms);
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
            assertThat(read(lot, units.get(7)).unit().orElseThrow().custodian()).isEqualTo(distributor.gln());
            assertThat(read(lot, units.get(95)).unit().orElseThrow().custodian())
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

            assertThat(trail(lot, unit))
                    .extracting(Trail.Step::handOff)
                    .extracting(handOff -> handOff.offer().id())
                    .containsExactly(
                            byPallet.offer().id(),
                            byCase.offer().id(),
                            alone.offer().id());
            assertThat(trail(lot, unit))
                    .extracting(Trail.Step::via)
                    .containsExactly(Optional.of(pallet), Optional.of(box), Optional.empty());
            assertThat(trail(lot, neighbour)).hasSize(2);
            assertThat(trail(lot, units.get(12))).hasSize(2);
            assertThat(trail(lot, units.get(99))).isEmpty();
            assertThat(read(lot, unit).unit().orElseThrow().custodian()).isEqualTo(brand.gln());
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

            assertThat(read(lot, units.get(0)).unit()).isPresent();
        }
    }

    @Nested
    class A_hand_off {
        private final UnitDigest one = world.freshUnit();
        private final UnitDigest two = world.freshUnit();

        @Test
        void takes_units_of_several_batches_and_containers_together() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(two));
            desk.submit(brand, "container:Seal", box.digits());
            BatchTerms other = world.terms(World.GTIN, world.freshLot(), 3);
            world.register(brand, other);
            UnitDigest third = World.digests(other).get(0);
            Consignment mixed = new Consignment(
                    List.of(
                            new UnitGroup(World.GTIN, World.LOT, List.of(one)),
                            new UnitGroup(World.GTIN, other.lot(), List.of(third))),
                    List.of(box));

            HandOff handOff = world.handOver(brand, distributor, mixed);

            assertThat(handOff.offer().consignment()).isEqualTo(mixed);
            assertThat(custodian(one)).isEqualTo(distributor.gln());
            assertThat(custodian(two)).isEqualTo(distributor.gln());
            assertThat(read(other.lot(), third).unit().orElseThrow().custodian())
                    .isEqualTo(distributor.gln());
        }

        @Test
        void accepted_in_part_leaves_the_rest_with_the_sender() {
            HandOff offered = world.offer(brand, distributor, goods(one, two));

            HandOff taken = world.acceptPart(distributor, offered, goods(one));

            assertThat(taken.state()).isEqualTo(HandOffState.ACCEPTED_IN_PART);
            assertThat(HandOff.fromJson(taken.toJson())).isEqualTo(taken);
            assertThat(custodian(one)).isEqualTo(distributor.gln());
            assertThat(custodian(two)).isEqualTo(brand.gln());
            assertThat(read(two).unit().orElseThrow().inTransit()).isFalse();
            world.handOver(brand, retailer, goods(two));
            world.handOver(distributor, retailer, goods(one));
        }

        @Test
        void is_accepted_in_part_only_by_a_part() {
            HandOff offered = world.offer(brand, distributor, goods(one, two));

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> world.acceptPart(distributor, offered, goods(one, two)));
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID, () -> world.acceptPart(distributor, offered, goods(world.freshUnit())));
        }

        @Test
        void refused_or_cancelled_leaves_the_goods_where_they_were() {
            HandOff refused = world.refuse(distributor, world.offer(brand, distributor, goods(one)));
            HandOff cancelled = world.cancel(brand, world.offer(brand, distributor, goods(one)));

            assertThat(List.of(refused.state(), cancelled.state()))
                    .containsExactly(HandOffState.REFUSED, HandOffState.CANCELLED);
            assertThat(HandOff.fromJson(cancelled.toJson())).isEqualTo(cancelled);
            assertThat(custodian(one)).isEqualTo(brand.gln());
            world.handOver(brand, retailer, goods(one));
            assertThat(trail(World.LOT, one)).hasSize(3);
        }

        @Test
        void lapses_by_time_alone_and_is_closed_by_the_next_offer() {
            HandOff first = world.offer(brand, distributor, goods(one, two), Duration.ofHours(1));
            desk.pass(Duration.ofHours(2));
            assertRefused(ErrorCode.LAPSED, () -> world.accept(distributor, first));
            assertThat(read(one).unit().orElseThrow().inTransit()).isFalse();

            world.handOver(brand, retailer, goods(one));

            assertRefused(ErrorCode.LAPSED, () -> world.accept(distributor, first));
            HandOff closed = HandOff.fromJson(
                    World.read(desk.evaluate("custody:Read", first.offer().id().value())));
            assertThat(closed.state()).isEqualTo(HandOffState.LAPSED);
            assertThat(custodian(one)).isEqualTo(retailer.gln());
            assertThat(custodian(two)).isEqualTo(brand.gln());
        }

        @Test
        void may_be_noted_as_lapsed_by_anybody() {
            HandOff first = world.offer(brand, distributor, goods(one), Duration.ofHours(1));
            desk.pass(Duration.ofHours(2));

            HandOff noted = HandOff.fromJson(World.read(desk.submit(
                    world.party(Role.INSPECTOR),
                    "custody:Lapse",
                    first.offer().id().value())));

            assertThat(noted.state()).isEqualTo(HandOffState.LAPSED);
            assertThat(HandOff.fromJson(noted.toJson())).isEqualTo(noted);
        }

        @Test
        void takes_a_proof_of_presence_in_place_of_the_page() {
            byte[] proof = read(one).finding().presence().orElseThrow().toBytes();
            byte[] other = read(two).finding().presence().orElseThrow().toBytes();
            String offer = world.offerJson(brand, distributor, goods(one), Duration.ofDays(1));

            assertRefused(
                    ErrorCode.PROOF_INVALID,
                    () -> desk.submit(brand, "custody:Offer", new TreeMap<>(Map.of("presence/" + one, other)), offer));
            MemoryLedger before = new MemoryLedger();
            ledger.copyInto(before);
            desk.submit(brand, "custody:Offer", new TreeMap<>(Map.of("presence/" + one, proof)), offer);
            MemoryLedger.Transaction again = before.begin();
            desk.invocations().get(desk.invocations().size() - 1).run(again, "tx");

            assertThat(again.reads()).hasSizeBetween(5, 10).noneMatch(key -> key.startsWith("\0page\0"));
            assertThat(read(one).unit().orElseThrow().inTransit()).isTrue();
        }

        @Test
        void of_one_unit_writes_little() {
            world.handOver(brand, distributor, goods(two));
            int before = ledger.bytes();
            HandOff offered = world.offer(brand, distributor, goods(one));
            int offering = ledger.bytes() - before;
            world.accept(distributor, offered);
            int both = ledger.bytes() - before;

            assertThat(offering).isLessThan(1_300);
            assertThat(both).isLessThan(1_900);
        }
    }

    @Nested
    class A_transaction_held_back {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void past_its_deadline_fails_once_the_epoch_is_advanced() {
            HandOff offered = world.offer(brand, distributor, goods(unit), Duration.ofHours(1));
            MemoryLedger.Transaction held = endorse(aside(), offered);
            desk.pass(Duration.ofHours(2));

            desk.submit(brand, "time:Advance");

            assertThatExceptionOfType(MemoryLedger.StaleException.class)
                    .isThrownBy(() -> held.commit("held", desk.now()));
            assertThat(custodian(unit)).isEqualTo(brand.gln());
        }

        @Test
        void past_its_deadline_fails_once_the_goods_are_offered_anew() {
            HandOff offered = world.offer(brand, distributor, goods(unit), Duration.ofHours(1));
            MemoryLedger.Transaction held = endorse(aside(), offered);
            desk.pass(Duration.ofHours(2));

            world.offer(brand, retailer, goods(unit));

            assertThatExceptionOfType(MemoryLedger.StaleException.class)
                    .isThrownBy(() -> held.commit("held", desk.now()));
        }

        @Test
        void within_its_deadline_lands() {
            HandOff offered = world.offer(brand, distributor, goods(unit), Duration.ofHours(1));
            MemoryLedger.Transaction held = endorse(aside(), offered);
            world.handOver(brand, retailer, goods(world.freshUnit()));

            held.commit("held", desk.now());

            assertThat(custodian(unit)).isEqualTo(distributor.gln());
        }

        /** A desk over a copy of the ledger: what is done there is recorded and does not count here. */
        private DomainDesk aside() {
            MemoryLedger copy = new MemoryLedger();
            ledger.copyInto(copy);
            return desk.over(copy);
        }

        private MemoryLedger.Transaction endorse(DomainDesk aside, HandOff offered) {
            var at = aside.now();
            aside.submit(
                    distributor,
                    "custody:Accept",
                    offered.offer().id().value(),
                    World.json(distributor
                            .sign(offered.acceptBytes(TestChannel.NAME, at), at)
                            .toJson()));
            MemoryLedger.Transaction held = ledger.begin();
            aside.invocations().get(0).run(held, "held");
            return held;
        }
    }

    @Nested
    class An_operation {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void done_again_a_day_later_under_another_transaction_answers_the_first_result() {
            HandOff offered = world.offer(brand, distributor, goods(unit));
            DomainDesk.Invocation offer = last();
            HandOff accepted = world.accept(distributor, offered);
            DomainDesk.Invocation accept = last();
            desk.pass(Duration.ofDays(1));

            for (var again : Map.of(offer, offered, accept, accepted).entrySet()) {
                MemoryLedger.Transaction transaction = ledger.begin();
                DomainDesk.Invocation later = again.getKey().at(desk.now());
                assertThat(HandOff.fromJson(World.read(later.run(transaction, "tx-of-tomorrow"))))
                        .isEqualTo(again.getValue());
                assertThat(transaction.writes()).isEmpty();
            }
        }

        @Test
        void done_twice_at_once_counts_once() {
            world.offer(brand, distributor, goods(unit));
            DomainDesk.Invocation offer = last();
            MemoryLedger.Transaction first = ledger.begin();
            MemoryLedger.Transaction second = ledger.begin();
            DomainDesk.Invocation advance = new DomainDesk.Invocation(
                    "time:Advance",
                    List.of("operation-at-once"),
                    new TreeMap<>(),
                    offer.msp(),
                    offer.certificate(),
                    desk.now());

            advance.run(first, "tx-one");
            advance.run(second, "tx-two");
            first.commit("tx-one", desk.now());

            assertThatExceptionOfType(MemoryLedger.StaleException.class)
                    .isThrownBy(() -> second.commit("tx-two", desk.now()));
        }

        private DomainDesk.Invocation last() {
            return desk.invocations().get(desk.invocations().size() - 1);
        }
    }

    @Nested
    class A_report {
        private final UnitDigest unit = world.freshUnit();
        private final Subject it = subject(unit);

        @Test
        void is_undone_within_ten_days_by_who_made_it() {
            world.handOver(brand, retailer, goods(unit));
            world.report(retailer, it, Status.SOLD);
            assertThat(read(unit).reports()).hasSize(1);
            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.offer(retailer, brand, goods(unit)));
            desk.pass(Duration.ofDays(9));

            world.undo(retailer, it, Status.SOLD);

            assertThat(read(unit).reports()).isEmpty();
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

            assertThat(read(unit).reports()).hasSize(2);
            world.handOver(brand, retailer, goods(unit));
        }

        @Test
        void of_a_batchs_recall_forbids_its_units_to_be_sold_but_lets_them_come_back() {
            world.handOver(brand, retailer, goods(unit));
            world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.RECALLED);

            assertRefused(ErrorCode.STATUS_FORBIDS, () -> world.report(retailer, it, Status.SOLD));
            world.handOver(retailer, brand, goods(unit));
            assertThat(read(unit).reports()).hasSize(1);
        }

        @Test
        void of_a_unit_in_a_case_takes_it_out_unless_it_is_recalled() {
            UnitDigest other = world.freshUnit();
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit, other));

            world.report(brand, it, Status.SAMPLE);
            world.report(brand, subject(other), Status.RECALLED);

            assertThat(read(unit).unit().orElseThrow().containers()).isEmpty();
            assertThat(read(other).unit().orElseThrow().containers()).containsExactly(box);
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

            assertThat(read(unit).unit().orElseThrow().containers()).isEmpty();
            assertThat(read(other).unit().orElseThrow().containers()).containsExactly(second);
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
            world.pack(brand, pallet, containers(box));

            String reading = desk.evaluate("container:Read", box.digits());

            assertThat(reading)
                    .contains("\"containers\":[\"" + pallet + "\"]")
                    .contains(brand.gln().digits());
            assertRefused(ErrorCode.IN_CONTAINER, () -> world.offer(brand, retailer, containers(box)));
        }
    }
}
