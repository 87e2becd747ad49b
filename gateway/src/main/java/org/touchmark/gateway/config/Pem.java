package org.touchmark.gateway.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Certificates and private keys in PEM files; a key's content never reaches an error message. */
public final class Pem {
    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    /** Its signers work out a curve's tables anew for each signature with a key of another provider's. */
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private Pem() {}

    /**
     * Reads the first certificate of a file.
     *
     * @param file a PEM file
     * @return the certificate
     */
    public static X509Certificate certificate(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException(file + ": no PEM certificate can be read from it", e);
        }
    }

    /**
     * Reads a private key.
     *
     * @param file a PKCS#8 PEM file
     * @param algorithm the JDK's name of its algorithm: EC or Ed25519
     * @return the key
     */
    public static PrivateKey privateKey(Path file, String algorithm) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            int begin = text.indexOf(KEY_BEGIN);
            int end = text.indexOf(KEY_END);
            if (begin < 0 || end < begin) {
                throw new ConfigException(file + ": no PKCS#8 PEM private key in it");
            }
            byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
            return KeyFactory.getInstance(algorithm, BOUNCY_CASTLE).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigException(file + ": no " + algorithm + " private key can be read from it", e);
        }
    }

    /**
     * A private key as PEM.
     *
     * @param key the key
     * @return its PKCS#8 PEM text
     */
    public static byte[] pem(PrivateKey key) {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String text = KEY_BEGIN + "\n" + encoder.encodeToString(key.getEncoded()) + "\n" + KEY_END + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
