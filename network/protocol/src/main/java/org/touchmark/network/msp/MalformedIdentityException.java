package org.touchmark.network.msp;

/**
 * Bytes that make no identity of the channel at all: no certificate, an unknown MSP, or no chain to one of its
 * authorities. Fabric finds these before it asks whether an identity is valid, and says so (msp/identities.go,
 * newIdentity).
 */
public final class MalformedIdentityException extends InvalidIdentityException {
    private static final long serialVersionUID = 1L;

    public MalformedIdentityException(String message) {
        super(message);
    }

    public MalformedIdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
