package org.touchmark.network.msp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * ECDSA over SHA-256 with low S, as Fabric's bccsp makes and takes it (fabric-lib-go, bccsp/sw/ecdsa.go). Hashing is
 * the JDK's, which uses the processor's own instructions; the curve is Bouncy Castle's.
 */
public final class Ecdsa {
    private static final VerifiedSignatures VERIFIED = new VerifiedSignatures();

    private Ecdsa() {}

    /** Reads a private key into the form that {@link #sign} takes. */
    static ECPrivateKeyParameters parameters(PrivateKey key) {
        try {
            if (PrivateKeyFactory.createKey(key.getEncoded()) instanceof ECPrivateKeyParameters parameters) {
                return parameters;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("private key that can not be read", e);
        }
        throw new IllegalArgumentException("private key of algorithm " + key.getAlgorithm() + ": must be ECDSA");
    }

    /**
     * Reads a public key into the form that {@link #verifies} takes.
     *
     * @throws IllegalArgumentException if it is not an ECDSA key
     */
    static ECPublicKeyParameters parameters(PublicKey key) {
        try {
            if (PublicKeyFactory.createKey(key.getEncoded()) instanceof ECPublicKeyParameters parameters) {
                return parameters;
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("public key that can not be read", e);
        }
        throw new IllegalArgumentException(key.getAlgorithm() + " is not supported");
    }

    /** Signs with the nonce of RFC 6979, so that a poor random source can not give the key away. */
    public static byte[] sign(PrivateKey key, byte[] message) {
        return sign(parameters(key), message);
    }

    /**
     * Signs, and remembers that the signature holds: in the embedded ledger who checks it lives in the same JVM.
     *
     * @param publicKey the private key's own
     */
    static byte[] sign(ECPrivateKeyParameters key, ECPublicKeyParameters publicKey, byte[] message) {
        byte[] signature = sign(key, message);
        VERIFIED.note(VerifiedSignatures.name(publicKey, newSha256().digest(message), signature));
        return signature;
    }

    static byte[] sign(ECPrivateKeyParameters key, byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        BigInteger[] signature = signer.generateSignature(newSha256().digest(message));
        BigInteger order = key.getParameters().getN();
        BigInteger s = signature[1];
        BigInteger lowS = isLow(s, order) ? s : order.subtract(s);
        try {
            return StandardDSAEncoding.INSTANCE.encode(order, signature[0], lowS);
        } catch (IOException e) {
            throw new IllegalStateException("a signature that was just made has no encoding", e);
        }
    }

    /**
     * Whether the signature is minimal DER with low S and is the key's over the message.
     *
     * @throws IllegalArgumentException if the key is not ECDSA
     */
    public static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        return verifies(parameters(key), message, signature);
    }

    static boolean verifies(ECPublicKeyParameters key, byte[] message, byte[] signature) {
        BigInteger order = key.getParameters().getN();
        BigInteger[] values = decoded(order, signature);
        if (values.length == 0 || !isLow(values[1], order)) {
            return false;
        }
        byte[] digest = newSha256().digest(message);
        return VERIFIED.holds(VerifiedSignatures.name(key, digest, signature), () -> {
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, key);
            return verifier.verifySignature(digest, values[0], values[1]);
        });
    }

    /** R and S; nothing, if the signature is not their minimal DER. */
    private static BigInteger[] decoded(BigInteger order, byte[] signature) {
        try {
            return StandardDSAEncoding.INSTANCE.decode(order, signature);
        } catch (IOException | RuntimeException e) {
            return new BigInteger[0];
        }
    }

    private static boolean isLow(BigInteger s, BigInteger order) {
        return s.compareTo(order.shiftRight(1)) <= 0;
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
