package org.touchmark.domain.trust;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.touchmark.domain.codec.Bytes;

/**
 * Ed25519 (RFC 8032) by the one strict rule of Touchmark: exactly 64 bytes, S below the group's order L, key A and R in
 * canonical form, on the curve, not of small order and without a part of small order, and [S]B = R + [k]A.
 *
 * <p>That equation is the one without the cofactor, which RFC 8032 section 5.1.7 allows. Verifiers differ in it: Go, OpenSSL and
 * the JDK compare as it stands, others multiply it by 8, Bouncy Castle multiplies it by a number that follows from k and is even
 * for some messages. They differ only where a part of small order is left, and there is none in points of the subgroup: so
 * every verifier that also asks for that decides alike, in any language, and no key makes one signature fit many messages.
 * Safe for many threads.
 */
public final class Ed25519Signatures {
    /** Bytes of a signature. */
    public static final int SIGNATURE_LENGTH = 64;

    /** Bytes of a raw public key. */
    public static final int PUBLIC_KEY_LENGTH = 32;

    private static final String ALGORITHM = "Ed25519";

    /** What precedes the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final byte[] SPKI_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private static final int REMEMBERED_KEYS = 1_000;

    private final Provider provider;
    private final RecentlyUsed<Bytes, Boolean> keys = new RecentlyUsed<>(REMEMBERED_KEYS);

    private Ed25519Signatures(Provider provider) {
        this.provider = provider;
    }

    /** Signatures by this provider; Bouncy Castle is about ten times as fast as JDK 17's own. */
    public static Ed25519Signatures with(Provider provider) {
        return new Ed25519Signatures(provider);
    }

    /** Whether these 32 bytes are a canonical point of the subgroup of prime order, and so may be a public key. */
    public static boolean isAcceptableKey(Bytes rawPublicKey) {
        return rawPublicKey.length() == PUBLIC_KEY_LENGTH
                && Ed25519Encodings.isAcceptablePoint(rawPublicKey.toArray(), 0)
                && Ed25519Encodings.isInSubgroup(rawPublicKey.toArray(), 0);
    }

    /** The 32 bytes of a public key, out of its SubjectPublicKeyInfo. */
    public static Bytes rawPublicKey(PublicKey key) {
        byte[] spki = key.getEncoded();
        int prefix = SPKI_PREFIX.length;
        if (spki == null
                || spki.length != prefix + PUBLIC_KEY_LENGTH
                || !Arrays.equals(spki, 0, prefix, SPKI_PREFIX, 0, prefix)) {
            throw new IllegalArgumentException("public key: is " + key.getAlgorithm() + ", should be Ed25519");
        }
        return Bytes.of(spki, prefix, PUBLIC_KEY_LENGTH);
    }

    /** Whether {@code signature} is this raw public key's signature of the message. */
    public boolean verifies(Bytes rawPublicKey, byte[] message, byte[] signature) {
        if (!Ed25519Encodings.isAcceptableSignature(signature) || !isKey(rawPublicKey)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM, provider);
            verifier.initVerify(publicKey(rawPublicKey));
            verifier.update(message);
            // R last: that takes as long as the rest, and what does not verify needs no look at it.
            return verifier.verify(signature) && Ed25519Encodings.isInSubgroup(signature, 0);
        } catch (InvalidKeySpecException | InvalidKeyException | SignatureException | IllegalArgumentException e) {
            // Bouncy Castle throws the last of these for a key that is no point of the curve.
            return false;
        } catch (GeneralSecurityException e) {
            throw notOffered(e);
        }
    }

    /** A signer that keeps the key prepared, for many messages on one thread. */
    public Ed25519Signer signer(PrivateKey key) {
        try {
            PrivateKey own = KeyFactory.getInstance(ALGORITHM, provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
            Signature signature = Signature.getInstance(ALGORITHM, provider);
            signature.initSign(own);
            return new Ed25519Signer(signature);
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw new IllegalArgumentException("signing key: is " + key.getAlgorithm() + ", should be Ed25519", e);
        } catch (GeneralSecurityException e) {
            throw notOffered(e);
        }
    }

    /** Signs one message. */
    public byte[] sign(PrivateKey key, byte[] message) {
        return signer(key).sign(message);
    }

    /** A brand's key signs millions of labels. */
    private boolean isKey(Bytes rawPublicKey) {
        return keys.get(rawPublicKey).orElseGet(() -> keys.put(rawPublicKey, isAcceptableKey(rawPublicKey)));
    }

    private PublicKey publicKey(Bytes raw) throws GeneralSecurityException {
        ByteArrayOutputStream spki = new ByteArrayOutputStream();
        spki.writeBytes(SPKI_PREFIX);
        spki.writeBytes(raw.toArray());
        return KeyFactory.getInstance(ALGORITHM, provider).generatePublic(new X509EncodedKeySpec(spki.toByteArray()));
    }

    private IllegalStateException notOffered(GeneralSecurityException e) {
        return new IllegalStateException(ALGORITHM + ": not offered by " + provider.getName(), e);
    }
}
