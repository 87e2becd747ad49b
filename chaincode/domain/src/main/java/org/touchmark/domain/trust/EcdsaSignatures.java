package org.touchmark.domain.trust;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;

/**
 * ECDSA over P-256 with SHA-256 by the one strict rule of Touchmark: minimal DER, 1 &lt;= r &lt; n, 1 &lt;= s &lt;= n/2.
 * Fabric signs and accepts low S only as well (bccsp/utils/ecdsa.go). So nobody but the signer can make a second
 * signature out of one. Safe for many threads.
 */
public final class EcdsaSignatures {
    private static final String ALGORITHM = "SHA256withECDSA";

    private final Provider provider;

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
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(der);
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": not offered by " + provider.getName(), e);
        }
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
