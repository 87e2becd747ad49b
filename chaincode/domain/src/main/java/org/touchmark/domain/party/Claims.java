package org.touchmark.domain.party;

import java.security.Provider;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
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
     * Refuses a signature that is not a party's, by its admitted key, over these bytes.
     *
     * @param what the claim, for the message
     * @throws RefusedException SIGNATURE_INVALID, or CERTIFICATE_UNTRUSTED if its certificate can't be read
     */
    public void require(ClaimantSignature signature, byte[] signed, Party party, String what) {
        Claimant claimant = signatures.check(signature, signed);
        if (!claimant.gln().equals(party.gln())
                || !claimant.keyHash().equals(party.key().hex())) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID,
                    what + " is signed by GLN " + claimant.gln() + ", should be by party " + party.gln()
                            + " with its admitted key");
        }
    }
}
