package org.touchmark.domain.trust;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;

/**
 * The signature by which an issuer made a certificate. ECDSA's has a twin, n - s in place of s, that anyone can make: of the two
 * only the certificate with the lower one counts. Fabric's MSP turns the one into the other before it looks at it (msp/cert.go,
 * sanitizeECDSASignedCert), and its CA issues none but low ones.
 */
final class CertificateSignature {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int VERSION = 0xa0;
    private static final int LONG_FORM = 0x80;

    /** The orders of P-256, P-384 and P-521 (SEC 2 sections 2.4.2, 2.5.1 and 2.6.1). */
    private static final List<BigInteger> ORDERS = List.of(
            P256.ORDER,
            new BigInteger(
                    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
                    16),
            new BigInteger(
                    "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa"
                            + "51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
                    16));

    private CertificateSignature() {}

    /**
     * Whether the certificate is the one that its issuer made: its signature is another algorithm's, or ECDSA's with the lower
     * s; and signature and algorithm stand behind what is signed in the one form that DER has for them, since no signature is
     * over those either.
     */
    static boolean isLow(X509Certificate certificate) {
        byte[] signature = certificate.getSignature();
        Optional<byte[]> only = isEcdsa(certificate) ? low(signature) : Optional.of(signature);
        return only.filter(low -> Arrays.equals(encoded(certificate), with(certificate, low)))
                .isPresent();
    }

    /** The same certificate with the lower s; itself where it has that already, or has no such signature. */
    static X509Certificate low(X509Certificate certificate) {
        if (isLow(certificate) || !isEcdsa(certificate)) {
            return certificate;
        }
        return low(certificate.getSignature())
                .map(low -> Certificates.parse(Bytes.of(with(certificate, low))))
                .orElse(certificate);
    }

    private static byte[] encoded(X509Certificate certificate) {
        return Certificates.der(certificate).toArray();
    }

    /** What is signed, the algorithm that is named in it, and a signature. */
    private static byte[] with(X509Certificate certificate, byte[] signature) {
        byte[] signed = signed(certificate);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(signed);
        content.writeBytes(algorithm(signed));
        content.writeBytes(element(BIT_STRING, behindZero(signature)));
        return element(SEQUENCE, content.toByteArray());
    }

    private static byte[] signed(X509Certificate certificate) {
        try {
            return certificate.getTBSCertificate();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate: has no DER form", e);
        }
    }

    /** The third element, or the second where no version stands first (RFC 5280 section 4.1). */
    private static byte[] algorithm(byte[] signed) {
        int at = headerLength(signed, 0);
        if ((signed[at] & 0xff) == VERSION) {
            at += 2 + length(signed, at);
        }
        at += 2 + length(signed, at);
        return Arrays.copyOfRange(signed, at, at + 2 + length(signed, at));
    }

    private static boolean isEcdsa(X509Certificate certificate) {
        return certificate.getSigAlgName().toUpperCase(Locale.ROOT).endsWith("ECDSA");
    }

    /** The signature with the lower s; empty where it is none of these curves'. */
    private static Optional<byte[]> low(byte[] der) {
        try {
            int at = headerLength(der, 0);
            BigInteger r = integer(der, at);
            BigInteger s = integer(der, at + 2 + length(der, at));
            // A signature of a longer curve's whose numbers are both below a shorter one's order is as rare as a
            // guessed key.
            return ORDERS.stream()
                    .filter(order -> r.max(s).compareTo(order) < 0)
                    .filter(order -> r.min(s).signum() > 0)
                    .findFirst()
                    .map(order -> encoded(r, s.min(order.subtract(s))));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static byte[] encoded(BigInteger r, BigInteger s) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(element(INTEGER, r.toByteArray()));
        content.writeBytes(element(INTEGER, s.toByteArray()));
        return element(SEQUENCE, content.toByteArray());
    }

    /** Numbers of these curves are short, and so are their lengths; what is not comes out otherwise than it went in. */
    private static BigInteger integer(byte[] der, int at) {
        return new BigInteger(der, at + 2, length(der, at));
    }

    private static int length(byte[] der, int at) {
        return der[at + 1] & 0xff;
    }

    /** How long the header of the element is that begins here: a tag, and its length in the short form or a longer one. */
    private static int headerLength(byte[] der, int at) {
        return 2 + Math.max(0, length(der, at) - LONG_FORM);
    }

    private static byte[] behindZero(byte[] signature) {
        return ByteBuffer.allocate(1 + signature.length)
                .put((byte) 0)
                .put(signature)
                .array();
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        byte[] length = BigInteger.valueOf(content.length).toByteArray();
        if (content.length >= LONG_FORM) {
            byte[] bare = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
            out.write(LONG_FORM + bare.length);
            out.writeBytes(bare);
        } else {
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
