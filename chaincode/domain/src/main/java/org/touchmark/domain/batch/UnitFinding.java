package org.touchmark.domain.batch;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.gs1.Lot;

/**
 * Where a digest was looked for and whether it is there.
 *
 * @param head the batch that has it, or the one that was looked in; empty where there is none
 * @param presence the proof, for sealed batches that have it
 * @param absence the proof, for sealed batches that do not
 * @param others the lots of other sealed batches that have it too: a unit is made once, so one of them is wrong
 */
public record UnitFinding(
        Optional<BatchHead> head, Optional<PresenceProof> presence, Optional<AbsenceProof> absence, List<Lot> others) {
    /** Nothing found, nowhere to look. */
    public static final UnitFinding NONE = of(Optional.empty(), Optional.empty());

    public UnitFinding {
        others = List.copyOf(others);
    }

    static UnitFinding of(Optional<BatchHead> head, Optional<PresenceProof> presence) {
        return new UnitFinding(head, presence, Optional.empty(), List.of());
    }

    UnitFinding alsoIn(List<Lot> lots) {
        return new UnitFinding(head, presence, absence, lots);
    }

    /** Whether a sealed batch has the digest. */
    public boolean found() {
        return presence.isPresent();
    }
}
