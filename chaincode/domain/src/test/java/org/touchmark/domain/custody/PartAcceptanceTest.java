package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.container.ContainerContents;
import org.touchmark.domain.container.ContainerReading;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.Believer;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
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

/** A pallet that arrives less some of its cases. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PartAcceptanceTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final Believer believer = new Believer(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final Lot lot = world.freshLot();
    private final PackingPlan plan = world.plan(4, 4);
    private final BatchTerms terms = new BatchTerms(
            World.GTIN,
            lot,
            Optional.empty(),
            LocalDate.of(2026, 6, 1),
            8,
            LabelProfile.COMPACT,
            Optional.empty(),
            Optional.of(plan));
    private final List<UnitDigest> units = World.digests(terms);
    private final List<Sscc> cases =
            IntStream.range(0, 4).mapToObj(this::container).toList();
    private final Sscc pallet = container(4);

    PartAcceptanceTest() {
        world.registerPacked(brand, terms, i -> i / 2);
    }

    private Sscc container(int ordinal) {
        return plan.container(ordinal).orElseThrow().sscc();
    }

    private Gln holder(Sscc sscc) {
        return ContainerReading.fromJson(World.read(desk.evaluate("container:Read", sscc.digits())))
                .custodian();
    }

    private List<Sscc> inside(Sscc sscc) {
        return ContainerContents.fromJson(World.read(desk.evaluate("container:Contents", sscc.digits(), "0")))
                .containers();
    }

    private Gln holder(UnitDigest unit) {
        return world.reading(lot, unit).unit().map(UnitState::custodian).orElse(brand.gln());
    }

    private Subject.OfUnit subject(UnitDigest unit) {
        return new Subject.OfUnit(World.GTIN, lot, unit);
    }

    private HandOff offered() {
        return world.offer(brand, distributor, containers(pallet));
    }

    @Nested
    class A_pallet_less_some_of_its_cases {
        @Test
        void is_the_receivers_and_the_cases_stay_with_the_sender() {
            HandOff taken = world.acceptPart(distributor, offered(), containers(pallet), cases.get(1), cases.get(3));

            assertThat(taken.state()).isEqualTo(HandOffState.ACCEPTED_IN_PART);
            assertThat(taken.ending().orElseThrow().less()).containsExactly(cases.get(1), cases.get(3));
            assertThat(HandOff.fromJson(taken.toJson())).isEqualTo(taken);
            assertThat(inside(pallet)).containsExactly(cases.get(0), cases.get(2));
            assertThat(Stream.of(pallet, cases.get(0), cases.get(2)).map(PartAcceptanceTest.this::holder))
                    .containsOnly(distributor.gln());
            assertThat(Stream.of(cases.get(1), cases.get(3)).map(PartAcceptanceTest.this::holder))
                    .containsOnly(brand.gln());
            assertThat(units.stream().map(PartAcceptanceTest.this::holder))
                    .containsExactly(
                            distributor.gln(),
                            distributor.gln(),
                            brand.gln(),
                            brand.gln(),
                            distributor.gln(),
                            distributor.gln(),
                            brand.gln(),
                            brand.gln());
        }

        @Test
        void leaves_trails_that_prove_where_each_unit_went() {
            world.acceptPart(distributor, offered(), containers(pallet), cases.get(1));

            assertThat(units.stream().map(unit -> believer.answer(subject(unit)).verdict()))
                    .allMatch(Verdict.Genuine.class::isInstance);
            assertThat(world.trail(lot, units.get(0))).hasSize(1);
            assertThat(world.trail(lot, units.get(2))).isEmpty();
        }

        @Test
        void is_handed_on_and_so_are_the_cases_that_stayed() {
            world.acceptPart(distributor, offered(), containers(pallet), cases.get(1));
            world.handOver(distributor, retailer, containers(pallet));
            world.handOver(brand, distributor, containers(cases.get(1)));
            world.handOver(distributor, retailer, containers(cases.get(1)));

            assertThat(units.stream().map(PartAcceptanceTest.this::holder)).containsOnly(retailer.gln());
            assertThat(units.stream().map(unit -> believer.answer(subject(unit)).verdict()))
                    .allMatch(Verdict.Genuine.class::isInstance);
            assertThat(world.trail(lot, units.get(2))).hasSize(2);
        }

        @Test
        void is_no_longer_as_its_brand_packed_it() {
            world.acceptPart(distributor, offered(), containers(pallet), cases.get(1));

            assertRefused(
                    ErrorCode.STATUS_FOREIGN,
                    () -> world.report(brand, new Subject.OfContainer(pallet), Status.RECALLED));
            world.report(brand, new Subject.OfContainer(cases.get(1)), Status.RECALLED);
        }

        @Test
        void keeps_what_was_reported_of_it_before_on_what_stayed() {
            world.report(brand, new Subject.OfContainer(pallet), Status.RECALLED);
            world.acceptPart(distributor, offered(), containers(pallet), cases.get(1));

            assertThat(world.reading(lot, units.get(2)).trail().reports())
                    .extracting(report -> report.mark().status())
                    .containsExactly(Status.RECALLED);
        }

        @Test
        void whose_cases_were_put_in_by_hand_counts_them_right() {
            Sscc own = world.create(brand, 2);
            Sscc one = world.create(brand, 1);
            Sscc two = world.create(brand, 1);
            UnitDigest unit = world.freshUnit();
            world.pack(brand, one, goods(unit));
            Stream.of(one, two).forEach(sscc -> world.seal(brand, sscc));
            world.pack(brand, own, containers(one, two));
            world.seal(brand, own);
            HandOff offered = world.offer(brand, distributor, containers(own));

            world.acceptPart(distributor, offered, containers(own), one);

            assertThat(inside(own)).containsExactly(two);
            assertThat(Custody.container(ledger.begin(), own).putIn()).isEqualTo(1);
            assertThat(world.custodian(unit)).isEqualTo(brand.gln());
            world.unseal(distributor, own);
            world.unpack(distributor, own, containers(two));
            assertThat(inside(own)).isEmpty();
        }

        @Test
        void may_be_only_a_part_of_what_was_offered() {
            UnitDigest loose = world.freshUnit();
            Consignment all = new Consignment(goods(loose).groups(), List.of(pallet));
            HandOff offered = world.offer(brand, distributor, all);

            world.acceptPart(distributor, offered, containers(pallet), cases.get(0));

            assertThat(world.custodian(loose)).isEqualTo(brand.gln());
            assertThat(holder(cases.get(0))).isEqualTo(brand.gln());
            assertThat(holder(cases.get(1))).isEqualTo(distributor.gln());
        }
    }

    @Nested
    class What_is_left_with_the_sender {
        @Test
        void is_in_what_is_taken() {
            Sscc elsewhere = world.create(brand, 1);
            HandOff offered = offered();

            assertRefused(
                    ErrorCode.NOT_OFFERED, () -> world.acceptPart(distributor, offered, containers(pallet), elsewhere));
            assertRefused(
                    ErrorCode.CONTAINER_UNKNOWN,
                    () -> world.acceptPart(distributor, offered, containers(pallet), world.freshSscc(brand)));
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> world.acceptPart(distributor, offered, containers(pallet), pallet));
        }

        @Test
        void is_not_in_what_is_left_with_the_sender_itself() {
            UnitDigest loose = world.freshUnit();
            HandOff offered =
                    world.offer(brand, distributor, new Consignment(goods(loose).groups(), List.of(pallet)));

            assertRefused(
                    ErrorCode.NOT_OFFERED, () -> world.acceptPart(distributor, offered, goods(loose), cases.get(0)));
        }

        @Test
        void is_named_by_its_outermost_container_alone() {
            Sscc big = world.create(brand, 3);
            world.pack(brand, big, containers(pallet));
            world.seal(brand, big);
            HandOff offered = world.offer(brand, distributor, containers(big));

            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> world.acceptPart(distributor, offered, containers(big), pallet, cases.get(0)));
            world.acceptPart(distributor, offered, containers(big), cases.get(0));
            assertThat(holder(cases.get(0))).isEqualTo(brand.gln());
            assertThat(holder(pallet)).isEqualTo(distributor.gln());
            assertThat(inside(pallet)).doesNotContain(cases.get(0));
        }

        @Test
        void is_signed_for_by_the_receiver() {
            HandOff taken = world.acceptPart(distributor, offered(), containers(pallet), cases.get(1));

            byte[] signed =
                    taken.acceptPartBytes(desk.channel(), containers(pallet).root(), List.of(cases.get(1)), desk.now());
            assertThat(taken.acceptPartBytes(desk.channel(), containers(pallet).root(), List.of(), desk.now()))
                    .isNotEqualTo(signed);
            assertThat(taken.acceptPartBytes(
                            desk.channel(), containers(pallet).root(), List.of(cases.get(2)), desk.now()))
                    .isNotEqualTo(signed);
        }

        @Test
        void is_shown_by_no_path_as_if_it_had_gone_along() {
            world.acceptPart(distributor, offered(), containers(pallet), cases.get(1));
            TrailEvent.Step step = world.trail(lot, units.get(0)).get(0);
            Subject.OfContainer whole = new Subject.OfContainer(pallet);
            assertThat(step.isOf(whole)).isTrue();

            TrailEvent.Step forged =
                    new TrailEvent.Step(step.handOff(), List.of(cases.get(1), pallet), step.offered(), step.accepted());

            assertThat(forged.isOf(whole)).isFalse();
        }

        @Test
        void is_at_most_a_hundred_containers_each_once() {
            List<Sscc> many = IntStream.range(0, 101)
                    .mapToObj(i -> world.freshSscc(brand))
                    .toList();

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new Part(containers(pallet), many));
            assertThat(new Part(containers(pallet), many.subList(0, 100)).less())
                    .hasSize(100);
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID, () -> new Part(containers(pallet), List.of(many.get(0), many.get(0))));
        }
    }
}
