package org.touchmark.domain.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * PKIX validation (RFC 5280 section 6) of one signer's certificate against roots, at an instant, without revocation lists
 * and without the network.
 */
final class CertificateChain {
    /** Bit 0 of the key usage extension (RFC 5280 section 4.2.1.3). */
    private static final int DIGITAL_SIGNATURE = 0;

    private CertificateChain() {}

    /** Whether this root, valid at that instant, issued the certificate, and it may sign then. */
    static boolean leads(X509Certificate certificate, X509Certificate root, Instant at) {
        return isSigner(certificate)
                && CertificateSignature.isLow(certificate)
                && isIssuer(root, certificate, Date.from(at));
    }

    /** A party's certificate: for P-256 signatures, not a CA's, so that no root speaks for a party by itself. */
    static boolean isSigner(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() < 0
                && usage != null
                && usage[DIGITAL_SIGNATURE]
                && P256.isOnCurve(certificate.getPublicKey());
    }

    private static boolean isIssuer(X509Certificate root, X509Certificate certificate, Date at) {
        // JDK 17 before 17.0.3 takes a signature of zeros for anyone's, so the numbers are looked at first.
        if (P256.isOnCurve(root.getPublicKey())
                && EcdsaValue.parse(certificate.getSignature()).isEmpty()) {
            return false;
        }
        try {
            // PKIX takes a trust anchor as it is, so its own dates are ours to check.
            root.checkValidity(at);
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(at);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (CertPathValidatorException | CertificateException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PKIX validation of X.509 certificates", e);
        }
    }
}
