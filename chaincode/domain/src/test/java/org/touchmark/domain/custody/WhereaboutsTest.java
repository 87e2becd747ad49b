package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.World.goods;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** What is told of a thing by its own record and by those of what it is in. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WhereaboutsTest {
    @Nested
    class A_things_past {
        private final Instant at = Instant.parse("2026-06-01T08:00:00Z");
        private final Gln brand = new Gln("9506000000008");
        private final ClaimantSignature signed =
                new ClaimantSignature(brand, Bytes.of(new byte[1]), Bytes.of(new byte[2]), at);
        private final Subject.OfUnit unit = new Subject.OfUnit(World.GTIN, World.LOT, new UnitDigest(1, 1));
        private final Subject.OfContainer box = new Subject.OfContainer(Sscc.ofNumber(19_506_000_000_000_001L));
        private final Event first = recalled(3);
        private final Event second = recalled(4);
        private final Event third = recalled(5);

        private Event recalled(long sequence) {
            return new Event.Told(sequence, new Reported(box, new Mark(Status.RECALLED, at, signed, sequence)));
        }

        /** A unit that came into a box at some change of it, by what each of them tells. */
        private List<Event> past(long since, List<Event> ofUnit, Event... ofBox) {
            ContainerRecord around = new ContainerRecord(
                    box,
                    1,
                    ContainerState.SEALED,
                    1,
                    1,
                    Optional.empty(),
                    new Course(9, 1, new Placement.With(brand), List.of(ofBox), 0, List.of(), at));
            UnitRecord inside = new UnitRecord(
                    unit, new Course(2, 1, new Placement.In(box.sscc(), since, 0), ofUnit, 0, List.of(), at));
            return new Whereabouts(brand, false, Optional.empty(), List.of(around), at).past(inside);
        }

        @Test
        void has_what_happened_to_the_container_after_it_came_in_and_not_up_to_then() {
            assertThat(past(2, List.of(), first, second)).containsExactly(first.at(0), second.at(0));
            assertThat(past(3, List.of(), first, second)).containsExactly(second.at(0));
            assertThat(past(4, List.of(), first, second)).isEmpty();
        }

        @Test
        void does_not_bring_back_what_it_has_forgotten_of_the_container() {
            assertThat(past(2, List.of(second.at(2)), first, second)).containsExactly(second.at(2));
            assertThat(past(2, List.of(second.at(2)), first, second, third)).containsExactly(second.at(2), third.at(0));
        }
    }

    @Nested
    class A_units_reading {
        private final DomainDesk desk = new DomainDesk(new MemoryLedger());
        private final World world = World.found(desk);
        private final TestParty brand = world.brand();
        private final TestParty distributor = world.party(Role.DISTRIBUTOR);
        private final UnitDigest unit = world.freshUnit();

        @Test
        void is_as_new_as_the_newest_of_what_it_was_read_from() {
            HandOff taken = world.handOver(brand, distributor, goods(unit));

            assertThat(world.reading(unit).unit().orElseThrow().at()).isEqualTo(taken.changedAt());
        }

        @Test
        void names_each_party_in_the_forms_that_it_signed_in_and_in_its_present_one() {
            world.handOver(brand, distributor, goods(unit));
            rename(distributor, "Second");
            world.handOver(distributor, world.third, goods(unit));
            rename(distributor, "Third");

            assertThat(world.reading(unit).parties())
                    .filteredOn(form -> form.party().gln().equals(distributor.gln()))
                    .extracting(Admission::version)
                    .containsExactlyInAnyOrder(1, 2, 3);
            assertThat(world.reading(unit).parties())
                    .extracting(form -> form.party().gln())
                    .contains(brand.gln(), world.third.gln())
                    .doesNotContain(world.rival.gln());
        }

        private void rename(TestParty party, String name) {
            world.admit(new TestParty(
                    name,
                    party.msp(),
                    party.gln(),
                    party.roles(),
                    party.prefixes(),
                    party.keys(),
                    party.certificate()));
        }

        @Test
        void has_the_proof_of_absence_of_what_its_batch_has_not() {
            UnitDigest absent = UnitDigest.of(World.GTIN, new SerialNumber("NOT-THERE"), null);

            UnitReading reading = world.reading(absent);

            assertThat(reading.finding().found()).isFalse();
            assertThat(reading.finding().absence()).isPresent();
        }
    }
}
