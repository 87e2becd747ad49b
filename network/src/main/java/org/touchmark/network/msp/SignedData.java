package org.touchmark.network.msp;

/**
 * Something signed by somebody: what policies are evaluated over (protoutil/signeddata.go).
 *
 * @param data the signed bytes
 * @param identity the bytes of {@code msp.SerializedIdentity}
 * @param signature ECDSA, DER, low S
 */
public record SignedData(byte[] data, byte[] identity, byte[] signature) {}
