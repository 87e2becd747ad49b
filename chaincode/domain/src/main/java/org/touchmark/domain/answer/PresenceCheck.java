package org.touchmark.domain.answer;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.unit.UnitDigest;

/** Whether the unit is in the sealed batch: its digest, computed from the label, under the root that the brand signed. */
final class PresenceCheck implements Check {
    @Override
    public List<Finding> findings(Inquiry inquiry) {
        Optional<BatchHead> batch = inquiry.sealedBatch();
        Optional<PresenceProof> presence = inquiry.evidence().presence();
        if (presence.isEmpty()) {
            return batch.isEmpty()
                    ? List.of()
                    : List.of(Finding.notRegistered(
                            ReasonCodes.SERIAL_UNKNOWN, "The batch has no unit with this serial."));
        }
        UnitDigest digest = UnitDigest.of(inquiry.link().unit(), inquiry.link().secret());
        boolean proved =
                batch.filter(head -> proves(presence.get(), digest, head)).isPresent();
        return List.of(
                proved
                        ? Finding.proved(
                                ReasonCodes.REGISTERED, "This very serial is in the batch that the brand signed.")
                        : Finding.contradicted(
                                ReasonCodes.PRESENCE_INVALID,
                                "The proof that this serial is in the batch does not hold."));
    }

    private static boolean proves(PresenceProof presence, UnitDigest digest, BatchHead head) {
        return head.seal()
                .filter(seal -> presence.proves(digest, seal.root(), head.layout()))
                .isPresent();
    }
}
