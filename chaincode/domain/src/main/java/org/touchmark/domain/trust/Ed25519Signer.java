package org.touchmark.domain.trust;

import java.security.Signature;
import java.security.SignatureException;

/** Signs many messages with one Ed25519 key. For one thread. */
public final class Ed25519Signer {
    private final Signature signature;

    Ed25519Signer(Signature signature) {
        this.signature = signature;
    }

    /** The 64 bytes of the message's signature. */
    public byte[] sign(byte[] message) {
        try {
            signature.update(message);
            return signature.sign();
        } catch (SignatureException e) {
            throw new IllegalStateException("Ed25519: the provider can't sign", e);
        }
    }
}
