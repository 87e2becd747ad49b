package org.touchmark.domain.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * The bytes that are signed or hashed: fields in a fixed order, each as a 4-byte big-endian length and its bytes, the
 * first one naming the purpose. So no two lists of fields have one encoding, and no signature made for one purpose
 * serves another.
 */
public final class SignedBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    private SignedBytes() {}

    /** Starts an encoding for one purpose, such as {@code touchmark/batch-seal/v1}. */
    public static SignedBytes of(String domain) {
        return new SignedBytes().text(domain);
    }

    /** A field of UTF-8 text; text with an unpaired surrogate has no UTF-8 form and is refused. */
    public SignedBytes text(String value) {
        return bytes(utf8(value));
    }

    /** A field of text that may be absent: an absent value is an empty field. */
    public SignedBytes textOrEmpty(@Nullable String value) {
        return value == null ? bytes(new byte[0]) : text(value);
    }

    /** A field of 8 bytes, big-endian. */
    public SignedBytes number(long value) {
        return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    public SignedBytes bytes(byte[] value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
        out.writeBytes(value);
        return this;
    }

    public SignedBytes bytes(Bytes value) {
        return bytes(value.toArray());
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    /** SHA-256 of {@link #toBytes()}. */
    public Bytes sha256() {
        return Sha256.of(toBytes());
    }

    private static byte[] utf8(String value) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "text to sign: has an unpaired surrogate; use well-formed Unicode", e);
        }
    }
}
