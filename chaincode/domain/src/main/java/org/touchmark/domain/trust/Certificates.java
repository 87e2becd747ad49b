package org.touchmark.domain.trust;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** X.509 certificates as Touchmark reads them. Whether one is trusted is for {@link PinnedRoots} to say. */
public final class Certificates {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private Certificates() {}

    /** Reads one certificate in DER; nothing may follow it. */
    public static X509Certificate parse(Bytes der) {
        if (der.length() > ClaimantSignature.MAX_CERTIFICATE_BYTES) {
            throw refused("is " + der.length() + " bytes, at most " + ClaimantSignature.MAX_CERTIFICATE_BYTES);
        }
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der.toArray());
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (!Arrays.equals(certificate.getEncoded(), der.toArray())) {
                throw refused("is not one certificate in DER, with nothing behind it");
            }
            return certificate;
        } catch (CertificateException e) {
            throw new RefusedException(
                    ErrorCode.CERTIFICATE_UNTRUSTED, "certificate: can't be read as X.509 in DER", e);
        }
    }

    /** Reads the one certificate of a PEM text (RFC 7468). */
    public static X509Certificate parsePem(String pem) {
        String text = pem.strip();
        if (text.length() > 2 * ClaimantSignature.MAX_CERTIFICATE_BYTES
                || !text.startsWith(BEGIN)
                || !text.endsWith(END)
                || text.indexOf(BEGIN, 1) >= 0) {
            throw refused("is not one PEM block from " + BEGIN + " to " + END);
        }
        String body = text.substring(BEGIN.length(), text.length() - END.length());
        String base64 = body.replaceAll("\\s", "");
        return parse(Bytes.of(Encodings.base64("certificate's PEM", base64, ClaimantSignature.MAX_CERTIFICATE_BYTES)));
    }

    /**
     * The certificate as Fabric's MSP sees it: where its issuer's signature has the higher of its two values of s, the twin with
     * the lower one, which alone counts as evidence. What a party presents and signs with goes through this first.
     */
    public static X509Certificate withLowS(X509Certificate certificate) {
        return CertificateSignature.low(certificate);
    }

    /** The DER form. */
    public static Bytes der(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate: has no DER form", e);
        }
    }

    /** Lower-case hexadecimal SHA-256 of the SubjectPublicKeyInfo: names a key whatever its certificates say. */
    public static String keyHash(X509Certificate certificate) {
        return Sha256.of(certificate.getPublicKey().getEncoded()).hex();
    }

    /**
     * Refuses a certificate that no reader takes for a signature of an instant, whatever root it leads to: one that is not for
     * P-256 signatures, or is a CA's, or was not in force, or whose own signature is not in its one form.
     *
     * @throws RefusedException CERTIFICATE_UNTRUSTED
     */
    public static void requireSigner(X509Certificate certificate, Instant at) {
        if (!CertificateChain.isSigner(certificate)) {
            throw refused("is not one for signatures with P-256: digitalSignature, and no CA's");
        }
        if (!CertificateSignature.isLow(certificate)) {
            throw refused(
                    "its issuer's signature has the higher of its two values of s, or not its one form, so that anyone could make its twin:"
                            + " present the twin with the lower one, as Fabric's MSP and Touchmark's gateway do");
        }
        try {
            certificate.checkValidity(Date.from(at));
        } catch (CertificateException e) {
            throw new RefusedException(
                    ErrorCode.CERTIFICATE_UNTRUSTED,
                    "certificate: is in force from "
                            + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant() + ", the claim is of " + at,
                    e);
        }
    }

    /** The attributes that a Fabric CA wrote into the certificate; none when it has no such extension. */
    public static CertificateAttributes attributes(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(CertificateAttributes.EXTENSION);
        return extension == null ? new CertificateAttributes(Map.of()) : CertificateAttributes.parse(octets(extension));
    }

    /** The content of the DER OCTET STRING that the JDK hands out for an extension. */
    private static byte[] octets(byte[] der) {
        int length = der.length < 2 ? -1 : der[1] & 0xff;
        int header = 2;
        if (length > 0x80 && length <= 0x82 && der.length >= 2 + (length & 0x7f)) {
            header += length & 0x7f;
            length = 0;
            for (int i = 2; i < header; i++) {
                length = (length << 8) | (der[i] & 0xff);
            }
        }
        if (der.length < 2 || der[0] != 0x04 || header + length != der.length) {
            throw refused("extension " + CertificateAttributes.EXTENSION + " is malformed");
        }
        return Arrays.copyOfRange(der, header, der.length);
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.CERTIFICATE_UNTRUSTED, "certificate: " + rule);
    }
}
