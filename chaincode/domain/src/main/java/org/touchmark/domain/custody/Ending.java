package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How a hand-off ended.
 *
 * @param state any but OFFERED
 * @param signature the receiver's, or the sender's of what it cancels; empty where the deadline ended it
 * @param accepted what stands for what the receiver took, where it took a part
 * @param less containers inside those, which it left with the sender: {@link Part#less}
 * @param at the timestamp of the transaction that ended it
 */
public record Ending(
        HandOffState state,
        Optional<ClaimantSignature> signature,
        Optional<ConsignmentRoot> accepted,
        List<Sscc> less,
        Instant at) {
    public Ending {
        less = Part.sorted(less);
        boolean signed = state != HandOffState.LAPSED && state != HandOffState.OFFERED;
        if (state == HandOffState.OFFERED
                || signature.isPresent() != signed
                || accepted.isPresent() != (state == HandOffState.ACCEPTED_IN_PART)
                || (accepted.isEmpty() && !less.isEmpty())) {
            throw new IllegalArgumentException("a hand-off does not end like this: " + state);
        }
    }

    /** An ending that leaves nothing inside what was taken with the sender. */
    public Ending(
            HandOffState state, Optional<ClaimantSignature> signature, Optional<ConsignmentRoot> accepted, Instant at) {
        this(state, signature, accepted, List.of(), at);
    }
}
