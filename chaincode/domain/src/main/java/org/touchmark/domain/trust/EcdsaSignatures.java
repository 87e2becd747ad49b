package org.touchmark.domain.trust;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * ECDSA over P-256 with SHA-256 by the one strict rule of Touchmark: minimal DER, 1 &lt;= r &lt; n, 1 &lt;= s &lt;= n/2.
 * Fabric signs and accepts low S only as well (bccsp/utils/ecdsa.go). So nobody but the signer can make a second
 * signature out of one. Safe for many threads.
 */
public final class EcdsaSignatures {
    private static final String ALGORITHM = "SHA256withECDSA";
    private static final int REMEMBERED_KEYS = 1_000;

    private final Provider provider;
    private final Map<PublicKey, PublicKey> ownKeys = new LinkedHashMap<>();

    private EcdsaSignatures(Provider provider) {
        this.provider = provider;
    }

    /** Signatures by this provider; Bouncy Castle is about ten times as fast as JDK 17's own. */
    public static EcdsaSignatures with(Provider provider) {
        return new EcdsaSignatures(provider);
    }

    /** Whether {@code der} is this key's signature of the message; false for every other key, curve or encoding. */
    public boolean verifies(PublicKey key, byte[] message, byte[] der) {
        if (!P256.isOnCurve(key)
                || EcdsaValue.parse(der).filter(EcdsaValue::isLowS).isEmpty()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM, provider);
            verifier.initVerify(own(key));
            verifier.update(message);
            return verifier.verify(der);
        } catch (InvalidKeyException | InvalidKeySpecException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": not offered by " + provider.getName(), e);
        }
    }

    /**
     * The key as the provider itself makes it. With another provider's key Bouncy Castle works out the curve's tables for
     * each signature, which takes twice as long as the rest; to convert one takes as long, so the last are kept.
     */
    private PublicKey own(PublicKey key) throws GeneralSecurityException {
        synchronized (ownKeys) {
            PublicKey known = ownKeys.get(key);
            if (known != null) {
                return known;
            }
        }
        PublicKey made =
                KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        synchronized (ownKeys) {
            if (ownKeys.size() >= REMEMBERED_KEYS) {
                ownKeys.remove(ownKeys.keySet().iterator().next());
            }
            ownKeys.put(key, made);
        }
        return made;
    }

    /** Signs a message and brings S into its lower half. Refuses keys that are not P-256. */
    public byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM, provider);
            signer.initSign(key);
            signer.update(message);
            Optional<EcdsaValue> value = EcdsaValue.parse(signer.sign());
            return value.orElseThrow(() -> new IllegalArgumentException("signing key: should be of the curve P-256"))
                    .withLowS()
                    .der();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("signing key: " + provider.getName() + " can't sign with it", e);
        }
    }
}
