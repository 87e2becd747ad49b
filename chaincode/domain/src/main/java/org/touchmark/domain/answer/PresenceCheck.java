package org.touchmark.domain.answer;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.AbsenceProof;
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
            return batch.map(head -> List.of(absence(inquiry, head))).orElse(List.of());
        }
        UnitDigest digest = UnitDigest.of(inquiry.link().unit(), inquiry.link().secret());
        boolean proved =
                batch.filter(head -> proves(presence.get(), digest, head)).isPresent();
        return List.of(
                proved
                        ? Finding.proved(
                                ReasonCode.REGISTERED, "This very serial is in the batch that the brand signed.")
                        : Finding.contradicted(
                                ReasonCode.PRESENCE_INVALID,
                                "The proof that this serial is in the batch does not hold."));
    }

    /** A gateway that shows a proof of absence shows it for good; without one, only its word says so. */
    private static Finding absence(Inquiry inquiry, BatchHead head) {
        Optional<AbsenceProof> absence = inquiry.evidence().absence();
        if (absence.isEmpty()) {
            return Finding.notRegistered(
                    ReasonCode.SERIAL_UNKNOWN, "The batch is said to have no unit of what this label says.");
        }
        UnitDigest digest = UnitDigest.of(inquiry.link().unit(), inquiry.link().secret());
        boolean proved = head.seal()
                .filter(seal -> absence.get().proves(digest, seal.root(), head.layout()))
                .isPresent();
        return proved
                ? new Finding(
                        Finding.Grade.NOT_REGISTERED,
                        new Reason(
                                ReasonCode.SERIAL_UNKNOWN.wire(),
                                "The batch that the brand signed has no unit with the digest of what this label says"
                                        + (inquiry.link().secret() == null ? ", which carries no secret." : "."),
                                Basis.PROVED))
                : Finding.contradicted(
                        ReasonCode.ABSENCE_INVALID, "The proof that this digest is not in the batch does not hold.");
    }

    private static boolean proves(PresenceProof presence, UnitDigest digest, BatchHead head) {
        return head.seal()
                .filter(seal -> presence.proves(digest, seal.root(), head.layout()))
                .isPresent();
    }
}
