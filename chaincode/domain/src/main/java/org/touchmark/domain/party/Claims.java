package org.touchmark.domain.party;

import java.security.Provider;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.trust.Certificates;
import org.touchmark.domain.trust.Claimant;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.ClaimantSignatures;

/**
 * Holds signed claims against the parties that the ledger has admitted.
 *
 * <p>The ledger knows a party's key, so it need not follow the certificate to a root; believers do that.
 */
public final class Claims {
    private final ClaimantSignatures signatures;

    private Claims(ClaimantSignatures signatures) {
        this.signatures = signatures;
    }

    /** Claims checked with a security provider's ECDSA. */
    public static Claims checkedBy(Provider provider) {
        return new Claims(ClaimantSignatures.with(provider));
    }

    /**
     * Refuses a signature that is not an actor's, by its admitted key and the very certificate that it calls with, over these
     * bytes: whoever reads the claim later sees that certificate alone, so it has to be one that every reader takes.
     *
     * @param what the claim, for the message
     * @return the signature as the ledger takes it
     * @throws RefusedException SIGNATURE_INVALID, or CERTIFICATE_UNTRUSTED if its certificate can't be read, is no signer's or
     *     was not in force when it signed
     */
    public ClaimantSignature require(ClaimantSignature signature, byte[] signed, Actor actor, String what) {
        Claimant claimant = signatures.check(signature, signed);
        if (!claimant.gln().equals(actor.gln())
                || !claimant.keyHash().equals(actor.party().key().hex())) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID,
                    what + " is signed by GLN " + claimant.gln() + ", should be by party " + actor.gln()
                            + " with its admitted key");
        }
        if (!signature.certificate().equals(actor.caller().certificate())) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID,
                    what + " carries another certificate than the one that it is sent with; sign with that one");
        }
        Certificates.requireSigner(claimant.certificate(), signature.at());
        return signature.taken(actor.admission().version());
    }
}
