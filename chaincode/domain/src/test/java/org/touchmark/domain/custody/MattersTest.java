package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** Which reports may be forgotten together, and which never. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MattersTest {
    private static final Instant AT = Instant.parse("2026-06-01T08:00:00Z");
    private static final ClaimantSignature SIGNED =
            new ClaimantSignature(new Gln("9506000000008"), Bytes.of(new byte[1]), Bytes.of(new byte[2]), AT);
    private static final Subject UNIT = new Subject.OfUnit(World.GTIN, World.LOT, new UnitDigest(1, 1));
    private static final Subject BOX = new Subject.OfContainer(Sscc.ofNumber(19_506_000_000_000_001L));
    private static final Subject PALLET = new Subject.OfContainer(Sscc.ofNumber(19_506_000_000_000_002L));

    private static Event told(long number, Subject subject, Status status, Subject... clears) {
        return new Event.Told(number, new Reported(subject, new Mark(status, AT, SIGNED, number, List.of(clears))));
    }

    private static Matters of(Event... past) {
        return Matters.of(List.of(past), pinned -> false);
    }

    @Test
    void a_finding_is_one_matter_with_the_last_theft_of_what_it_clears_and_with_no_other() {
        Event unit = told(1, UNIT, Status.STOLEN);
        Event box = told(2, BOX, Status.STOLEN);
        Event unitFound = told(3, UNIT, Status.FOUND, UNIT);
        Event boxFound = told(4, BOX, Status.FOUND, BOX);

        assertThat(of(unit, box, unitFound, boxFound).surplus(1)).containsExactlyInAnyOrder(unit, unitFound);
        assertThat(of(unit, box, unitFound, boxFound).surplus(2)).isEmpty();
    }

    @Test
    void a_finding_makes_one_matter_of_all_thefts_that_it_clears() {
        Event unit = told(1, UNIT, Status.STOLEN);
        Event box = told(2, BOX, Status.STOLEN);
        Event found = told(3, UNIT, Status.FOUND, UNIT, BOX);

        assertThat(of(unit, box, found).surplus(1)).isEmpty();
        assertThat(of(unit, box, found).surplus(0)).containsExactlyInAnyOrder(unit, box, found);
    }

    @Test
    void a_theft_that_nobody_has_cleared_is_never_forgotten() {
        Event cleared = told(1, BOX, Status.STOLEN);
        Event found = told(2, BOX, Status.FOUND, BOX);
        Event open = told(3, PALLET, Status.STOLEN);

        assertThat(of(cleared, found, open).surplus(0)).containsExactlyInAnyOrder(cleared, found);
    }

    @Test
    void recalls_and_exports_are_matters_by_themselves_and_what_else_ends_a_life_is_none() {
        Event recalled = told(1, BOX, Status.RECALLED);
        Event exported = told(2, BOX, Status.EXPORTED);
        Event again = told(3, PALLET, Status.EXPORTED);

        assertThat(of(recalled, exported, again).surplus(0)).containsExactlyInAnyOrder(recalled, exported, again);
        assertThat(of(recalled, exported, again).surplus(1)).containsExactly(exported);
        for (Status status : List.of(Status.SOLD, Status.DECOMMISSIONED, Status.DESTROYED, Status.SAMPLE)) {
            assertThat(of(told(1, UNIT, status)).surplus(0)).isEmpty();
        }
    }
}
