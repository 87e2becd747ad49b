package org.touchmark.gateway.ledger;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.touchmark.domain.trust.Certificates;
import org.touchmark.gateway.config.Connection.IdentityFiles;
import org.touchmark.gateway.config.Pem;

/**
 * Who signs a transaction: an identity that an organisation's CA issued, with its key.
 *
 * @param msp the organisation's MSP id
 * @param certificate the enrolment certificate
 * @param key its ECDSA P-256 key
 */
public record Signatory(String msp, X509Certificate certificate, PrivateKey key) {

    /**
     * Reads an identity's files.
     *
     * @param msp the organisation's MSP id
     * @param files where the certificate and the key are
     * @return the signatory
     */
    public static Signatory read(String msp, IdentityFiles files) {
        return new Signatory(
                msp, Certificates.withLowS(Pem.certificate(files.certificate())), Pem.privateKey(files.key(), "EC"));
    }

    /** The organisation and the certificate's subject; the key is left out. */
    @Override
    public String toString() {
        return msp + " " + certificate.getSubjectX500Principal();
    }
}
