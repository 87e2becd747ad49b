package org.touchmark.gateway.member;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.trust.Ed25519Signatures;
import org.touchmark.domain.trust.Ed25519Signer;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Pem;

/**
 * A brand's label key.
 *
 * @param publicKey the raw 32 bytes
 * @param key the private key
 */
public record LabelSigner(Bytes publicKey, PrivateKey key) {
    private static final Ed25519Signatures SIGNATURES = Ed25519Signatures.with(Crypto.PROVIDER);

    /**
     * Reads a label key.
     *
     * @param file a PKCS#8 PEM file
     * @return the key with its public half
     */
    public static LabelSigner read(Path file) {
        PrivateKey key = Pem.privateKey(file, "Ed25519");
        try {
            Ed25519PrivateKeyParameters parameters =
                    (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(key.getEncoded());
            return new LabelSigner(Bytes.of(parameters.generatePublicKey().getEncoded()), key);
        } catch (IOException e) {
            throw new ConfigException(file + ": no Ed25519 private key can be read from it", e);
        }
    }

    /**
     * What names this key on a label.
     *
     * @return the key's id
     */
    public LabelKeyId keyId() {
        return LabelKeyId.of(publicKey);
    }

    /**
     * A signer for many labels, on one thread.
     *
     * @return the signer
     */
    public Ed25519Signer signer() {
        return SIGNATURES.signer(key);
    }

    /** The public key; the private one is left out. */
    @Override
    public String toString() {
        return "label key " + publicKey;
    }
}
