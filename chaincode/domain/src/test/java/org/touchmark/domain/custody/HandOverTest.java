package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.unit.UnitDigest;

/** Hand-offs of all kinds, their ends, and what keeps their deadlines. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HandOverTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);

    private HandOffReading reading(HandOff handOff) {
        String json = desk.evaluate("custody:Read", handOff.offer().id().value());
        HandOffReading reading = HandOffReading.fromJson(World.read(json));
        assertThat(World.json(reading.toJson())).isEqualTo(json);
        return reading;
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

            assertThat(handOff.offer().goods()).isEqualTo(mixed.root());
            assertThat(reading(handOff).offered()).isEqualTo(mixed);
            assertThat(world.custodian(one)).isEqualTo(distributor.gln());
            assertThat(world.custodian(two)).isEqualTo(distributor.gln());
            assertThat(world.reading(other.lot(), third).unit().orElseThrow().custodian())
                    .isEqualTo(distributor.gln());
        }

        @Test
        void accepted_in_part_leaves_the_rest_with_the_sender() {
            HandOff offered = world.offer(brand, distributor, goods(one, two));

            HandOff taken = world.acceptPart(distributor, offered, goods(one));

            assertThat(taken.state()).isEqualTo(HandOffState.ACCEPTED_IN_PART);
            assertThat(HandOff.fromJson(taken.toJson())).isEqualTo(taken);
            assertThat(reading(taken).accepted()).contains(goods(one));
            assertThat(world.custodian(one)).isEqualTo(distributor.gln());
            assertThat(world.custodian(two)).isEqualTo(brand.gln());
            assertThat(world.reading(two).unit().orElseThrow().inTransit()).isFalse();
            world.handOver(brand, retailer, goods(two));
            world.handOver(distributor, retailer, goods(one));
        }

        @Test
        void is_accepted_in_part_only_by_a_part() {
            HandOff offered = world.offer(brand, distributor, goods(one, two));

            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> world.acceptPart(distributor, offered, goods(one, two)));
            assertRefused(
                    ErrorCode.NOT_OFFERED, () -> world.acceptPart(distributor, offered, goods(world.freshUnit())));
        }

        @Test
        void refused_or_cancelled_leaves_the_goods_where_they_were() {
            HandOff refused = world.refuse(distributor, world.offer(brand, distributor, goods(one)));
            HandOff cancelled = world.cancel(brand, world.offer(brand, distributor, goods(one)));

            assertThat(List.of(refused.state(), cancelled.state()))
                    .containsExactly(HandOffState.REFUSED, HandOffState.CANCELLED);
            assertThat(HandOff.fromJson(cancelled.toJson())).isEqualTo(cancelled);
            assertThat(world.custodian(one)).isEqualTo(brand.gln());
            world.handOver(brand, retailer, goods(one));
            assertThat(world.trail(World.LOT, one))
                    .extracting(step -> step.handOff().state())
                    .containsExactly(HandOffState.ACCEPTED);
        }

        @Test
        void lapses_by_time_alone_and_is_closed_by_the_next_offer() {
            HandOff first = world.offer(brand, distributor, goods(one, two), Duration.ofHours(1));
            desk.pass(Duration.ofHours(2));
            assertRefused(ErrorCode.LAPSED, () -> world.accept(distributor, first));
            assertThat(world.reading(one).unit().orElseThrow().inTransit()).isFalse();

            world.handOver(brand, retailer, goods(one));

            assertRefused(ErrorCode.LAPSED, () -> world.accept(distributor, first));
            assertThat(reading(first).handOff().state()).isEqualTo(HandOffState.LAPSED);
            assertThat(world.custodian(one)).isEqualTo(retailer.gln());
            assertThat(world.custodian(two)).isEqualTo(brand.gln());
        }

        @Test
        void may_be_noted_as_lapsed_by_its_sides_alone() {
            HandOff first = world.offer(brand, distributor, goods(one), Duration.ofHours(1));
            desk.pass(Duration.ofHours(2));

            String id = first.offer().id().value();
            assertRefused(ErrorCode.NOT_SENDER, () -> desk.submit(world.party(Role.INSPECTOR), "custody:Lapse", id));
            assertRefused(ErrorCode.NOT_SENDER, () -> desk.submit(retailer, "custody:Lapse", id));

            HandOff noted = HandOff.fromJson(World.read(desk.submit(distributor, "custody:Lapse", id)));

            assertThat(noted.state()).isEqualTo(HandOffState.LAPSED);
            assertThat(HandOff.fromJson(noted.toJson())).isEqualTo(noted);
        }

        @Test
        void takes_a_proof_of_presence_in_place_of_the_page() {
            byte[] proof = world.reading(one).finding().presence().orElseThrow().toBytes();
            byte[] other = world.reading(two).finding().presence().orElseThrow().toBytes();
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
            assertThat(world.reading(one).unit().orElseThrow().inTransit()).isTrue();
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
            assertThat(world.custodian(unit)).isEqualTo(brand.gln());
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

            assertThat(world.custodian(unit)).isEqualTo(distributor.gln());
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
            DomainDesk.Invocation offer = new DomainDesk.Invocation(
                    "custody:Offer",
                    List.of("operationAtOnce0", world.offerJson(brand, distributor, goods(unit), Duration.ofDays(1))),
                    new TreeMap<>(),
                    brand.msp().value(),
                    brand.certificate(),
                    desk.now());
            MemoryLedger.Transaction first = ledger.begin();
            MemoryLedger.Transaction second = ledger.begin();

            String result = offer.run(first, "tx-one");
            assertThat(offer.run(second, "tx-two")).isEqualTo(result);
            first.commit("tx-one", desk.now());

            assertThatExceptionOfType(MemoryLedger.StaleException.class)
                    .isThrownBy(() -> second.commit("tx-two", desk.now()));
            MemoryLedger.Transaction again = ledger.begin();
            assertThat(offer.run(again, "tx-three")).isEqualTo(result);
            assertThat(again.writes()).isEmpty();
        }

        private DomainDesk.Invocation last() {
            return desk.invocations().get(desk.invocations().size() - 1);
        }
    }

    @Nested
    class An_answer {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void is_signed_now_and_before_the_deadline() {
            HandOff offered = world.offer(brand, distributor, goods(unit), Duration.ofMinutes(2));

            assertSays(
                    ErrorCode.CLOCK_SKEW,
                    "the answer's time",
                    () -> accept(offered, desk.now().minus(Duration.ofMinutes(7))));
            assertSays(
                    ErrorCode.LAPSED,
                    "lapsed at " + offered.offer().deadline(),
                    () -> accept(offered, offered.offer().deadline().plusMillis(1)));
            assertThat(accept(offered, offered.offer().deadline()).state()).isEqualTo(HandOffState.ACCEPTED);
        }

        @Test
        void that_is_late_counts_by_the_transactions_time_whenever_it_was_signed() {
            HandOff offered = world.offer(brand, distributor, goods(unit), Duration.ofMinutes(2));
            Instant intime = offered.offer().deadline();
            desk.pass(Duration.ofMinutes(3));

            assertSays(ErrorCode.LAPSED, "ask for a new offer", () -> accept(offered, intime));
        }

        @Test
        void is_given_once_and_by_the_side_that_may() {
            HandOff offered = world.offer(brand, distributor, goods(unit));
            String id = offered.offer().id().value();
            assertSays(
                    ErrorCode.NOT_RECEIVER,
                    "is offered by party " + brand.gln() + " to party " + distributor.gln(),
                    () -> world.accept(retailer, offered));
            assertSays(ErrorCode.NOT_RECEIVER, id, () -> world.refuse(retailer, offered));
            assertSays(ErrorCode.NOT_SENDER, id, () -> world.cancel(distributor, offered));
            assertSays(ErrorCode.NOT_SENDER, id + " is of others", () -> desk.submit(retailer, "custody:Lapse", id));
            assertSays(ErrorCode.NOT_LAPSED, "can be answered until", () -> desk.submit(brand, "custody:Lapse", id));
            world.accept(distributor, offered);

            assertSays(ErrorCode.ALREADY_ACCEPTED, id, () -> world.accept(distributor, offered));
            assertSays(ErrorCode.ALREADY_ACCEPTED, id, () -> world.refuse(distributor, offered));
            assertSays(ErrorCode.ALREADY_ACCEPTED, id, () -> world.cancel(brand, offered));
            assertSays(ErrorCode.ALREADY_ACCEPTED, id, () -> desk.submit(brand, "custody:Lapse", id));
        }

        @Test
        void to_what_ended_otherwise_says_how() {
            HandOff cancelled = world.cancel(brand, world.offer(brand, distributor, goods(unit)));
            HandOff refused = world.refuse(distributor, world.offer(brand, distributor, goods(unit)));

            assertSays(ErrorCode.HAND_OFF_ENDED, "is cancelled; ask", () -> world.accept(distributor, cancelled));
            assertSays(ErrorCode.HAND_OFF_ENDED, "is refused; ask", () -> world.cancel(brand, refused));
        }

        @Test
        void with_a_part_is_of_some_of_the_goods_and_of_nothing_else() {
            HandOff offered = world.offer(brand, distributor, goods(unit, world.freshUnit()));
            UnitDigest stranger = world.freshUnit();

            assertSays(
                    ErrorCode.NOT_OFFERED,
                    "unit " + stranger + " was not offered",
                    () -> world.acceptPart(distributor, offered, goods(unit, stranger)));
            HandOff whole = world.offer(brand, distributor, goods(stranger));
            assertSays(
                    ErrorCode.ARGUMENT_INVALID,
                    "accept all of it instead",
                    () -> world.acceptPart(distributor, whole, goods(stranger)));
        }

        private HandOff accept(HandOff handOff, Instant at) {
            String signature = World.json(distributor
                    .sign(handOff.acceptBytes(desk.channel(), at), at)
                    .toJson());
            return HandOff.fromJson(World.read(desk.submit(
                    distributor, "custody:Accept", handOff.offer().id().value(), signature)));
        }
    }

    @Nested
    class An_offer {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void is_of_goods_that_are_by_themselves_closed_and_the_senders_and_may_go() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            assertSays(
                    ErrorCode.IN_CONTAINER,
                    World.subject(unit) + " is in container " + box,
                    () -> world.offer(brand, distributor, goods(unit)));
            assertSays(ErrorCode.CONTAINER_OPEN, box.digits(), () -> world.offer(brand, distributor, containers(box)));
            world.seal(brand, box);
            assertSays(
                    ErrorCode.NOT_CUSTODIAN,
                    "container " + box + " is with party " + brand.gln(),
                    () -> world.offer(distributor, retailer, containers(box)));
            UnitDigest stolen = world.freshUnit();
            world.report(brand, World.subject(stolen), Status.STOLEN);
            assertSays(
                    ErrorCode.STATUS_FORBIDS,
                    World.subject(stolen) + " is stolen",
                    () -> world.offer(brand, distributor, goods(stolen)));
            world.offer(brand, distributor, containers(box));
            assertSays(
                    ErrorCode.IN_TRANSIT,
                    "in transit to party " + distributor.gln(),
                    () -> world.offer(brand, retailer, containers(box)));
        }

        @Test
        void in_anothers_name_or_to_who_takes_no_goods_is_refused() {
            String brands = world.offerJson(brand, retailer, goods(unit), Duration.ofDays(1));

            assertSays(
                    ErrorCode.NOT_CUSTODIAN,
                    "in the name of party " + brand.gln(),
                    () -> desk.submit(distributor, "custody:Offer", brands));
            assertSays(
                    ErrorCode.ROLE_MISSING,
                    "no role in which it could take goods over",
                    () -> world.offer(brand, world.party(Role.INSPECTOR), goods(unit)));
        }
    }

    private static void assertSays(ErrorCode code, String says, ThrowingCallable attempt) {
        assertRefused(new RefusalsByName.Refusal(code, says, attempt));
    }
}
