package org.touchmark.domain.trust;

import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/** Checks claimants' signatures: bytes in, the claimant or a refusal out. Safe for many threads. */
public final class ClaimantSignatures {
    private final EcdsaSignatures ecdsa;

    private ClaimantSignatures(EcdsaSignatures ecdsa) {
        this.ecdsa = ecdsa;
    }

    /** Checks by this provider's ECDSA. */
    public static ClaimantSignatures with(Provider provider) {
        return new ClaimantSignatures(EcdsaSignatures.with(provider));
    }

    /**
     * The claimant, where the signature is its certificate's key's over the message and the certificate bears the GLN.
     * Refuses with {@link ErrorCode#SIGNATURE_INVALID}, or with {@link ErrorCode#CERTIFICATE_UNTRUSTED} or {@link
     * ErrorCode#GLN_INVALID} where the certificate or the GLN in it can't be read. Says nothing of trust in the certificate: the ledger compares the
     * key with the admitted party's, a believer goes on with {@link #requireIssuer}.
     */
    public Claimant check(ClaimantSignature signature, byte[] message) {
        X509Certificate certificate = Certificates.parse(signature.certificate());
        CertificateAttributes attributes = Certificates.attributes(certificate);
        Gln gln = signature.gln();
        if (!attributes.gln().filter(gln::equals).isPresent()) {
            String named = attributes.gln().map(Gln::digits).orElse("none");
            throw refused(ErrorCode.SIGNATURE_INVALID, gln, "its certificate names GLN " + named);
        }
        if (!ecdsa.verifies(
                certificate.getPublicKey(), message, signature.signature().toArray())) {
            String bytes =
                    "it is not the certificate's signature (P-256, SHA-256, minimal DER, low S) of what it should sign";
            throw refused(ErrorCode.SIGNATURE_INVALID, gln, bytes);
        }
        return new Claimant(gln, attributes.roles(), Certificates.keyHash(certificate), certificate);
    }

    /** The organisation that vouches for a claimant at an instant; {@link ErrorCode#CERTIFICATE_UNTRUSTED} if none. */
    public static PinnedOrganisation requireIssuer(PinnedRoots roots, Claimant claimant, Instant at) {
        return roots.issuerOf(claimant.certificate(), at)
                .orElseThrow(() -> refused(
                        ErrorCode.CERTIFICATE_UNTRUSTED,
                        claimant.gln(),
                        "no pinned organisation issued its certificate for signatures at " + at));
    }

    private static RefusedException refused(ErrorCode code, Gln gln, String rule) {
        return new RefusedException(code, "signature of GLN " + gln + ": " + rule);
    }
}
