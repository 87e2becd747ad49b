package org.touchmark.domain.label;

import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * Names a label key on a label: the first 4 bytes of SHA-256 of its raw public key. Short, so it only selects among the keys
 * of one brand; it proves nothing.
 */
public record LabelKeyId(Bytes value) {
    /** Bytes of an id. */
    public static final int LENGTH = 4;

    public LabelKeyId {
        if (value.length() != LENGTH) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "label key id: has " + value.length() + " bytes, should be " + LENGTH);
        }
    }

    /** The id of a raw Ed25519 public key. */
    public static LabelKeyId of(Bytes publicKey) {
        return new LabelKeyId(Bytes.of(Sha256.of(publicKey.toArray()).toArray(), 0, LENGTH));
    }

    /** Reads 8 lower-case hexadecimal digits. */
    public static LabelKeyId parse(String hex) {
        return new LabelKeyId(Bytes.fromHex("label key id", hex, LENGTH));
    }

    public String hex() {
        return value.hex();
    }

    /** 8 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return hex();
    }
}
