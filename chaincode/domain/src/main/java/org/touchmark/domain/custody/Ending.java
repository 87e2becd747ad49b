package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How a hand-off ended.
 *
 * @param state any but OFFERED
 * @param signature the receiver's, or the sender's of what it cancels; empty where the deadline ended it
 * @param accepted what stands for what the receiver took, where it took a part
 * @param at the timestamp of the transaction that ended it
 */
public record Ending(
        HandOffState state, Optional<ClaimantSignature> signature, Optional<ConsignmentRoot> accepted, Instant at) {
    public Ending {
        boolean signed = state != HandOffState.LAPSED && state != HandOffState.OFFERED;
        if (state == HandOffState.OFFERED
                || signature.isPresent() != signed
                || accepted.isPresent() != (state == HandOffState.ACCEPTED_IN_PART)) {
            throw new IllegalArgumentException("a hand-off does not end like this: " + state);
        }
    }
}
