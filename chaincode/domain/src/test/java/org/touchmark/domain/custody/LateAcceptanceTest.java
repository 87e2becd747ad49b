package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.answer.ReasonCode;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.Believer;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** A deadline ends an offer in the ledger's order: by what its sender does next, whatever the receiver's clock says. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LateAcceptanceTest {
    private static final Duration TRANSIT = Duration.ofHours(1);
    private static final Duration BEHIND = Duration.ofSeconds(-30);

    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final Believer believer = new Believer(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);

    /** Answers an offer with all clocks of the receiver behind. */
    private void accept(HandOff offered, Duration fast) {
        Instant at = desk.now().plus(fast);
        desk.submitWithWrongClock(
                fast,
                distributor,
                "custody:Accept",
                offered.offer().id().value(),
                World.json(distributor
                        .sign(offered.acceptBytes(desk.channel(), at), at)
                        .toJson()));
    }

    private HandOffState state(HandOff handOff) {
        return HandOffReading.fromJson(World.read(
                        desk.evaluate("custody:Read", handOff.offer().id().value())))
                .handOff()
                .state();
    }

    @Nested
    class A_receiver_whose_clock_is_behind {
        private final UnitDigest unit = world.unitOf(retailer);

        /** Lets an offer's deadline pass by a moment: by the receiver's clock it is still to come. */
        private HandOff late(Consignment things) {
            HandOff offered = world.offer(retailer, distributor, things, TRANSIT);
            desk.pass(TRANSIT.plusSeconds(5));
            return offered;
        }

        @Test
        void accepts_what_its_sender_has_not_touched() {
            HandOff offered = late(goods(unit));

            accept(offered, BEHIND);

            assertThat(world.custodian(unit)).isEqualTo(distributor.gln());
            assertThat(believer.codes(subject(unit))).contains(ReasonCode.CUSTODY_SIGNED);
        }

        @Test
        void can_not_accept_what_its_sender_has_sold_since() {
            HandOff offered = late(goods(unit));

            world.report(retailer, subject(unit), Status.SOLD);

            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            assertThat(state(offered)).isEqualTo(HandOffState.LAPSED);
            assertThat(world.custodian(unit)).isEqualTo(retailer.gln());
            assertThat(believer.codes(subject(unit)))
                    .startsWith(ReasonCode.SOLD)
                    .contains(ReasonCode.CUSTODY_SIGNED);
        }

        @Test
        void can_not_accept_what_its_sender_has_packed_since() {
            Sscc box = world.create(retailer, 1);
            HandOff offered = late(goods(unit));

            world.pack(retailer, box, goods(unit));

            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            assertThat(world.reading(unit).unit().orElseThrow().containers()).containsExactly(box);
            assertThat(world.custodian(unit)).isEqualTo(retailer.gln());
        }

        @Test
        void can_not_accept_a_container_that_its_sender_has_repacked_since() {
            Sscc box = world.create(retailer, 1);
            Sscc other = world.create(retailer, 1);
            world.pack(retailer, box, goods(unit));
            desk.submit(retailer, "container:Seal", box.digits());
            HandOff offered = late(containers(box));

            desk.submit(retailer, "container:Unseal", box.digits());
            desk.submit(retailer, "container:Repack", box.digits(), other.digits(), World.thingsJson(goods(unit)));

            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            assertThat(world.reading(unit).unit().orElseThrow().containers()).containsExactly(other);
            assertThat(world.custodian(unit)).isEqualTo(retailer.gln());
        }

        @Test
        void can_not_accept_what_its_sender_has_offered_again_since() {
            HandOff offered = late(goods(unit));

            HandOff again = world.offer(retailer, brand, goods(unit), TRANSIT);

            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            world.accept(brand, again);
            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            assertThat(world.custodian(unit)).isEqualTo(brand.gln());
        }

        @Test
        void can_not_accept_a_container_that_its_sender_has_unsealed_since() {
            Sscc box = world.create(retailer, 1);
            world.pack(retailer, box, goods(unit));
            desk.submit(retailer, "container:Seal", box.digits());
            HandOff offered = late(containers(box));

            desk.submit(retailer, "container:Unseal", box.digits());

            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            assertThat(state(offered)).isEqualTo(HandOffState.LAPSED);
            assertThat(world.custodian(unit)).isEqualTo(retailer.gln());
        }

        @Test
        void can_not_accept_a_container_of_which_its_sender_has_reported_a_unit_since() {
            Sscc box = world.create(retailer, 1);
            world.pack(retailer, box, goods(unit));
            desk.submit(retailer, "container:Seal", box.digits());
            HandOff offered = late(containers(box));

            world.report(retailer, subject(unit), Status.SOLD);

            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            assertThat(world.custodian(unit)).isEqualTo(retailer.gln());
        }

        @Test
        void can_not_refuse_or_take_a_part_of_it_either() {
            UnitDigest other = world.unitOf(retailer);
            HandOff offered = late(goods(unit, other));
            world.report(retailer, subject(unit), Status.SOLD);

            assertRefused(ErrorCode.LAPSED, () -> world.acceptPart(distributor, offered, goods(other)));
            assertRefused(ErrorCode.LAPSED, () -> world.refuse(distributor, offered));
            assertThat(world.custodian(other)).isEqualTo(retailer.gln());
        }

        @Test
        void keeps_all_of_an_offer_of_which_its_sender_has_touched_a_part() {
            UnitDigest other = world.unitOf(retailer);
            HandOff offered = late(goods(unit, other));

            world.report(retailer, subject(other), Status.SOLD);

            assertRefused(ErrorCode.LAPSED, () -> accept(offered, BEHIND));
            world.offer(retailer, distributor, goods(unit), TRANSIT);
        }
    }

    @Nested
    class A_stranger_whose_clock_is_fast {
        @Test
        void can_not_lapse_an_offer() {
            UnitDigest unit = world.freshUnit();
            HandOff offered = world.offer(brand, distributor, goods(unit), Duration.ofMinutes(3));

            for (TestParty stranger : List.of(retailer, world.rival, world.party(Role.INSPECTOR))) {
                assertRefused(
                        ErrorCode.NOT_SENDER,
                        () -> desk.submitWithWrongClock(
                                Duration.ofMinutes(5),
                                stranger,
                                "custody:Lapse",
                                offered.offer().id().value()));
            }

            world.accept(distributor, offered);
            assertThat(world.custodian(unit)).isEqualTo(distributor.gln());
        }
    }

    @Nested
    class An_envelope_that_is_held_back {
        private final UnitDigest unit = world.freshUnit();

        /** Endorses the call that a desk of its own made, and keeps what came of it. */
        private MemoryLedger.Transaction held(DomainDesk aside) {
            MemoryLedger.Transaction transaction = ledger.begin();
            aside.invocations().get(0).run(transaction, "held");
            return transaction;
        }

        private DomainDesk aside() {
            MemoryLedger copy = new MemoryLedger();
            ledger.copyInto(copy);
            return desk.over(copy);
        }

        private void assertFails(DomainDesk aside) {
            MemoryLedger.Transaction held = held(aside);
            desk.pass(Duration.ofDays(30));
            desk.submit(retailer, "time:Advance");
            assertThatExceptionOfType(MemoryLedger.StaleException.class)
                    .isThrownBy(() -> held.commit("held", desk.now()));
        }

        @Test
        void with_an_acceptance_fails_once_the_epoch_has_moved() {
            HandOff offered = world.offer(brand, distributor, goods(unit), TRANSIT);
            DomainDesk aside = aside();
            Instant at = aside.now();
            aside.submit(
                    distributor,
                    "custody:Accept",
                    offered.offer().id().value(),
                    World.json(distributor
                            .sign(offered.acceptBytes(desk.channel(), at), at)
                            .toJson()));

            assertFails(aside);

            assertThat(world.custodian(unit)).isEqualTo(brand.gln());
        }

        @Test
        void with_a_report_fails_once_the_epoch_has_moved() {
            DomainDesk aside = aside();
            aside.submit(brand, "status:Report", world.reportJson(brand, subject(unit), Status.STOLEN));

            assertFails(aside);
        }

        @Test
        void that_says_what_was_said_already_is_refused() {
            Subject of = subject(unit);
            String stolen = world.reportJson(brand, of, Status.STOLEN);
            desk.submit(brand, "status:Report", stolen);
            world.report(brand, of, Status.FOUND);

            assertRefused(ErrorCode.REPORT_REPEATED, () -> desk.submit(brand, "status:Report", stolen));
        }

        @Test
        void with_an_undo_fails_once_the_epoch_has_moved() {
            world.report(brand, subject(unit), Status.SAMPLE);
            DomainDesk aside = aside();
            aside.submit(brand, "status:Undo", World.undoJson(subject(unit), Status.SAMPLE));

            assertFails(aside);

            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.SAMPLE);
        }

        @Test
        void with_a_label_keys_revocation_fails_once_the_epoch_has_moved() {
            LabelKey key = TestBatch.labelKey(brand, TestBatch.ed25519Keys(), desk.now(), desk.channel());
            desk.submit(brand, "party:RegisterLabelKey", World.json(key.toJson()));
            DomainDesk aside = aside();
            Instant at = aside.now();
            byte[] claim = LabelKey.revocationClaim(desk.channel(), brand.gln(), key.keyId(), at);
            aside.submit(
                    brand,
                    "party:RevokeLabelKey",
                    brand.gln().digits(),
                    key.keyId().hex(),
                    World.json(brand.sign(claim, at).toJson()));

            assertFails(aside);

            LabelKey standing = LabelKey.fromJson(World.read(desk.evaluate(
                    "party:LabelKey", brand.gln().digits(), key.keyId().hex())));
            assertThat(standing.revokedAt()).isNull();
        }

        @Test
        void with_an_offer_fails_once_the_epoch_has_moved() {
            DomainDesk offering = aside();
            offering.submit(
                    brand, "custody:Offer", world.offerJson(brand, distributor, goods(unit), Duration.ofDays(90)));

            assertFails(offering);

            assertThat(world.reading(unit).unit()).isEmpty();
        }
    }
}
