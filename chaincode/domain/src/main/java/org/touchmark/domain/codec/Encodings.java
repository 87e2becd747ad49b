package org.touchmark.domain.codec;

import java.util.Base64;
import java.util.HexFormat;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** Strict decoding of bytes written as text: one text for one value, so that no two spellings pass for one thing. */
public final class Encodings {
    private static final HexFormat HEX = HexFormat.of();
    private static final String BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

    private Encodings() {}

    /** Lower-case hexadecimal. */
    public static String hex(byte[] value) {
        return HEX.formatHex(value);
    }

    /** Lower-case hexadecimal of exactly {@code length} bytes; {@code what} names the value in the refusal. */
    public static byte[] hex(String what, String text, int length) {
        if (text.length() != 2 * length) {
            throw refused(
                    what, "has " + text.length() + " characters, should be " + 2 * length + " hexadecimal digits");
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789abcdef".indexOf(text.charAt(i)) < 0) {
                throw refused(what, "character " + (i + 1) + " is not one of 0-9 and a-f");
            }
        }
        return HEX.parseHex(text);
    }

    /** Padded base64 (RFC 4648 section 4) of at most {@code maxLength} bytes, without stray bits or line ends. */
    public static byte[] base64(String what, String text, int maxLength) {
        return canonical(what, text, maxLength, Base64.getDecoder(), Base64.getEncoder(), "padded base64");
    }

    /** Unpadded base64url (RFC 4648 section 5) of at most {@code maxLength} bytes, without stray bits. */
    public static byte[] base64Url(String what, String text, int maxLength) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return canonical(what, text, maxLength, Base64.getUrlDecoder(), encoder, "base64url without padding");
    }

    /** Unpadded base64url (RFC 4648 section 5). */
    public static String base64Url(byte[] value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    private static byte[] canonical(
            String what, String text, int maxLength, Base64.Decoder decoder, Base64.Encoder encoder, String form) {
        if (text.length() > (maxLength + 2L) / 3 * 4) {
            throw refused(what, "has " + text.length() + " characters, more than " + maxLength + " bytes need");
        }
        byte[] value;
        try {
            value = decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, what + ": is not " + form, e);
        }
        if (value.length > maxLength || !encoder.encodeToString(value).equals(text)) {
            throw refused(what, "is not " + form + " of at most " + maxLength + " bytes");
        }
        return value;
    }

    /**
     * Crockford's base32 in lower case, without i, l, o and u: for names that people copy, read out and type. A name says no
     * value, so nothing reads it back.
     */
    public static String base32(byte[] value) {
        StringBuilder text = new StringBuilder((value.length * 8 + 4) / 5);
        int pending = 0;
        int bits = 0;
        for (byte next : value) {
            pending = (pending << 8) | (next & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((pending >> bits) & 31));
            }
            pending &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(BASE32.charAt((pending << (5 - bits)) & 31));
        }
        return text.toString();
    }

    private static RefusedException refused(String what, String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, what + ": " + rule);
    }
}
