package org.touchmark.domain.answer;

import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.trust.Claimant;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.ClaimantSignatures;
import org.touchmark.domain.trust.Issuers;
import org.touchmark.domain.trust.PinnedRoots;

/**
 * Follows claimants' signatures to pinned roots, and holds each against its party in the form that stood when the ledger took
 * the claim: what became of the party later does not bear on it.
 */
final class SignerCheck {
    /** A transaction's time may be off from the endorser's clock, and a claim's from the transaction's. */
    static final Duration AHEAD = Call.MAX_SKEW.multipliedBy(2);

    private final ClaimantSignatures signatures;
    private final Issuers issuers;

    SignerCheck(PinnedRoots roots, Provider provider) {
        this.signatures = ClaimantSignatures.with(provider);
        this.issuers = Issuers.of(roots);
    }

    /** Who made a signature that holds, as the ledger had it then. */
    record Signer(Claimant claimant, Admission form) {
        Party party() {
            return form.party();
        }

        /** Whether it might do so, in a role that it had on the ledger and has in its certificate. */
        boolean may(Action action, Action.Whose whose) {
            return party().roles().stream()
                    .filter(role -> claimant.roles().contains(role.wire()))
                    .anyMatch(role -> action.permits(role, whose));
        }

        void require(Action action) {
            if (!may(action, Action.Whose.OWN)) {
                throw invalid("party " + party().gln() + " has no role in which it could do that");
            }
        }
    }

    /**
     * The signer of a claim.
     *
     * @param inquiry whose evidence shows the party that should have signed
     * @param gln who should have signed
     * @param at when the claim was signed, by the signed bytes themselves; the certificate must be in force then
     * @throws RefusedException SIGNATURE_INVALID or CERTIFICATE_UNTRUSTED, saying why
     */
    Signer require(Inquiry inquiry, ClaimantSignature signature, byte[] signed, Gln gln, Instant at) {
        Claimant claimant = signatures.check(signature, signed);
        if (!claimant.gln().equals(gln)) {
            throw invalid("signed by GLN " + claimant.gln() + ", should be by " + gln);
        }
        if (at.isAfter(inquiry.now().plus(AHEAD))) {
            throw invalid("signed for " + at + ", which is still to come");
        }
        String msp = issuers.require(claimant, at).msp();
        Admission form = inquiry.evidence()
                .formOf(signature)
                .orElseThrow(() -> invalid("the evidence does not show party " + gln + " as it was then"));
        // Any organisation's CA can write any GLN into a certificate: the party's form says which one and which key.
        boolean bound = form.party().key().hex().equals(claimant.keyHash())
                && form.party().msp().value().equals(msp);
        if (!bound) {
            throw invalid("signed in the name of GLN " + gln + " with another key or organisation than its own");
        }
        if (form.suspension().isPresent()) {
            throw invalid("party " + gln + " was suspended then");
        }
        return new Signer(claimant, form);
    }

    static RefusedException invalid(String why) {
        return new RefusedException(ErrorCode.SIGNATURE_INVALID, why);
    }
}
