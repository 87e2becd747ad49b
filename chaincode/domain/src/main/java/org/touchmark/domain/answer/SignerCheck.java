package org.touchmark.domain.answer;

import java.security.Provider;
import java.time.Instant;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.trust.Claimant;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.ClaimantSignatures;
import org.touchmark.domain.trust.PinnedRoots;

/** Follows claimants' signatures to pinned roots. */
final class SignerCheck {
    private final ClaimantSignatures signatures;

    SignerCheck(Provider provider) {
        this.signatures = ClaimantSignatures.with(provider);
    }

    /** Who made a signature that holds, and the organisation whose root vouches for it. */
    record Signer(Claimant claimant, String msp) {
        /** Whether a party is bound to this signer's identifier, key and organisation. */
        boolean is(Party party) {
            return party.gln().equals(claimant.gln())
                    && party.key().hex().equals(claimant.keyHash())
                    && party.msp().value().equals(msp);
        }
    }

    /**
     * The signer of a claim.
     *
     * @param gln who should have signed
     * @param at when the claim was signed, by the signed bytes themselves; the certificate must be in force then
     * @throws RefusedException SIGNATURE_INVALID or CERTIFICATE_UNTRUSTED, saying why
     */
    Signer require(PinnedRoots roots, ClaimantSignature signature, byte[] signed, Gln gln, Instant at) {
        Claimant claimant = signatures.check(signature, signed);
        if (!claimant.gln().equals(gln)) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID, "signed by GLN " + claimant.gln() + ", should be by " + gln);
        }
        return new Signer(
                claimant, ClaimantSignatures.requireIssuer(roots, claimant, at).msp());
    }
}
