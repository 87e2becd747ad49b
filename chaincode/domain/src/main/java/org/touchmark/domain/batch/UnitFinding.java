package org.touchmark.domain.batch;

import java.util.Optional;

/**
 * Where a digest was looked for and whether it is there.
 *
 * @param head the batch that has it, or the one that was looked in; empty where there is none
 * @param presence the proof, for sealed batches that have it
 */
public record UnitFinding(Optional<BatchHead> head, Optional<PresenceProof> presence) {
    /** Nothing found, nowhere to look. */
    public static final UnitFinding NONE = new UnitFinding(Optional.empty(), Optional.empty());

    /** Whether a sealed batch has the digest. */
    public boolean found() {
        return presence.isPresent();
    }
}
