package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.ReasonCode;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.Believer;
import org.touchmark.domain.fixture.Desk;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Clients' clocks are five minutes off a peer's, and what they sign is five minutes off those, each call in another direction:
 * what happened stands in the ledger's order all the same, and every answer on the way is borne out.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WrongClocksTest {
    private static final Duration OFF = Duration.ofMinutes(5);

    private final DomainDesk exact = new DomainDesk(new MemoryLedger());
    private final ClientsDesk desk = new ClientsDesk(exact);
    private final World world = World.found(desk);
    private final Believer believer = new Believer(exact);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final TestParty inspector = world.party(Role.INSPECTOR);

    /** How far the clock of one call and of what it signs are ahead. */
    private record Wrong(Duration clock, Duration signature) {
        static Wrong of(int clock, int signature) {
            return new Wrong(OFF.multipliedBy(clock), OFF.multipliedBy(signature));
        }
    }

    /** A desk whose every call comes from a client with another clock. */
    private static final class ClientsDesk implements Desk {
        private final DomainDesk exact;
        private List<Wrong> clocks = List.of(Wrong.of(0, 0));
        private int calls;

        ClientsDesk(DomainDesk exact) {
            this.exact = exact;
        }

        private Wrong wrong() {
            return clocks.get(calls % clocks.size());
        }

        @Override
        public TestParty enrol(String msp, String name, String gln, List<Role> roles, String... prefixes) {
            return exact.enrol(msp, name, gln, roles, prefixes);
        }

        @Override
        public String submit(
                TestParty party, String function, SortedMap<String, byte[]> transientData, String... arguments) {
            Wrong wrong = wrong();
            calls++;
            return exact.submitWithWrongClock(wrong.clock(), party, function, transientData, arguments);
        }

        @Override
        public String evaluate(String function, String... arguments) {
            return exact.evaluate(function, arguments);
        }

        @Override
        public Instant now() {
            return exact.now().plus(wrong().clock()).plus(wrong().signature());
        }

        @Override
        public String channel() {
            return exact.channel();
        }
    }

    static Stream<List<Wrong>> clocks() {
        Random random = new Random(10);
        Stream<List<Wrong>> drawn = IntStream.range(0, 4)
                .mapToObj(i -> IntStream.range(0, 13)
                        .mapToObj(call -> Wrong.of(random.nextInt(3) - 1, random.nextInt(3) - 1))
                        .toList());
        return Stream.concat(
                Stream.of(
                        List.of(Wrong.of(1, 1), Wrong.of(-1, -1)),
                        List.of(Wrong.of(-1, -1), Wrong.of(1, 1)),
                        List.of(Wrong.of(1, 1), Wrong.of(1, 1), Wrong.of(-1, -1)),
                        List.of(Wrong.of(-1, 0), Wrong.of(1, 0))),
                drawn);
    }

    private List<Gln> receivers(UnitDigest unit) {
        return world.trail(World.LOT, unit).stream()
                .map(step -> step.handOff().offer().to())
                .toList();
    }

    private List<Status> reports(UnitDigest unit) {
        return world.reading(unit).trail().reports().stream()
                .map(Reported::mark)
                .map(mark -> mark.status())
                .toList();
    }

    private void assertGenuine(UnitDigest... units) {
        for (UnitDigest unit : units) {
            Answer answer = believer.answer(subject(unit));
            assertThat(answer.verdict())
                    .as("%s", answer.verdict().reasons())
                    .isInstanceOfAny(Verdict.Genuine.class, Verdict.GenuineBut.class);
        }
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void hand_offs_follow_one_another_as_they_were_ordered(List<Wrong> clocks) {
        UnitDigest unit = world.freshUnit();
        desk.clocks = clocks;
        List<Gln> order = new ArrayList<>();
        List<TestParty> hands = List.of(brand, distributor, retailer, world.third);

        for (int i = 0; i < 12; i++) {
            TestParty from = hands.get(i % 4);
            TestParty to = hands.get((i + 1) % 4);
            HandOff offered = world.offer(from, to, goods(unit));
            assertGenuine(unit);
            world.accept(to, offered);
            order.add(to.gln());

            assertGenuine(unit);
            assertThat(receivers(unit)).isEqualTo(order);
            assertThat(world.custodian(unit)).isEqualTo(to.gln());
        }
        assertThat(believer.codes(subject(unit))).contains(ReasonCode.CUSTODY_SIGNED);
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void what_comes_into_a_container_after_something_has_no_part_in_that(List<Wrong> clocks) {
        UnitDigest early = world.freshUnit();
        UnitDigest late = world.freshUnit();
        Sscc box = world.create(brand, 1);
        Subject whole = new Subject.OfContainer(box);
        desk.clocks = clocks;

        world.pack(brand, box, goods(early));
        world.report(brand, whole, Status.EXPORTED);
        world.report(inspector, whole, Status.RECALLED);
        world.pack(brand, box, goods(late));
        desk.submit(brand, "container:Seal", box.digits());
        world.handOver(brand, distributor, containers(box));

        assertGenuine(early, late);
        assertThat(reports(early)).containsExactly(Status.EXPORTED, Status.RECALLED);
        assertThat(reports(late)).isEmpty();
        assertThat(receivers(early)).containsExactly(distributor.gln());
        assertThat(receivers(late)).containsExactly(distributor.gln());

        desk.submit(distributor, "container:Unseal", box.digits());
        world.unpack(distributor, box, goods(early, late));
        assertGenuine(early, late);
        assertThat(reports(early)).containsExactly(Status.EXPORTED, Status.RECALLED);
        assertThat(reports(late)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void an_undo_takes_back_what_was_ordered_last_and_nothing_else(List<Wrong> clocks) {
        UnitDigest unit = world.unitOf(retailer);
        desk.clocks = clocks;

        world.report(retailer, subject(unit), Status.STOLEN);
        world.report(inspector, subject(unit), Status.FOUND);
        world.report(retailer, subject(unit), Status.SOLD);
        assertGenuine(unit);
        world.undo(retailer, subject(unit), Status.SOLD);
        assertRefused(ErrorCode.UNDO_FORBIDDEN, () -> world.undo(inspector, subject(unit), Status.FOUND));

        assertGenuine(unit);
        world.report(retailer, subject(unit), Status.SOLD);
        assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(inspector, subject(unit), Status.FOUND));
        world.undo(retailer, subject(unit), Status.SOLD);
        world.handOver(retailer, brand, goods(unit));
        assertRefused(ErrorCode.NOTHING_TO_UNDO, () -> world.undo(inspector, subject(unit), Status.FOUND));
        assertThat(reports(unit)).containsExactly(Status.STOLEN, Status.FOUND);
        assertGenuine(unit);
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void a_pallet_is_taken_apart_and_packed_again_as_it_was_ordered(List<Wrong> clocks) {
        UnitDigest unit = world.freshUnit();
        UnitDigest stays = world.freshUnit();
        Sscc box = world.create(brand, 1);
        Sscc other = world.create(distributor, 1);
        Sscc pallet = world.create(brand, 2);
        desk.clocks = clocks;

        world.pack(brand, box, goods(unit, stays));
        desk.submit(brand, "container:Seal", box.digits());
        world.pack(brand, pallet, containers(box));
        desk.submit(brand, "container:Seal", pallet.digits());
        world.handOver(brand, distributor, containers(pallet));
        desk.submit(distributor, "container:Unseal", pallet.digits());
        world.unpack(distributor, pallet, containers(box));
        desk.submit(distributor, "container:Unseal", box.digits());
        desk.submit(distributor, "container:Repack", box.digits(), other.digits(), World.thingsJson(goods(unit)));
        desk.submit(distributor, "container:Seal", other.digits());
        world.handOver(distributor, retailer, containers(other));

        assertGenuine(unit, stays);
        assertThat(world.reading(unit).unit().orElseThrow().containers()).containsExactly(other);
        assertThat(world.reading(stays).unit().orElseThrow().containers()).containsExactly(box);
        assertThat(receivers(unit)).containsExactly(distributor.gln(), retailer.gln());
        assertThat(world.trail(World.LOT, unit))
                .extracting(TrailEvent.Step::containers)
                .containsExactly(List.of(box, pallet), List.of(other));
        assertThat(receivers(stays)).containsExactly(distributor.gln());
    }

    @Test
    void a_clock_that_is_further_off_than_five_minutes_is_refused() {
        UnitDigest unit = world.freshUnit();
        HandOff offered = world.offer(brand, distributor, goods(unit));
        for (Duration wrong : List.of(OFF.plusMillis(1), OFF.negated().minusMillis(1))) {
            desk.clocks = List.of(new Wrong(wrong, Duration.ZERO));
            assertRefused(ErrorCode.CLOCK_SKEW, () -> world.accept(distributor, offered));
            desk.clocks = List.of(new Wrong(Duration.ZERO, wrong));
            assertRefused(ErrorCode.CLOCK_SKEW, () -> world.accept(distributor, offered));
        }
    }
}
