package org.touchmark.domain.label;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.trust.Ed25519Signatures;

/**
 * What a label's {@code tm} holds, in base64url without padding: version byte 1, 4 bytes of key id, 64 bytes of Ed25519
 * signature, and the 12 bytes of the label's secret where it has one.
 */
public record LabelProof(
        LabelKeyId keyId, Bytes signature, @Nullable LabelSecret secret) {
    private static final byte VERSION = 1;
    private static final int SIGNATURE_AT = 1 + LabelKeyId.LENGTH;
    private static final int SECRET_AT = SIGNATURE_AT + Ed25519Signatures.SIGNATURE_LENGTH;
    private static final int MAX_LENGTH = SECRET_AT + LabelSecret.LENGTH;

    public LabelProof {
        if (signature.length() != Ed25519Signatures.SIGNATURE_LENGTH) {
            throw refused(
                    "signature has " + signature.length() + " bytes, should be " + Ed25519Signatures.SIGNATURE_LENGTH);
        }
    }

    /** Reads the value of {@code tm}; every other spelling of the same bytes is refused. */
    public static LabelProof parse(String text) {
        byte[] bytes = Encodings.base64Url("label proof", text, MAX_LENGTH);
        if (bytes.length != SECRET_AT && bytes.length != MAX_LENGTH) {
            throw refused("has " + bytes.length + " bytes, should be " + SECRET_AT + ", or " + MAX_LENGTH
                    + " with a label secret");
        }
        if (bytes[0] != VERSION) {
            throw refused(
                    "version is " + (bytes[0] & 0xff) + ", known is " + VERSION + "; a newer checker may know it");
        }
        return new LabelProof(
                new LabelKeyId(Bytes.of(bytes, 1, LabelKeyId.LENGTH)),
                Bytes.of(bytes, SIGNATURE_AT, Ed25519Signatures.SIGNATURE_LENGTH),
                bytes.length == MAX_LENGTH ? new LabelSecret(Bytes.of(bytes, SECRET_AT, LabelSecret.LENGTH)) : null);
    }

    /** The value of {@code tm}: 92 characters, or 108 with a secret. */
    public String encode() {
        ByteBuffer out = ByteBuffer.allocate(secret == null ? SECRET_AT : MAX_LENGTH)
                .put(VERSION)
                .put(keyId.value().toArray())
                .put(signature.toArray());
        if (secret != null) {
            out.put(secret.value().toArray());
        }
        return Encodings.base64Url(out.array());
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "label proof: " + rule);
    }
}
