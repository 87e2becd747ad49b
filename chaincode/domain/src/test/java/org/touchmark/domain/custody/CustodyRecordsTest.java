package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** What the records of custody say by themselves, and what they refuse to be. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CustodyRecordsTest {
    private static final Instant AT = Instant.parse("2026-06-01T08:00:00Z");
    private static final Gln BRAND = new Gln("9506000000008");
    private static final Gln RETAILER = new Gln("9506000200002");
    private static final UnitDigest ONE = new UnitDigest(1, 1);
    private static final UnitDigest TWO = new UnitDigest(2, 2);
    private static final Subject.OfUnit UNIT = new Subject.OfUnit(World.GTIN, World.LOT, ONE);
    private static final Sscc BOX = Sscc.ofNumber(19_506_000_000_000_001L);
    private static final Sscc PALLET = Sscc.ofNumber(19_506_000_000_000_002L);
    private static final HandOffId ID = new HandOffId(BRAND + "hhandOffOfTest001");
    private static final ConsignmentRoot GOODS = goods(ONE, TWO).root();
    private static final Offer OFFER = new Offer(ID, BRAND, RETAILER, GOODS, AT, AT.plus(Duration.ofDays(1)));
    private static final HandOff OFFERED = new HandOff(OFFER, signature(BRAND, AT), AT, Optional.empty());

    private static ClaimantSignature signature(Gln by, Instant at) {
        return new ClaimantSignature(by, Bytes.of(new byte[1]), Bytes.of(new byte[2]), at);
    }

    private static HandOff ended(HandOffState state) {
        boolean signed = state != HandOffState.LAPSED;
        return OFFERED.ended(new Ending(
                state,
                signed ? Optional.of(signature(RETAILER, AT.plusSeconds(5))) : Optional.empty(),
                state == HandOffState.ACCEPTED_IN_PART ? Optional.of(goods(ONE).root()) : Optional.empty(),
                AT.plusSeconds(6)));
    }

    private static void assertSays(ErrorCode code, String says, ThrowingCallable attempt) {
        assertRefused(new RefusalsByName.Refusal(code, says, attempt));
    }

    private static JsonObject with(JsonObject json, String name, String value) {
        JsonObject.Builder changed = JsonObject.builder();
        json.members().forEach((member, old) -> {
            if (!member.equals(name)) {
                changed.put(member, old);
            }
        });
        return changed.put(name, value).build();
    }

    @Nested
    class A_hand_off {
        @Test
        void is_accepted_signed_and_changed_as_it_ended() {
            assertThat(OFFERED.state()).isEqualTo(HandOffState.OFFERED);
            assertThat(OFFERED.accept()).isEmpty();
            assertThat(OFFERED.changedAt()).isEqualTo(AT);
            HandOff accepted = ended(HandOffState.ACCEPTED);
            assertThat(accepted.accept()).contains(signature(RETAILER, AT.plusSeconds(5)));
            assertThat(accepted.acceptedAt()).contains(AT.plusSeconds(5));
            assertThat(accepted.changedAt()).isEqualTo(AT.plusSeconds(6));
            assertThat(accepted.asOffered()).isEqualTo(OFFERED);
            assertThat(ended(HandOffState.REFUSED).acceptedAt()).isEmpty();
            assertThat(accepted.toJson().number("acceptedAt"))
                    .isEqualTo(AT.plusSeconds(5).toEpochMilli());
            assertThat(ended(HandOffState.REFUSED).toJson().has("acceptedAt")).isFalse();
        }

        @Test
        void is_in_transit_until_its_deadline_or_its_end() {
            assertThat(OFFERED.inTransitAt(OFFER.deadline())).isTrue();
            assertThat(OFFERED.inTransitAt(OFFER.deadline().plusMillis(1))).isFalse();
            assertThat(ended(HandOffState.REFUSED).inTransitAt(AT)).isFalse();
        }

        @Test
        void ends_with_a_signature_unless_it_lapsed_and_with_a_part_if_a_part_was_accepted() {
            Optional<ClaimantSignature> signed = Optional.of(signature(RETAILER, AT));
            Optional<ConsignmentRoot> part = Optional.of(GOODS);
            for (ThrowingCallable wrong : List.<ThrowingCallable>of(
                    () -> new Ending(HandOffState.OFFERED, Optional.empty(), Optional.empty(), AT),
                    () -> new Ending(HandOffState.OFFERED, signed, Optional.empty(), AT),
                    () -> new Ending(HandOffState.LAPSED, signed, Optional.empty(), AT),
                    () -> new Ending(HandOffState.ACCEPTED, Optional.empty(), Optional.empty(), AT),
                    () -> new Ending(HandOffState.ACCEPTED, signed, part, AT),
                    () -> new Ending(HandOffState.ACCEPTED_IN_PART, signed, Optional.empty(), AT))) {
                assertThatIllegalArgumentException().isThrownBy(wrong).withMessageContaining("does not end like this");
            }
        }

        @Test
        void reads_back_from_its_json_in_every_state_and_only_if_all_fields_agree() {
            for (HandOffState state : HandOffState.values()) {
                HandOff handOff = state == HandOffState.OFFERED ? OFFERED : ended(state);
                assertThat(HandOff.fromJson(handOff.toJson())).isEqualTo(handOff);
            }
            JsonObject accepted = ended(HandOffState.ACCEPTED).toJson();
            for (String state : List.of("OFFERED", "REFUSED", "LAPSED", "ACCEPTED_IN_PART")) {
                assertSays(
                        ErrorCode.ARGUMENT_INVALID,
                        "does not agree with the other fields",
                        () -> HandOff.fromJson(with(accepted, "state", state)));
            }
            assertSays(
                    ErrorCode.ARGUMENT_INVALID,
                    "is none of a hand-off's",
                    () -> HandOff.fromJson(with(accepted, "state", "GONE")));
        }

        @Test
        void has_bytes_to_sign_of_its_own_for_each_answer() {
            HandOff other = new HandOff(OFFER, signature(RETAILER, AT), AT, Optional.empty());
            HandOff elsewhere = new HandOff(
                    new Offer(ID, BRAND, RETAILER, goods(ONE).root(), AT, OFFER.deadline()),
                    OFFERED.signature(),
                    AT,
                    Optional.empty());
            List<Bytes> all = Stream.of(
                            OFFER.signedBytes("one"),
                            OFFER.signedBytes("two"),
                            elsewhere.offer().signedBytes("one"),
                            OFFERED.acceptBytes("one", AT),
                            OFFERED.acceptBytes("two", AT),
                            OFFERED.acceptBytes("one", AT.plusMillis(1)),
                            elsewhere.acceptBytes("one", AT),
                            OFFERED.acceptPartBytes("one", goods(ONE).root(), List.of(), AT),
                            OFFERED.acceptPartBytes("one", goods(TWO).root(), List.of(), AT),
                            OFFERED.acceptPartBytes("one", goods(ONE).root(), List.of(), AT.plusMillis(1)),
                            OFFERED.endBytes("one", HandOffState.REFUSED, AT),
                            OFFERED.endBytes("one", HandOffState.CANCELLED, AT),
                            OFFERED.endBytes("one", HandOffState.CANCELLED, AT.plusMillis(1)))
                    .map(Bytes::of)
                    .toList();

            assertThat(all).doesNotHaveDuplicates();
            assertThat(new String(all.get(10).toArray(), StandardCharsets.ISO_8859_1))
                    .contains(RETAILER.digits());
            assertThat(new String(all.get(11).toArray(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(RETAILER.digits());
            assertThat(other.acceptBytes("one", AT)).isEqualTo(all.get(3).toArray());
        }

        @Test
        void has_an_id_that_says_who_sends_it_and_sorts_as_its_text() {
            HandOffId later = new HandOffId(BRAND + "hhandOffOfTest002");

            assertThat(ID).isLessThan(later).hasToString(ID.value());
            assertThat(later.compareTo(ID)).isPositive();
            assertThat(ID.isOf(BRAND)).isTrue();
            assertThat(ID.isOf(RETAILER)).isFalse();
            assertSays(
                    ErrorCode.ARGUMENT_INVALID,
                    "begins with the sender's GLN",
                    () -> new Offer(ID, RETAILER, BRAND, GOODS, AT, OFFER.deadline()));
        }
    }

    @Nested
    class A_consignment {
        @Test
        void has_a_thing_only_by_its_own_path_in_a_tree_of_its_own_size() {
            Consignment whole = goods(ONE, TWO);
            InclusionProof path = whole.proof(UNIT);

            assertThat(whole.root().has(UNIT, path)).isTrue();
            assertThat(new ConsignmentRoot(whole.root().root(), 3).has(UNIT, path))
                    .isFalse();
            assertThat(whole.root().has(new Subject.OfUnit(World.GTIN, World.LOT, TWO), path))
                    .isFalse();
            assertThat(ConsignmentRoot.fromJson(GOODS.toJson())).isEqualTo(GOODS);
        }

        @Test
        void includes_units_of_its_batches_and_its_containers_and_no_others() {
            Consignment mixed = new Consignment(goods(ONE).groups(), List.of(BOX));

            assertThat(mixed.includes(UNIT)).isTrue();
            assertThat(mixed.includes(new Subject.OfContainer(BOX))).isTrue();
            assertThat(Stream.of(
                                    new Subject.OfUnit(World.GTIN, World.LOT, TWO),
                                    new Subject.OfUnit(World.GTIN, new Lot("OTHER"), ONE),
                                    new Subject.OfUnit(World.RIVAL_GTIN, World.LOT, ONE),
                                    new Subject.OfContainer(PALLET),
                                    new Subject.OfBatch(World.GTIN, World.LOT))
                            .filter(mixed::includes))
                    .isEmpty();
            assertThat(mixed.strangersTo(goods(ONE))).containsExactly(new Subject.OfContainer(BOX));
            assertThat(mixed.strangersTo(mixed)).isEmpty();
            assertThat(Consignment.read(mixed.write(JsonObject.builder()).build()))
                    .isEqualTo(mixed);
            assertThat(Consignment.read(
                            containers(BOX).write(JsonObject.builder()).build()))
                    .isEqualTo(containers(BOX));
        }

        @Test
        void names_something_and_nothing_twice_and_sorts_its_batches() {
            UnitGroup first = new UnitGroup(World.GTIN, World.LOT, List.of(ONE));
            UnitGroup second = new UnitGroup(World.GTIN, new Lot("A"), List.of(ONE));
            for (ThrowingCallable wrong : List.<ThrowingCallable>of(
                    () -> new Consignment(List.of(), List.of()),
                    () -> containers(BOX, BOX),
                    () -> new Consignment(List.of(first, first), List.of()),
                    () -> goods(),
                    () -> goods(ONE, ONE))) {
                assertRefused(ErrorCode.ARGUMENT_INVALID, wrong);
            }
            UnitGroup rivals = new UnitGroup(World.RIVAL_GTIN, new Lot("A"), List.of(ONE));
            assertThat(new Consignment(List.of(rivals, first, second), List.of()).groups())
                    .containsExactly(second, first, rivals);
            assertThat(goods(ONE).write(JsonObject.builder()).build().members())
                    .containsOnlyKeys("gtin", "lot", "units");
        }

        @Test
        void takes_a_thousand_units_and_containers_together() {
            List<UnitDigest> units =
                    IntStream.range(0, 999).mapToObj(i -> new UnitDigest(i, i)).toList();
            List<UnitGroup> groups = List.of(new UnitGroup(World.GTIN, World.LOT, units));

            assertThat(new Consignment(groups, List.of(BOX)).things()).hasSize(1_000);
            assertSays(ErrorCode.TOO_MANY_UNITS, "not 1001", () -> new Consignment(groups, List.of(BOX, PALLET)));
        }

        @Test
        void comes_with_a_proof_for_each_unit_at_most() {
            Page page = Page.of(List.of(ONE));
            byte[] proof = PresenceProof.of(BatchTree.of(List.of(PageSummary.of(page))), 0, page, 0)
                    .toBytes();
            TreeMap<String, byte[]> proofs = new TreeMap<>();
            IntStream.range(0, Consignment.MAX_UNITS).forEach(i -> proofs.put("presence/%032x".formatted(i), proof));
            assertThat(RegisteredUnits.in(new MemoryLedger().begin(), proofs)).isNotNull();
            proofs.put("presence/one-more", proof);

            assertSays(
                    ErrorCode.TRANSIENT_INVALID,
                    "at most 1000 proofs, not 1001",
                    () -> RegisteredUnits.in(new MemoryLedger().begin(), proofs));
            assertSays(
                    ErrorCode.TRANSIENT_INVALID,
                    "presence/<digest>",
                    () -> RegisteredUnits.in(
                            new MemoryLedger().begin(),
                            new TreeMap<>(Collections.singletonMap("page/1", new byte[0]))));
        }
    }

    @Nested
    class A_container {
        private final ContainerRecord made = ContainerRecord.made(BOX, 1, BRAND, AT);

        @Test
        void reads_back_from_its_json_planned_or_made() {
            ContainerRecord planned = new ContainerRecord(
                    made.subject(),
                    2,
                    ContainerState.SEALED,
                    0,
                    0,
                    Optional.of(new ContainerRecord.Origin(World.GTIN, World.LOT, 7)),
                    Course.born(new Placement.In(PALLET, 4, -2), AT));

            assertThat(ContainerRecord.fromJson(planned.toJson())).isEqualTo(planned);
            assertThat(ContainerRecord.fromJson(made.toJson())).isEqualTo(made);
            assertSays(
                    ErrorCode.ARGUMENT_INVALID,
                    "should be OPEN or SEALED",
                    () -> ContainerRecord.fromJson(with(made.toJson(), "state", "AJAR")));
        }

        @Test
        void is_as_planned_while_a_plan_has_it_and_its_contents_never_changed() {
            Optional<ContainerRecord.Origin> origin = Optional.of(new ContainerRecord.Origin(World.GTIN, World.LOT, 7));
            ContainerRecord planned = new ContainerRecord(
                    made.subject(), 1, ContainerState.OPEN, 0, 0, origin, Course.born(new Placement.With(BRAND), AT));

            assertThat(planned.isAsPlanned()).isTrue();
            assertThat(planned.holding(1, AT).isAsPlanned()).isFalse();
            assertThat(planned.holding(3, AT))
                    .extracting(ContainerRecord::putIn, ContainerRecord::generation)
                    .containsExactly(3, 1);
            assertThat(made.isAsPlanned()).isFalse();
        }

        @Test
        void that_is_open_does_not_travel_and_one_that_is_sealed_is_not_packed() {
            ContainerRecord sealed = made.become(made.after(ContainerEvent.SEAL), AT);

            assertSays(ErrorCode.CONTAINER_OPEN, "seal it", () -> made.after(ContainerEvent.TRAVEL));
            assertSays(ErrorCode.CONTAINER_OPEN, "is open", () -> made.after(ContainerEvent.UNSEAL));
            assertSays(ErrorCode.CONTAINER_SEALED, "unseal it", () -> sealed.after(ContainerEvent.PACK));
            assertThat(sealed.state()).isEqualTo(ContainerState.SEALED);
            assertThat(sealed.course().sequence()).isEqualTo(made.course().sequence() + 1);
            assertThat(sealed.course().moved()).isEqualTo(sealed.course().sequence());
        }
    }

    @Nested
    class A_course {
        private final Event.Taken taken = new Event.Taken(2, ID, List.of(BOX, PALLET));
        private final Event.Told told =
                new Event.Told(3, new Reported(UNIT, new Mark(Status.SOLD, AT, signature(BRAND, AT), 1)));

        @Test
        void reads_back_from_its_json_with_all_that_it_has() {
            for (Placement placement : List.of(
                    new Placement.With(BRAND),
                    new Placement.HandedOver(ID),
                    new Placement.In(BOX, 0, 0),
                    new Placement.In(BOX, 9, 3))) {
                Course course = new Course(5, 4, placement, List.of(taken, told), 7, List.of(BRAND, BRAND), AT);
                JsonObject json = course.write(JsonObject.builder(), SignatureForm.whole())
                        .build();

                assertThat(Course.read(json, SignatureForm.whole())).isEqualTo(course);
            }
            Course born = Course.born(new Placement.With(BRAND), AT);
            JsonObject json =
                    born.write(JsonObject.builder(), SignatureForm.whole()).build();
            assertThat(Course.read(json, SignatureForm.whole())).isEqualTo(born);
            assertThat(json.members()).containsOnlyKeys("with", "sequence", "moved", "at");
        }

        @Test
        void writes_down_what_is_new_each_as_a_change_of_its_own() {
            Course before = new Course(5, 4, new Placement.With(BRAND), List.of(told), 2, List.of(BRAND), AT);

            Course settled = before.settled(UNIT, List.of(told, taken.at(0)), 4);

            assertThat(settled)
                    .isEqualTo(new Course(6, 4, before.placement(), List.of(told, taken.at(6)), 3, List.of(BRAND), AT));
            assertThat(settled.hands()).isEqualTo(4);
            assertThat(before.settled(UNIT, List.of(told), 2)).isEqualTo(before);
        }

        @Test
        void goes_on_by_one_with_each_change_and_remembers_who_took_a_report_back() {
            Course before = new Course(5, 4, new Placement.With(BRAND), List.of(taken), 2, List.of(), AT);
            Instant later = AT.plusSeconds(9);

            Course after = before.told(UNIT, told.report().mark(), later);

            assertThat(after)
                    .isEqualTo(new Course(6, 4, before.placement(), List.of(taken, told.at(6)), 2, List.of(), later));
            assertThat(after.withoutLast(AT))
                    .isEqualTo(new Course(7, 4, before.placement(), List.of(taken), 2, List.of(), AT));
            assertThat(before.withdrawnBy(BRAND).withdrawnBy(RETAILER).withdrawn())
                    .containsExactly(BRAND, RETAILER);
            assertThat(before.moved(new Placement.With(RETAILER), later))
                    .isEqualTo(new Course(6, 6, new Placement.With(RETAILER), List.of(taken), 2, List.of(), later));
        }

        @Test
        void tells_the_last_fifty_hand_offs_and_counts_those_before() {
            List<Event> many = IntStream.range(0, 52)
                    .<Event>mapToObj(i -> new Event.Taken(i + 1, new HandOffId(ID + "x" + i), List.of()))
                    .toList();
            Course before = new Course(60, 60, new Placement.With(BRAND), many, 7, List.of(), AT);

            Course after = before.told(UNIT, told.report().mark(), AT);

            assertThat(after.earlier()).isEqualTo(9);
            assertThat(after.hands()).isEqualTo(59);
            assertThat(after.past()).hasSize(51).startsWith(many.get(2)).endsWith(told.at(61));
        }

        @Test
        void keeps_sixteen_like_reports_of_its_own_and_all_that_a_container_around_tells_still() {
            List<Event> recalls = IntStream.range(0, 20)
                    .<Event>mapToObj(i -> new Event.Told(
                            i + 5,
                            new Reported(
                                    new Subject.OfContainer(BOX),
                                    new Mark(Status.RECALLED, AT.plusSeconds(i), signature(BRAND, AT), 1))))
                    .toList();
            Mark sold = told.report().mark();

            for (Placement placement : List.of(new Placement.With(BRAND), new Placement.In(BOX, 1, 0))) {
                Course own = new Course(30, 4, placement, recalls, 0, List.of(), AT);
                boolean around = placement.isIn(BOX);
                assertThat(own.told(UNIT, sold, AT).past()).hasSize(around ? 21 : 17);
                assertThat(own.told(new Subject.OfContainer(BOX), sold, AT).past())
                        .hasSize(17);
            }
            Course moved = new Course(30, 24, new Placement.In(BOX, 1, 0), recalls, 0, List.of(), AT);
            assertThat(moved.told(UNIT, sold, AT).past()).hasSize(17);
        }

        @Test
        void counts_the_hand_offs_that_it_tells_and_those_before() {
            assertThat(new Course(5, 4, new Placement.With(BRAND), List.of(taken, told), 7, List.of(), AT).hands())
                    .isEqualTo(8);
        }

        @Test
        void tells_the_same_event_by_its_hand_off_or_its_report_whatever_its_sequence() {
            Event.Told other = new Event.Told(
                    3, new Reported(new Subject.OfContainer(BOX), told.report().mark()));
            Event.Told later = new Event.Told(
                    3,
                    new Reported(
                            UNIT,
                            new Mark(
                                    Status.SOLD,
                                    AT,
                                    new ClaimantSignature(BRAND, Bytes.of(new byte[1]), Bytes.of(new byte[3]), AT),
                                    2)));

            assertThat(taken.at(9)).isEqualTo(new Event.Taken(9, ID, List.of(BOX, PALLET)));
            assertThat(taken.isSame(new Event.Taken(9, ID, List.of()))).isTrue();
            assertThat(taken.isSame(new Event.Taken(2, new HandOffId(ID + "x"), taken.via())))
                    .isFalse();
            assertThat(taken.isSame(told)).isFalse();
            assertThat(told.isSame(told.at(8))).isTrue();
            assertThat(told.isSame(taken)).isFalse();
            assertThat(told.isSame(other)).isFalse();
            assertThat(told.isSame(later)).isFalse();
        }

        @Test
        void is_in_that_container_and_in_no_other() {
            assertThat(new Placement.In(BOX, 1, 0).isIn(BOX)).isTrue();
            assertThat(new Placement.In(BOX, 1, 0).isIn(PALLET)).isFalse();
            assertThat(new Placement.With(BRAND).isIn(BOX)).isFalse();
        }
    }

    @Nested
    class A_trail {
        private TrailEvent.Step step(HandOff handOff, List<Sscc> via, Optional<InclusionProof> accepted) {
            return new TrailEvent.Step(handOff, via, goods(ONE, TWO).proof(UNIT), accepted);
        }

        @Test
        void has_two_thousand_events_at_most_and_no_less_than_no_hand_offs_before() {
            TrailEvent one = step(OFFERED, List.of(), Optional.empty());

            assertThat(new Trail(0, Collections.nCopies(2_000, one)).steps()).hasSize(2_000);
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new Trail(0, Collections.nCopies(2_001, one)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new Trail(-1, List.of()));
            assertThat(Trail.fromJson(new Trail(3, List.of(one)).toJson())).isEqualTo(new Trail(3, List.of(one)));
            assertThat(Trail.NONE.toJson().members()).containsOnlyKeys("events");
        }

        @Test
        void step_is_of_what_was_offered_and_of_what_was_accepted_of_it() {
            Optional<InclusionProof> part = Optional.of(goods(ONE).proof(UNIT));
            HandOff inPart = ended(HandOffState.ACCEPTED_IN_PART);

            assertThat(step(OFFERED, List.of(), Optional.empty()).isOf(UNIT)).isTrue();
            assertThat(step(OFFERED, List.of(), part).isOf(UNIT)).isFalse();
            assertThat(step(inPart, List.of(), part).isOf(UNIT)).isTrue();
            assertThat(step(inPart, List.of(), Optional.empty()).isOf(UNIT)).isFalse();
            assertThat(step(inPart, List.of(), Optional.of(goods(ONE, TWO).proof(UNIT)))
                            .isOf(UNIT))
                    .isFalse();
            assertThat(step(OFFERED, List.of(), Optional.empty()).isOf(new Subject.OfUnit(World.GTIN, World.LOT, TWO)))
                    .isFalse();
        }

        @Test
        void step_names_the_outermost_container_and_who_holds_it() {
            TrailEvent.Step inPallet = step(ended(HandOffState.ACCEPTED), List.of(BOX, PALLET), Optional.empty());

            assertThat(inPallet.thing(UNIT)).isEqualTo(new Subject.OfContainer(PALLET));
            assertThat(inPallet.holder()).isEqualTo(RETAILER);
            assertThat(step(OFFERED, List.of(), Optional.empty()).thing(UNIT)).isEqualTo(UNIT);
            assertThat(step(OFFERED, List.of(), Optional.empty()).holder()).isEqualTo(BRAND);
            assertThat(TrailEvent.fromJson(inPallet.toJson())).isEqualTo(inPallet);
        }

        @Test
        void step_is_through_no_more_containers_than_there_are_levels() {
            int max = PlanRun.MAX_LEVEL;

            assertThat(step(OFFERED, Collections.nCopies(max, BOX), Optional.empty())
                            .containers())
                    .hasSize(max);
            assertRefused(
                    ErrorCode.ARGUMENT_INVALID,
                    () -> step(OFFERED, Collections.nCopies(max + 1, BOX), Optional.empty()));
        }
    }

    @Test
    void a_unit_state_reads_back_from_its_json() {
        UnitState loose = new UnitState(World.GTIN, World.LOT, BRAND, Optional.empty(), false, List.of(), AT);
        UnitState packed = new UnitState(World.GTIN, World.LOT, BRAND, Optional.of(ID), true, List.of(BOX), AT);

        assertThat(UnitState.fromJson(loose.toJson())).isEqualTo(loose);
        assertThat(UnitState.fromJson(packed.toJson())).isEqualTo(packed);
        assertThat(loose.toJson().has("containers")).isFalse();
    }
}
