package org.touchmark.domain.trust;

import java.security.Provider;
import java.security.cert.X509Certificate;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/** Checks claimants' signatures: bytes in, the claimant or a refusal out. Safe for many threads. */
public final class ClaimantSignatures {
    /** A party signs thousands of claims with one certificate. */
    private static final int REMEMBERED = 1_000;

    private final EcdsaSignatures ecdsa;
    private final RecentlyUsed<Bytes, Named> read = new RecentlyUsed<>(REMEMBERED);

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
     * key with the admitted party's, a believer goes on with {@link Issuers}.
     */
    public Claimant check(ClaimantSignature signature, byte[] message) {
        Named named = read.get(signature.certificate())
                .orElseGet(() -> read.put(signature.certificate(), Named.parse(signature.certificate())));
        X509Certificate certificate = named.certificate();
        CertificateAttributes attributes = named.attributes();
        Gln gln = signature.gln();
        if (!attributes.gln().filter(gln::equals).isPresent()) {
            String other = attributes.gln().map(Gln::digits).orElse("none");
            throw refused(ErrorCode.SIGNATURE_INVALID, gln, "its certificate names GLN " + other);
        }
        if (!ecdsa.verifies(
                certificate.getPublicKey(), message, signature.signature().toArray())) {
            String bytes =
                    "it is not the certificate's signature (P-256, SHA-256, minimal DER, low S) of what it should sign";
            throw refused(ErrorCode.SIGNATURE_INVALID, gln, bytes);
        }
        return new Claimant(gln, attributes.roles(), named.keyHash(), certificate);
    }

    /** What a certificate says. */
    private record Named(X509Certificate certificate, CertificateAttributes attributes, String keyHash) {
        static Named parse(Bytes der) {
            X509Certificate certificate = Certificates.parse(der);
            return new Named(certificate, Certificates.attributes(certificate), Certificates.keyHash(certificate));
        }
    }

    private static RefusedException refused(ErrorCode code, Gln gln, String rule) {
        return new RefusedException(code, "signature of GLN " + gln + ": " + rule);
    }
}
