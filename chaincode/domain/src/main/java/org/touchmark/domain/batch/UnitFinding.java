package org.touchmark.domain.batch;

import java.util.Optional;

/**
 * Where a digest was looked for and whether it is there.
 *
 * @param head the batch that has it, or the one that was looked in; empty where there is none
 * @param presence the proof, for sealed batches that have it
 * @param absence the proof, for sealed batches that do not
 */
public record UnitFinding(Optional<BatchHead> head, Optional<PresenceProof> presence, Optional<AbsenceProof> absence) {
    /** Nothing found, nowhere to look. */
    public static final UnitFinding NONE = of(Optional.empty(), Optional.empty());

    static UnitFinding of(Optional<BatchHead> head, Optional<PresenceProof> presence) {
        return new UnitFinding(head, presence, Optional.empty());
    }

    /** Whether a sealed batch has the digest. */
    public boolean found() {
        return presence.isPresent();
    }
}
