package org.touchmark.domain.answer;

import java.security.Provider;
import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.trust.Claimant;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.ClaimantSignatures;
import org.touchmark.domain.trust.Issuers;
import org.touchmark.domain.trust.PinnedRoots;

/** Follows claimants' signatures to pinned roots. */
final class SignerCheck {
    private final ClaimantSignatures signatures;
    private final Issuers issuers;

    SignerCheck(PinnedRoots roots, Provider provider) {
        this.signatures = ClaimantSignatures.with(provider);
        this.issuers = Issuers.of(roots);
    }

    /** Who made a signature that holds, and the organisation whose root vouches for it. */
    record Signer(Claimant claimant, String msp) {
        /** Whether a party was bound to this signer's identifier, key and organisation when it signed. */
        boolean is(Party party, Instant at) {
            return party.gln().equals(claimant.gln())
                    && party.keyAt(at).hex().equals(claimant.keyHash())
                    && party.msp().value().equals(msp);
        }
    }

    /**
     * The signer of a claim.
     *
     * @param inquiry whose evidence may show the party that should have signed
     * @param gln who should have signed
     * @param at when the claim was signed, by the signed bytes themselves; the certificate must be in force then
     * @throws RefusedException SIGNATURE_INVALID or CERTIFICATE_UNTRUSTED, saying why
     */
    Signer require(Inquiry inquiry, ClaimantSignature signature, byte[] signed, Gln gln, Instant at) {
        Claimant claimant = signatures.check(signature, signed);
        if (!claimant.gln().equals(gln)) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID, "signed by GLN " + claimant.gln() + ", should be by " + gln);
        }
        Signer signer = new Signer(claimant, issuers.require(claimant, at).msp());
        // Any organisation's CA can write any GLN into a certificate: the party that is shown says which one and which
        // key.
        Optional<Party> bound =
                inquiry.evidence().brand().filter(party -> party.gln().equals(gln));
        if (bound.isPresent() && !signer.is(bound.get(), at)) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID,
                    "signed in the name of GLN " + gln + " with another key or organisation than its own");
        }
        return signer;
    }
}
