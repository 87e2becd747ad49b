package org.touchmark.domain.answer;

import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.party.Action;

/** Whether the brand sealed the batch: its signature over the head, by a brand that held its prefixes then. */
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
                    ReasonCode.BATCH_UNKNOWN, "The ledger has no batch for what this label names."));
        }
        BatchHead head = evidence.batch().get();
        if (head.seal().isEmpty()) {
            return List.of(Finding.notRegistered(
                    ReasonCode.BATCH_OPEN, "The brand has not finished registering this batch yet."));
        }
        Seal seal = head.seal().get();
        if (evidence.brand().isEmpty() || evidence.formOf(seal.signature()).isEmpty()) {
            return List.of(Finding.broken(
                    ReasonCode.EVIDENCE_MISSING, "The evidence does not show the party that sealed the batch."));
        }
        Stream<Finding> suspended = evidence.brand().stream()
                .filter(brand -> brand.suspension().isPresent())
                .map(brand -> Finding.said(
                        ReasonCode.BRAND_SUSPENDED,
                        "Its brand is suspended by the organisations' votes; what it signed before goes on counting."));
        return Stream.concat(Stream.of(finding(inquiry, head, seal)), suspended).toList();
    }

    private Finding finding(Inquiry inquiry, BatchHead head, Seal seal) {
        try {
            byte[] signed = head.sealBytes(inquiry.roots().channel(), seal);
            SignerCheck.Signer signer = signers.require(
                    inquiry,
                    seal.signature(),
                    signed,
                    head.brand(),
                    seal.signature().at());
            if (!signer.may(Action.SEAL_BATCH, Action.Whose.OWN)
                    || !head.terms().isOwnedBy(signer.party())) {
                return invalid("its signer was no brand, or did not hold the prefixes of its numbers");
            }
            return Finding.proved(
                    ReasonCode.BATCH_SEALED, "The brand signed the whole batch, with GLN " + head.brand() + ".");
        } catch (RefusedException e) {
            return invalid(e.prose());
        }
    }

    private static Finding invalid(String why) {
        return Finding.broken(
                ReasonCode.SEAL_INVALID, "The brand's signature over the batch does not hold: " + why + ".");
    }
}
