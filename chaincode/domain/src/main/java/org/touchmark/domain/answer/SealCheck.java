package org.touchmark.domain.answer;

import java.time.Instant;
import java.util.List;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;

/** Whether the brand sealed the batch: its signature over the head, by the key and organisation of the party shown. */
final class SealCheck implements Check {
    private final SignerCheck signers;

    SealCheck(SignerCheck signers) {
        this.signers = signers;
    }

    @Override
    public List<Finding> findings(Inquiry inquiry) {
        Evidence evidence = inquiry.evidence();
        if (evidence.batch().isEmpty()) {
            return List.of(Finding.notRegistered(
                    ReasonCodes.BATCH_UNKNOWN, "The ledger has no batch for what this label names."));
        }
        BatchHead head = evidence.batch().get();
        if (head.seal().isEmpty()) {
            return List.of(Finding.notRegistered(
                    ReasonCodes.BATCH_OPEN, "The brand has not finished registering this batch yet."));
        }
        if (evidence.brand().isEmpty()) {
            return List.of(Finding.broken(
                    ReasonCodes.EVIDENCE_MISSING, "The evidence does not show the party that sealed the batch."));
        }
        return List.of(
                finding(inquiry, head, head.seal().get(), evidence.brand().get()));
    }

    private Finding finding(Inquiry inquiry, BatchHead head, Seal seal, Party brand) {
        try {
            byte[] signed = head.sealBytes(inquiry.roots().channel(), seal);
            SignerCheck.Signer signer = signers.require(
                    inquiry,
                    seal.signature(),
                    signed,
                    head.brand(),
                    seal.signature().at());
            if (!isBrand(signer, brand, head, seal.signature().at())) {
                return invalid("its signer is not the party that the evidence shows as the brand");
            }
            return Finding.proved(
                    ReasonCodes.BATCH_SEALED, "The brand signed the whole batch, with GLN " + head.brand() + ".");
        } catch (RefusedException e) {
            return invalid(e.prose());
        }
    }

    private static boolean isBrand(SignerCheck.Signer signer, Party brand, BatchHead head, Instant at) {
        return brand.gln().equals(head.brand())
                && signer.is(brand, at)
                && brand.roles().contains(Role.BRAND)
                && signer.claimant().roles().contains(Role.BRAND.wire())
                && brand.ownedAt(head.terms().gtin(), at);
    }

    private static Finding invalid(String why) {
        return Finding.broken(
                ReasonCodes.SEAL_INVALID, "The brand's signature over the batch does not hold: " + why + ".");
    }
}
