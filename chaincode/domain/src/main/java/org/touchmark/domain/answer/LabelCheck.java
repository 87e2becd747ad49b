package org.touchmark.domain.answer;

import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelProof;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.trust.Ed25519Signatures;

/**
 * Whether the brand made the label: its Ed25519 signature, by a key that the brand certified, in force when the batch was
 * sealed. A batch whose every label is signed makes a label without a signature a forgery.
 */
final class LabelCheck implements Check {
    private final SignerCheck signers;
    private final Ed25519Signatures labels;

    LabelCheck(SignerCheck signers, Provider provider) {
        this.signers = signers;
        this.labels = Ed25519Signatures.with(provider);
    }

    @Override
    public List<Finding> findings(Inquiry inquiry) {
        List<Finding> findings = new ArrayList<>();
        Optional<LabelKey> key = inquiry.evidence().labelKey();
        key.flatMap(shown -> uncertified(inquiry, shown)).ifPresent(findings::add);
        LabelProof proof = inquiry.link().proof();
        if (proof == null) {
            inquiry.sealedBatch()
                    .filter(BatchHead::everyLabelSigned)
                    .ifPresent(head -> findings.add(Finding.forged(
                            ReasonCode.LABEL_UNSIGNED,
                            "Every label of this batch is signed by its brand; this one is not.",
                            Basis.PROVED)));
            return findings;
        }
        Optional<LabelKeyId> named =
                inquiry.sealedBatch().flatMap(head -> head.terms().labelKey());
        if (inquiry.sealedBatch().isPresent()
                && named.filter(proof.keyId()::equals).isEmpty()) {
            findings.add(Finding.forged(
                    ReasonCode.LABEL_KEY_FOREIGN,
                    "The label is signed with another key than the brand signs this batch's labels with.",
                    Basis.PROVED));
            return findings;
        }
        findings.add(key.map(shown -> signature(inquiry, shown, proof)).orElseGet(() -> unknown(inquiry)));
        return findings;
    }

    /** The brand's certificate of its key: signed bytes, party, root, and the one time that they carry. */
    private Optional<Finding> uncertified(Inquiry inquiry, LabelKey key) {
        try {
            byte[] claim = key.claim(inquiry.roots().channel());
            if (!isBrands(inquiry.evidence(), key)) {
                return Optional.of(uncertified("it is not signed by the brand that the evidence shows"));
            }
            signers.require(inquiry, key.signature(), claim, key.gln(), key.validFrom())
                    .require(Action.REGISTER_LABEL_KEY);
            return key.revokedAt() == null ? Optional.empty() : unrevoked(inquiry, key);
        } catch (RefusedException e) {
            return Optional.of(uncertified(e.prose()));
        }
    }

    /** Nobody but the brand takes its key out of force. */
    private Optional<Finding> unrevoked(Inquiry inquiry, LabelKey key) {
        if (key.revocation() == null || !key.revocation().at().equals(key.revokedAt())) {
            return Optional.of(uncertified("the brand did not sign that it is revoked"));
        }
        signers.require(
                        inquiry,
                        key.revocation(),
                        key.revocationClaim(inquiry.roots().channel()),
                        key.gln(),
                        key.revocation().at())
                .require(Action.REVOKE_LABEL_KEY);
        return Optional.empty();
    }

    private static boolean isBrands(Evidence evidence, LabelKey key) {
        boolean ofBatch =
                evidence.batch().map(BatchHead::brand).map(key.gln()::equals).orElse(true);
        return ofBatch && key.signature().at().equals(key.validFrom());
    }

    private Finding signature(Inquiry inquiry, LabelKey key, LabelProof proof) {
        if (!key.keyId().equals(proof.keyId())) {
            return Finding.broken(
                    ReasonCode.EVIDENCE_MISMATCH, "The evidence shows another label key than the label names.");
        }
        if (!key.verifies(labels, inquiry.link().claim(), proof)) {
            return Finding.forged(
                    ReasonCode.LABEL_SIGNATURE_INVALID,
                    "The label's signature is not the brand's: the label was changed or made up.",
                    inquiry.sealedBatch().isPresent() ? Basis.PROVED : Basis.GATEWAY_SAYS);
        }
        boolean inForce = inquiry.sealedBatch()
                .flatMap(BatchHead::sealedAt)
                .map(key::isValidAt)
                .orElse(true);
        return inForce
                ? Finding.proved(ReasonCode.LABEL_SIGNED, "The brand's label key signed this label.")
                : Finding.forged(
                        ReasonCode.LABEL_KEY_NOT_IN_FORCE,
                        "The label is signed with a key that was not in force when the batch was sealed.",
                        Basis.PROVED);
    }

    /** A sealed batch that names this very key shows that the gateway keeps it back. */
    private static Finding unknown(Inquiry inquiry) {
        return inquiry.sealedBatch().isPresent()
                ? Finding.broken(
                        ReasonCode.EVIDENCE_MISSING,
                        "The evidence does not show the key that the label is signed with.")
                : Finding.notRegistered(
                        ReasonCode.LABEL_KEY_UNKNOWN, "No key is known that could have signed this label.");
    }

    private static Finding uncertified(String why) {
        return Finding.broken(
                ReasonCode.LABEL_KEY_UNCERTIFIED, "The brand's word for its label key does not hold: " + why + ".");
    }
}
