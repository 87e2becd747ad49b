package org.touchmark.network.msp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates, keys and revocation lists as PEM text (RFC 7468). */
public final class Pem {
    private static final int MAX_TEXT_CHARACTERS = 1 << 20;

    private Pem() {}

    public static String encode(X509Certificate certificate) {
        try {
            return encode("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate that has no encoding", e);
        }
    }

    /** The key in PKCS#8, unencrypted: for files that only their owner can read. */
    public static String encode(PrivateKey key) {
        return encode("PRIVATE KEY", key.getEncoded());
    }

    public static String encode(X509CRL crl) {
        try {
            return encode("X509 CRL", crl.getEncoded());
        } catch (CRLException e) {
            throw new IllegalArgumentException("revocation list that has no encoding", e);
        }
    }

    /** Wraps DER bytes with the label given, such as {@code CERTIFICATE REQUEST}. */
    public static String encode(String label, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * The DER bytes of the first PEM block, whatever its label.
     *
     * @throws IllegalArgumentException if the text holds no whole block
     */
    public static byte[] firstBlock(String text) {
        if (text.length() > MAX_TEXT_CHARACTERS) {
            throw new IllegalArgumentException("could not decode the PEM structure: longer than 1 MiB");
        }
        try (PemReader reader = new PemReader(new StringReader(text))) {
            PemObject block = reader.readPemObject();
            if (block == null) {
                throw new IllegalArgumentException("could not decode the PEM structure");
            }
            return block.getContent();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("could not decode the PEM structure", e);
        }
    }

    /**
     * The first certificate in the text.
     *
     * @throws IllegalArgumentException if there is none or it does not parse
     */
    public static X509Certificate certificate(String text) {
        return certificate(firstBlock(text));
    }

    /** Every certificate in the text, in order. */
    public static List<X509Certificate> certificates(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                certificates.add(certificate(block.getContent()));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("could not decode the PEM structure", e);
        }
        return List.copyOf(certificates);
    }

    /**
     * Parses one DER certificate.
     *
     * @throws IllegalArgumentException if it does not parse, or bytes follow it
     */
    public static X509Certificate certificate(byte[] der) {
        try {
            ByteArrayInputStream input = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
            if (certificate.getEncoded().length != der.length) {
                throw new IllegalArgumentException("parseCertificate failed: trailing data");
            }
            return certificate;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("parseCertificate failed: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a private key, in PKCS#8 or in SEC 1 form ({@code EC PRIVATE KEY}).
     *
     * @throws IllegalArgumentException if the text holds no unencrypted private key
     */
    public static PrivateKey privateKey(String text) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(BouncyCastle.provider());
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                if (block instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (block instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("private key does not parse as PKCS#8 or SEC 1", e);
        }
        throw new IllegalArgumentException("no unencrypted private key in the PEM text");
    }

    /** Parses a revocation list, PEM or DER as Fabric takes either (msp/mspimplsetup.go, setupCRLs). */
    public static X509CRL crl(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] der = text.startsWith("-----BEGIN") ? firstBlock(text) : bytes;
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        } catch (CRLException | CertificateException e) {
            throw new IllegalArgumentException("could not parse RevocationList: " + e.getMessage(), e);
        }
    }
}
