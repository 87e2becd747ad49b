package org.touchmark.network.ca;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import org.touchmark.network.msp.BouncyCastle;

/** Small questions about certificates. */
final class Certificates {
    private Certificates() {}

    static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey(), BouncyCastle.provider());
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
