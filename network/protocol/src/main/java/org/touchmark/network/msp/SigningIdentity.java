package org.touchmark.network.msp;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** An identity that can sign: a member's certificate with its private key. Immutable and safe for many threads. */
public interface SigningIdentity {
    /** The MSP that issued the certificate, such as {@code AureliaMSP}. */
    String mspId();

    X509Certificate certificate();

    PrivateKey privateKey();

    /** The bytes of {@code msp.SerializedIdentity}: MSP id and PEM certificate. */
    byte[] serialized();

    /** An ECDSA P-256 signature over SHA-256 of the message, DER, with the low S that Fabric demands. */
    byte[] sign(byte[] message);
}
