package org.touchmark.network.msp;

import com.google.protobuf.ByteString;

/**
 * Something signed by somebody: what policies are evaluated over (protoutil/signeddata.go).
 *
 * @param data the signed bytes
 * @param identity the bytes of {@code msp.SerializedIdentity}
 * @param signature ECDSA, DER, low S
 */
public record SignedData(ByteString data, ByteString identity, ByteString signature) {
    /** What an identity signs. */
    public static SignedData by(SigningIdentity signer, ByteString data) {
        return new SignedData(
                data, ByteString.copyFrom(signer.serialized()), ByteString.copyFrom(signer.sign(data.toByteArray())));
    }
}
