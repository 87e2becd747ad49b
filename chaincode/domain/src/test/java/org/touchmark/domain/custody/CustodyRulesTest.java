package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.LotSearch;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CustodyRulesTest {
    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.signed(channel, "L1", 100, LocalDate.of(2031, 12, 31));
    private final TestCustody custody = new TestCustody(channel, batch);
    private final UnitDigest unit = batch.digest(0);
    private final UnitDigest other = batch.digest(1);

    @BeforeEach
    void register() {
        batch.register();
    }

    private UnitState state(UnitDigest digest) {
        return reading("L1", digest).unit().orElseThrow();
    }

    private UnitReading reading(String lot, UnitDigest digest) {
        Subject.OfUnit named = new Subject.OfUnit(TestBatch.GTIN, new Lot(lot), digest);
        return channel.evaluate(state -> UnitReading.of(state, named, channel.now()));
    }

    @Nested
    class Offering {
        @Test
        void puts_the_units_in_transit_and_leaves_them_with_the_sender() {
            HandOff handOff =
                    custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.meridian, other, unit));

            HandOff read = channel.evaluate(
                    state -> Custody.read(state, handOff.offer().id()));
            assertThat(read).isEqualTo(handOff);
            assertThat(read.state()).isEqualTo(HandOffState.OFFERED);
            assertThat(channel.evaluate(state ->
                                    HandOffReading.of(state, handOff.offer().id()))
                            .offered()
                            .units())
                    .isSorted()
                    .containsExactlyInAnyOrder(unit, other);
            assertThat(state(unit))
                    .isEqualTo(new UnitState(
                            TestBatch.GTIN,
                            batch.terms().lot(),
                            channel.aurelia.gln(),
                            Optional.of(handOff.offer().id()),
                            true,
                            List.of(),
                            channel.now()));
        }

        @Test
        void takes_the_units_custodian() {
            SignedOffer stolen = custody.offer(channel.meridian, channel.corner, unit);
            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> custody.submit(channel.meridian, stolen));

            custody.handOver(channel.aurelia, channel.meridian, unit);

            SignedOffer gone = custody.offer(channel.aurelia, channel.corner, unit);
            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> custody.submit(channel.aurelia, gone));
        }

        @Test
        void in_anothers_name_is_refused() {
            SignedOffer aurelias = custody.offer(channel.aurelia, channel.corner, unit);

            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> custody.submit(channel.meridian, aurelias));
        }

        @Test
        void units_in_transit_is_refused_until_the_deadline_has_passed() {
            custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.meridian, unit));
            assertRefused(
                    ErrorCode.IN_TRANSIT,
                    () -> custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.corner, other, unit)));

            channel.pass(TestCustody.TRANSIT.plusSeconds(1));

            HandOff again = custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.corner, unit));
            assertThat(state(unit).handOff()).contains(again.offer().id());
        }

        @Test
        void takes_units_of_a_sealed_batch() {
            UnitDigest unknown = new UnitDigest(1, 2);
            TestBatch open = TestBatch.compact(channel, "L2", 3);
            open.open();
            open.addPages(open.pages());
            TestCustody ofOpen = new TestCustody(channel, open);
            TestBatch absent = TestBatch.compact(channel, "L3", 3);
            TestCustody ofAbsent = new TestCustody(channel, absent);

            assertRefused(
                    ErrorCode.UNIT_UNKNOWN,
                    () -> custody.submit(
                            channel.aurelia, custody.offer(channel.aurelia, channel.meridian, unit, unknown)));
            assertRefused(
                    ErrorCode.BATCH_NOT_SEALED,
                    () -> ofOpen.submit(
                            channel.aurelia, ofOpen.offer(channel.aurelia, channel.meridian, open.digest(0))));
            assertRefused(
                    ErrorCode.BATCH_UNKNOWN,
                    () -> ofAbsent.submit(
                            channel.aurelia, ofAbsent.offer(channel.aurelia, channel.meridian, absent.digest(0))));
        }

        @Test
        void under_an_id_that_is_taken_is_refused() {
            SignedOffer first = custody.offer(channel.aurelia, channel.meridian, unit);
            custody.submit(channel.aurelia, first);
            Offer offer = first.offer();
            Consignment units = new Consignment(TestBatch.GTIN, batch.terms().lot(), List.of(other));
            SignedOffer second = TestCustody.signed(
                    new Offer(offer.id(), offer.from(), offer.to(), units.root(), offer.offeredAt(), offer.deadline()),
                    units,
                    channel.aurelia);

            assertRefused(ErrorCode.HAND_OFF_EXISTS, () -> custody.submit(channel.aurelia, second));
        }

        @Test
        void to_a_stranger_or_to_a_party_that_handles_no_units_is_refused() {
            TestParty inspector =
                    TestParty.enrol(channel.assayCa, "AssayMSP", "Assay", "9506000300009", List.of(Role.INSPECTOR));
            assertRefused(
                    ErrorCode.PARTY_UNKNOWN,
                    () -> custody.submit(channel.aurelia, custody.offer(channel.aurelia, inspector, unit)));

            channel.admit(inspector.party());

            assertRefused(
                    ErrorCode.ROLE_MISSING,
                    () -> custody.submit(channel.aurelia, custody.offer(channel.aurelia, inspector, unit)));
            assertRefused(
                    ErrorCode.ROLE_MISSING,
                    () -> custody.submit(inspector, custody.offer(inspector, channel.corner, unit)));
        }

        @Test
        void is_signed_by_the_sender_over_this_very_offer() {
            SignedOffer genuine = custody.offer(channel.aurelia, channel.meridian, unit);
            Offer offer = genuine.offer();
            Consignment goods = genuine.consignment();
            Consignment more = new Consignment(TestBatch.GTIN, batch.terms().lot(), List.of(unit, other));
            SignedOffer byMeridian = TestCustody.signed(offer, goods, channel.meridian);
            SignedOffer moreUnits = new SignedOffer(
                    new Offer(offer.id(), offer.from(), offer.to(), more.root(), offer.offeredAt(), offer.deadline()),
                    more,
                    genuine.signature());
            SignedOffer otherTime = new SignedOffer(
                    offer,
                    goods,
                    channel.aurelia.sign(
                            offer.signedBytes(TestChannel.NAME),
                            offer.offeredAt().plusMillis(1)));
            SignedOffer otherChannel = new SignedOffer(
                    offer, goods, channel.aurelia.sign(offer.signedBytes("another"), offer.offeredAt()));

            for (SignedOffer wrong : List.of(byMeridian, moreUnits, otherTime, otherChannel)) {
                assertRefused(ErrorCode.SIGNATURE_INVALID, () -> custody.submit(channel.aurelia, wrong));
            }
        }

        @Test
        void says_its_time_within_five_minutes_and_before_its_deadline() {
            Instant late = channel.now().plus(Duration.ofMinutes(6));
            Instant justNow = channel.now().minusSeconds(5);
            SignedOffer fresh = custody.offer(channel.aurelia, channel.meridian, unit);
            Offer offer = fresh.offer();
            SignedOffer lapsed = TestCustody.signed(
                    new Offer(offer.id(), offer.from(), offer.to(), offer.goods(), justNow, justNow.plusSeconds(1)),
                    fresh.consignment(),
                    channel.aurelia);

            assertRefused(
                    ErrorCode.CLOCK_SKEW,
                    () -> custody.submit(
                            channel.aurelia, custody.offerAt(late, channel.aurelia, channel.meridian, unit)));
            assertRefused(ErrorCode.LAPSED, () -> custody.submit(channel.aurelia, lapsed));
        }

        @Test
        void by_a_clock_that_is_behind_the_units_last_hand_off_stands_in_the_ledgers_order() {
            custody.handOver(channel.aurelia, channel.meridian, unit);
            Instant before = channel.now().minus(Duration.ofMinutes(5));
            SignedOffer offer = custody.offerAt(before, channel.meridian, channel.corner, unit);

            HandOff handOff = custody.submitAt(before, channel.meridian, offer);
            custody.accept(channel.corner, handOff.offer().id());

            assertThat(state(unit).custodian()).isEqualTo(channel.corner.gln());
            assertThat(reading("L1", unit).trail().steps())
                    .extracting(step -> step.handOff().offer().to())
                    .containsExactly(channel.meridian.gln(), channel.corner.gln());
        }
    }

    @Nested
    class An_offer {
        private Offer with(Duration transit, UnitDigest... units) {
            Instant now = channel.now();
            return new Offer(
                    HandOffId.of(channel.aurelia.gln(), new OperationId("handOffOfUnits000")),
                    channel.aurelia.gln(),
                    channel.meridian.gln(),
                    new Consignment(TestBatch.GTIN, new Lot("L1"), List.of(units)).root(),
                    now,
                    now.plus(transit));
        }

        @Test
        void takes_1_to_1000_different_units() {
            UnitDigest[] many = LongStream.rangeClosed(0, 1_000)
                    .mapToObj(i -> new UnitDigest(i, 0))
                    .toArray(UnitDigest[]::new);

            assertRefused(ErrorCode.TOO_MANY_UNITS, () -> with(TestCustody.TRANSIT, many));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> with(TestCustody.TRANSIT));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> with(TestCustody.TRANSIT, unit, unit));
        }

        @Test
        void has_a_deadline_within_a_year_after_it() {
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> with(Duration.ZERO, unit));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> with(Duration.ofDays(367), unit));
        }

        @Test
        void is_for_another_party() {
            Offer offer = with(TestCustody.TRANSIT, unit);

            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> new Offer(
                            offer.id(),
                            offer.from(),
                            offer.from(),
                            offer.goods(),
                            offer.offeredAt(),
                            offer.deadline()));
        }

        @Test
        void reads_back_from_its_json_and_takes_its_operations_id() {
            SignedOffer signed = custody.offer(channel.aurelia, channel.meridian, unit, other);
            OperationId operation = new OperationId("operation00000001");
            JsonObject json = signed.toJson();
            JsonObject.Builder without = JsonObject.builder();
            json.members().forEach((name, value) -> {
                if (!name.equals("id")) {
                    without.put(name, value);
                }
            });

            assertThat(SignedOffer.fromJson(json, operation)).isEqualTo(signed);
            assertThat(SignedOffer.fromJson(without.build(), operation).offer().id())
                    .isEqualTo(HandOffId.of(channel.aurelia.gln(), operation));
        }
    }

    @Nested
    class Accepting {
        private final TestParty meridian = channel.meridian;

        private HandOffId offered() {
            return custody.submit(channel.aurelia, custody.offer(channel.aurelia, meridian, unit, other))
                    .offer()
                    .id();
        }

        @Test
        void makes_the_receiver_the_custodian() {
            HandOffId id = offered();

            HandOff handOff = custody.accept(meridian, id);

            assertThat(handOff.state()).isEqualTo(HandOffState.ACCEPTED);
            assertThat(handOff.acceptedAt()).contains(channel.now());
            assertThat(HandOff.fromJson(CanonicalJson.parse(CanonicalJson.write(handOff.toJson()))))
                    .isEqualTo(handOff);
            assertThat(state(unit).custodian()).isEqualTo(meridian.gln());
            assertThat(state(other).inTransit()).isFalse();
        }

        @Test
        void lets_the_receiver_hand_on() {
            custody.accept(meridian, offered());

            custody.handOver(meridian, channel.corner, unit);

            assertThat(state(unit).custodian()).isEqualTo(channel.corner.gln());
            assertThat(state(other).custodian()).isEqualTo(meridian.gln());
        }

        @Test
        void someone_elses_offer_is_refused() {
            HandOffId id = offered();

            assertRefused(ErrorCode.NOT_RECEIVER, () -> custody.accept(channel.corner, id));
            assertRefused(ErrorCode.NOT_RECEIVER, () -> custody.accept(channel.aurelia, id));
        }

        @Test
        void twice_is_refused() {
            HandOffId id = offered();
            custody.accept(meridian, id);

            assertRefused(ErrorCode.ALREADY_ACCEPTED, () -> custody.accept(meridian, id));
        }

        @Test
        void an_unknown_offer_is_refused() {
            HandOffId unknown = HandOffId.of(channel.aurelia.gln(), new OperationId("handOffOfNobody00"));

            assertRefused(ErrorCode.HAND_OFF_UNKNOWN, () -> custody.accept(meridian, unknown));
        }

        @Test
        void after_the_deadline_is_refused() {
            HandOffId id = offered();
            channel.pass(TestCustody.TRANSIT);

            assertRefused(ErrorCode.LAPSED, () -> custody.accept(meridian, id));
        }

        @Test
        void a_lapsed_offer_whose_units_are_offered_anew_is_refused_even_with_an_early_timestamp() {
            HandOffId id = offered();
            channel.pass(TestCustody.TRANSIT);
            Instant early = channel.now().minusSeconds(30);
            custody.submit(channel.aurelia, custody.offer(channel.aurelia, channel.corner, unit));
            HandOff lapsed = channel.evaluate(state -> Custody.read(state, id));
            ClaimantSignature signature = meridian.sign(lapsed.acceptBytes(TestChannel.NAME, early), early);

            assertThat(lapsed.state()).isEqualTo(HandOffState.LAPSED);
            assertRefused(
                    ErrorCode.LAPSED,
                    () -> CustodyRules.accept(
                            channel.callAt(early), meridian.caller(), TestChannel.CLAIMS, id, signature));
        }

        @Test
        void is_signed_by_the_receiver_over_this_very_offer() {
            HandOffId id = offered();
            HandOff handOff = channel.evaluate(state -> Custody.read(state, id));
            Instant at = channel.now().plusSeconds(1);
            ClaimantSignature overOffer = meridian.sign(handOff.offer().signedBytes(TestChannel.NAME), at);
            ClaimantSignature ofOtherTime = meridian.sign(handOff.acceptBytes(TestChannel.NAME, at.plusMillis(1)), at);

            assertRefused(ErrorCode.SIGNATURE_INVALID, () -> custody.acceptAs(meridian, channel.corner, id));
            for (ClaimantSignature wrong : List.of(overOffer, ofOtherTime)) {
                assertRefused(
                        ErrorCode.SIGNATURE_INVALID,
                        () -> channel.submit(
                                meridian,
                                (call, caller) -> CustodyRules.accept(call, caller, TestChannel.CLAIMS, id, wrong)));
            }
        }

        @Test
        void by_a_clock_that_is_behind_the_offers_stands_in_the_ledgers_order() {
            HandOffId id = offered();
            HandOff handOff = channel.evaluate(state -> Custody.read(state, id));
            Instant before =
                    handOff.offer().offeredAt().minus(Duration.ofMinutes(5).minusSeconds(1));
            ClaimantSignature signature = meridian.sign(handOff.acceptBytes(TestChannel.NAME, before), before);

            channel.submitAt(
                    before,
                    meridian.caller(),
                    (call, caller) -> CustodyRules.accept(call, caller, TestChannel.CLAIMS, id, signature));

            assertThat(state(unit).custodian()).isEqualTo(meridian.gln());
        }
    }

    @Nested
    class Reading_a_unit {
        @Test
        void gives_its_history_oldest_first() {
            custody.handOver(channel.aurelia, channel.meridian, unit);
            custody.handOver(channel.meridian, channel.corner, unit);

            Subject.OfUnit named =
                    new Subject.OfUnit(TestBatch.GTIN, batch.terms().lot(), unit);
            List<Change> history = channel.evaluate(state -> Custody.history(state, named));

            assertThat(history)
                    .extracting(change -> change.value().text("handOff"))
                    .containsExactly("9506000000008hhandoffs00000001", "9506000100005hhandoffs00000002");
            assertThat(history).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        }

        @Test
        void gives_batch_proof_and_state() {
            custody.handOver(channel.aurelia, channel.meridian, unit);

            UnitReading reading = reading("L1", unit);

            assertThat(reading.finding().found()).isTrue();
            assertThat(reading.unit()).contains(state(unit));
            assertThat(UnitReading.fromJson(CanonicalJson.parse(CanonicalJson.write(reading.toJson()))))
                    .isEqualTo(reading);
        }

        @Test
        void that_says_no_lot_begins_with_looking_for_the_first_that_was_sealed() {
            TestBatch earlier = batch.again("A-SORTS-FIRST");
            earlier.register();

            LotSearch found = channel.evaluate(state -> LotSearch.of(state, TestBatch.GTIN, unit, 0));

            assertThat(found.found())
                    .containsExactly(
                            new LotSearch.Found(new Lot("L1"), channel.aurelia.gln()),
                            new LotSearch.Found(new Lot("A-SORTS-FIRST"), channel.aurelia.gln()));
            assertThat(found.next()).isEmpty();
        }

        @Test
        void that_never_left_its_brand_gives_no_state() {
            UnitReading reading = reading("L1", unit);

            assertThat(reading.finding().found()).isTrue();
            assertThat(reading.unit()).isEmpty();
        }
    }
}
