package org.touchmark.gateway.member;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.EcdsaSignatures;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.OperationIds;
import org.touchmark.gateway.ledger.Signatory;

/**
 * A party that this gateway acts for.
 *
 * @param slug its short name
 * @param gln its GLN
 * @param name its name for people
 * @param signatory its enrolment certificate and key
 * @param ledger its way to the ledger
 * @param labelKeys what signs its labels, for a brand
 */
public record Member(
        String slug, Gln gln, String name, Signatory signatory, LedgerClient ledger, Optional<LabelKeyRing> labelKeys) {
    private static final EcdsaSignatures SIGNATURES = EcdsaSignatures.with(Crypto.PROVIDER);

    /**
     * Signs a claim in this party's name.
     *
     * @param message the claim's bytes
     * @param at when it is signed
     * @return the signature with the party's certificate
     */
    public ClaimantSignature sign(byte[] message, Instant at) {
        return ClaimantSignature.sign(SIGNATURES, gln, signatory.certificate(), signatory.key(), message, at);
    }

    /**
     * The id of a write in this party's name.
     *
     * @param function the contract's function
     * @param idempotencyKey the caller's name for the request, by which it is done once; empty for one never done before
     * @return the operation's id
     */
    public OperationId operation(String function, Optional<String> idempotencyKey) {
        return new OperationId(idempotencyKey
                .map(key -> OperationIds.ofKey(function, gln + "/" + key))
                .orElseGet(OperationIds::random));
    }

    /** The name and the GLN; the keys are left out. */
    @Override
    public String toString() {
        return name + " (" + gln + ")";
    }
}
