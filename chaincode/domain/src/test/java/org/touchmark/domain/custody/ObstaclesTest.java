package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** Every thing that a write would refuse, asked at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ObstaclesTest {
    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);

    private List<Obstacle> tryOffer(TestParty by, Consignment things) {
        return Obstacle.listOf(
                World.read(desk.evaluate("custody:TryOffer", by.gln().digits(), World.thingsJson(things))));
    }

    private List<Obstacle> tryMove(TestParty by, String from, String into, Consignment things) {
        return Obstacle.listOf(World.read(
                desk.evaluate("container:TryMove", by.gln().digits(), from, into, World.thingsJson(things))));
    }

    @Test
    void of_an_offer_are_all_told_each_with_the_code_that_the_offer_ends_with() {
        UnitDigest good = world.freshUnit();
        UnitDigest gone = world.unitOf(distributor);
        UnitDigest away = world.freshUnit();
        world.offer(brand, distributor, goods(away));
        UnitDigest stolen = world.freshUnit();
        world.report(brand, subject(stolen), Status.STOLEN);
        UnitDigest unknown = UnitDigest.of(World.GTIN, new SerialNumber("NEVER-MADE"), null);
        UnitDigest strange = world.freshUnit();
        Sscc open = world.create(brand, 1);
        Sscc none = world.freshSscc(brand);
        Consignment all = new Consignment(
                List.of(
                        new UnitGroup(World.GTIN, World.LOT, List.of(good, gone, away, stolen, unknown)),
                        new UnitGroup(World.GTIN, new Lot("NO-SUCH-LOT"), List.of(strange))),
                List.of(open, none));

        assertThat(tryOffer(brand, all))
                .extracting(Obstacle::thing, Obstacle::code)
                .containsExactlyInAnyOrder(
                        tuple(subject(gone), ErrorCode.NOT_CUSTODIAN),
                        tuple(subject(away), ErrorCode.IN_TRANSIT),
                        tuple(subject(stolen), ErrorCode.STATUS_FORBIDS),
                        tuple(subject(unknown), ErrorCode.UNIT_UNKNOWN),
                        tuple(new Subject.OfUnit(World.GTIN, new Lot("NO-SUCH-LOT"), strange), ErrorCode.BATCH_UNKNOWN),
                        tuple(new Subject.OfContainer(open), ErrorCode.CONTAINER_OPEN),
                        tuple(new Subject.OfContainer(none), ErrorCode.CONTAINER_UNKNOWN));
        assertRefused(ErrorCode.NOT_CUSTODIAN, () -> world.offer(brand, retailer, goods(gone)));
        assertRefused(ErrorCode.UNIT_UNKNOWN, () -> world.offer(brand, retailer, goods(unknown)));
    }

    @Test
    void of_a_part_are_all_told_each_with_the_code_that_its_acceptance_ends_with() {
        UnitDigest one = world.freshUnit();
        UnitDigest two = world.freshUnit();
        UnitDigest other = world.freshUnit();
        Sscc elsewhere = world.create(brand, 1);
        HandOff offered = world.offer(brand, distributor, goods(one, two));

        assertThat(tryPart(offered, new Part(goods(one, other), List.of(elsewhere))))
                .extracting(Obstacle::thing, Obstacle::code)
                .containsExactlyInAnyOrder(
                        tuple(subject(other), ErrorCode.NOT_OFFERED),
                        tuple(new Subject.OfContainer(elsewhere), ErrorCode.NOT_OFFERED));
        assertThat(tryPart(offered, new Part(goods(one), List.of()))).isEmpty();
        world.acceptPart(distributor, offered, goods(one));
    }

    private List<Obstacle> tryPart(HandOff offered, Part part) {
        return Obstacle.listOf(
                World.read(desk.evaluate("custody:TryPart", offered.offer().id().value(), World.json(part.toJson()))));
    }

    @Test
    void are_none_where_the_offer_is_taken_and_asking_changes_nothing() {
        UnitDigest unit = world.freshUnit();

        assertThat(tryOffer(brand, goods(unit))).isEmpty();
        assertThat(tryOffer(brand, goods(unit))).isEmpty();
        world.offer(brand, distributor, goods(unit));
    }

    @Test
    void name_the_thing_as_whoever_tells_them_wants() {
        UnitDigest gone = world.unitOf(distributor);

        Obstacle obstacle = tryOffer(brand, goods(gone)).get(0);

        assertThat(obstacle.reason()).contains(gone.hex());
        assertThat(obstacle.reasonOf("serial A1"))
                .startsWith("serial A1 is with party " + distributor.gln())
                .doesNotContain(gone.hex());
    }

    @Test
    void of_packing_unpacking_and_repacking_are_all_told() {
        Sscc box = world.create(brand, 1);
        Sscc other = world.create(brand, 1);
        UnitDigest inside = world.freshUnit();
        UnitDigest loose = world.freshUnit();
        UnitDigest gone = world.unitOf(distributor);
        world.pack(brand, box, goods(inside));

        assertThat(tryMove(brand, "", box.digits(), goods(inside, loose, gone)))
                .extracting(Obstacle::thing, Obstacle::code)
                .containsExactlyInAnyOrder(
                        tuple(subject(inside), ErrorCode.SECOND_PARENT), tuple(subject(gone), ErrorCode.NOT_CUSTODIAN));
        assertThat(tryMove(brand, box.digits(), "", goods(inside, loose, gone)))
                .extracting(Obstacle::thing, Obstacle::code)
                .containsExactlyInAnyOrder(
                        tuple(subject(loose), ErrorCode.NOT_IN_CONTAINER),
                        tuple(subject(gone), ErrorCode.NOT_IN_CONTAINER));
        assertThat(tryMove(brand, box.digits(), other.digits(), goods(inside))).isEmpty();
        assertRefused(
                ErrorCode.CONTAINER_UNKNOWN,
                () -> tryMove(brand, "", world.freshSscc(brand).digits(), goods(loose)));
    }

    @Test
    void recalled_goods_are_told_of_an_offer_that_takes_them_along() {
        UnitDigest one = world.freshUnit();
        UnitDigest two = world.freshUnit();
        Sscc box = world.create(brand, 1);
        world.seal(brand, box);
        world.report(brand, subject(one), Status.RECALLED);
        HandOff offered = world.offer(
                brand,
                distributor,
                new Consignment(goods(one, two).groups(), containers(box).containers()));

        assertThat(Recalls.fromJson(World.read(
                        desk.evaluate("custody:Recalled", offered.offer().id().value()))))
                .containsExactly(subject(one));
        world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.RECALLED);
        assertThat(Recalls.fromJson(World.read(
                        desk.evaluate("custody:Recalled", offered.offer().id().value()))))
                .containsExactlyInAnyOrder(subject(one), subject(two));
    }

    @Test
    void recalled_containers_are_told_whether_they_or_their_batch_was() {
        PackingPlan one = world.plan(2, 2);
        PackingPlan two = world.plan(2, 2);
        packed(one);
        Lot lot = packed(two);
        Sscc pallet = pallet(one);
        Sscc ofBatch = pallet(two);
        Sscc good = world.create(brand, 1);
        world.seal(brand, good);
        world.report(brand, new Subject.OfContainer(pallet), Status.RECALLED);
        HandOff offered = world.offer(brand, distributor, containers(pallet, ofBatch, good));

        assertThat(recalled(offered)).containsExactly(new Subject.OfContainer(pallet));
        world.report(brand, new Subject.OfBatch(World.GTIN, lot), Status.RECALLED);
        assertThat(recalled(offered))
                .containsExactlyInAnyOrder(new Subject.OfContainer(pallet), new Subject.OfContainer(ofBatch));
    }

    private Lot packed(PackingPlan plan) {
        BatchTerms loose = world.terms(World.GTIN, world.freshLot(), 4);
        BatchTerms planned = new BatchTerms(
                loose.gtin(),
                loose.lot(),
                loose.expiry(),
                loose.produced(),
                loose.count(),
                loose.profile(),
                loose.labelKey(),
                Optional.of(plan));
        world.registerPacked(brand, planned, i -> i / 2);
        return planned.lot();
    }

    private static Sscc pallet(PackingPlan plan) {
        return plan.container(2).orElseThrow().sscc();
    }

    private List<Subject> recalled(HandOff offered) {
        return Recalls.fromJson(World.read(
                desk.evaluate("custody:Recalled", offered.offer().id().value())));
    }
}
