package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.answer.Answer;
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
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** Goods are signed by a root over them, and one unit's answer shows a path to it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConsignmentTest {
    private static final int MANY = Consignment.MAX_UNITS;

    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final Believer believer = new Believer(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final BatchTerms terms = world.terms(World.GTIN, new Lot("MANY"), MANY + 1);
    private final List<UnitDigest> units = World.digests(terms);

    private Consignment some(int from, int to) {
        return new Consignment(World.GTIN, terms.lot(), units.subList(from, to));
    }

    private String json(UnitDigest unit) {
        Answer answer = believer.answer(new Subject.OfUnit(World.GTIN, terms.lot(), unit));
        assertThat(answer.verdict()).isInstanceOf(Verdict.Genuine.class);
        return answer.toJson().toString();
    }

    @Test
    void a_unit_of_a_thousand_has_an_answer_hardly_longer_than_one_alone_and_shows_no_other() {
        world.register(brand, terms);
        world.handOver(brand, distributor, some(0, MANY));
        world.handOver(distributor, retailer, some(0, MANY));
        world.handOver(brand, distributor, some(MANY, MANY + 1));
        world.handOver(distributor, retailer, some(MANY, MANY + 1));

        String ofMany = json(units.get(500));
        String ofOne = json(units.get(MANY));

        assertThat(ofMany.length() - ofOne.length()).isLessThan(15_000);
        for (UnitDigest other : units) {
            if (!other.equals(units.get(500))) {
                assertThat(ofMany).doesNotContain(other.hex());
            }
        }
    }

    @Test
    void a_unit_of_a_part_that_was_accepted_shows_no_other_either() {
        world.register(brand, terms);
        world.acceptPart(distributor, world.offer(brand, distributor, some(0, MANY)), some(0, MANY / 2));

        String answer = json(units.get(3));

        assertThat(answer).hasSizeLessThan(15_000);
        units.stream()
                .filter(other -> !other.equals(units.get(3)))
                .forEach(other -> assertThat(answer).doesNotContain(other.hex()));
    }

    @Test
    void each_of_its_things_has_a_path_to_its_root_and_nothing_else_has() {
        List<Sscc> boxes = List.of(world.freshSscc(brand), world.freshSscc(brand));
        Consignment mixed = new Consignment(
                List.of(
                        new UnitGroup(World.GTIN, World.LOT, units.subList(0, 5)),
                        new UnitGroup(World.RIVAL_GTIN, World.LOT, units.subList(0, 2))),
                boxes);
        ConsignmentRoot root = mixed.root();

        assertThat(root.count()).isEqualTo(9);
        List<Subject> things = mixed.things();
        for (Subject thing : things) {
            assertThat(root.has(thing, mixed.proof(thing))).isTrue();
            things.stream()
                    .filter(other -> !other.equals(thing))
                    .forEach(other ->
                            assertThat(root.has(other, mixed.proof(thing))).isFalse());
        }
        Subject stranger = new Subject.OfUnit(World.GTIN, World.LOT, units.get(9));
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> mixed.proof(stranger));
        List<Sscc> more = new ArrayList<>(boxes);
        more.add(world.freshSscc(brand));
        assertThat(new Consignment(mixed.groups(), more).strangersTo(mixed))
                .containsExactly(new Subject.OfContainer(more.get(2)));
    }

    @Test
    void without_some_of_its_things_has_the_others_and_is_none_without_all() {
        Lot other = new Lot("OTHER");
        UnitDigest one = new UnitDigest(1, 1);
        UnitDigest two = new UnitDigest(2, 2);
        Sscc box = Sscc.ofNumber(100);
        Sscc crate = Sscc.ofNumber(200);
        Consignment whole = new Consignment(
                List.of(
                        new UnitGroup(World.GTIN, World.LOT, List.of(one, two)),
                        new UnitGroup(World.GTIN, other, List.of(one))),
                List.of(box, crate));

        assertThat(whole.without(List.of())).contains(whole);
        assertThat(whole.without(List.of(
                        new Subject.OfUnit(World.GTIN, World.LOT, one),
                        new Subject.OfUnit(World.GTIN, other, one),
                        new Subject.OfContainer(crate))))
                .contains(new Consignment(List.of(new UnitGroup(World.GTIN, World.LOT, List.of(two))), List.of(box)));
        assertThat(whole.without(List.of(
                        new Subject.OfUnit(World.GTIN, World.LOT, one),
                        new Subject.OfUnit(World.GTIN, World.LOT, two),
                        new Subject.OfUnit(World.GTIN, other, one))))
                .contains(new Consignment(List.of(), List.of(box, crate)));
        assertThat(whole.without(List.of(new Subject.OfContainer(box), new Subject.OfContainer(crate))))
                .contains(new Consignment(whole.groups(), List.of()));
        assertThat(whole.without(whole.things())).isEmpty();
    }
}
