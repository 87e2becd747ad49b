package org.touchmark.network.channel;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** What people compare over the telephone: the beginning of a SHA-256. */
final class Fingerprints {
    private static final int SHOWN_BYTES = 16;

    private Fingerprints() {}

    /** Of the certificate's DER, as {@code openssl x509 -fingerprint -sha256} begins. */
    static String of(X509Certificate certificate) {
        try {
            return of(ByteString.copyFrom(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate that has no encoding", e);
        }
    }

    static String of(ByteString bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash, 0, SHOWN_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
