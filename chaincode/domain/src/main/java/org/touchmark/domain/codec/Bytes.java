package org.touchmark.domain.codec;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Immutable bytes with value equality, so that a record may hold them. */
public final class Bytes {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of the given bytes. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** A copy of a part of the given bytes. */
    public static Bytes of(byte[] value, int from, int length) {
        return new Bytes(Arrays.copyOfRange(value, from, from + length));
    }

    /** Lower-case hexadecimal of exactly {@code length} bytes; {@code what} names the value in the refusal. */
    public static Bytes fromHex(String what, String hex, int length) {
        return new Bytes(Encodings.hex(what, hex, length));
    }

    /** Canonical base64 (RFC 4648 section 4, padded) of at most {@code maxLength} bytes. */
    public static Bytes fromBase64(String what, String base64, int maxLength) {
        return new Bytes(Encodings.base64(what, base64, maxLength));
    }

    public byte[] toArray() {
        return value.clone();
    }

    public int length() {
        return value.length;
    }

    /** Lower-case hexadecimal. */
    public String hex() {
        return HEX.formatHex(value);
    }

    /** Padded base64 (RFC 4648 section 4). */
    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** The hexadecimal form. */
    @Override
    public String toString() {
        return hex();
    }
}
