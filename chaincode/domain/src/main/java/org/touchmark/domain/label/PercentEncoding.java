package org.touchmark.domain.label;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** Percent-encoding (RFC 3986 section 2.1), where everything but unreserved characters is encoded. */
final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final String ALLOWED = UNRESERVED + ":/?#[]@!$&'()*+,;=%";

    private PercentEncoding() {}

    static String encode(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                // Upper case, as RFC 3986 section 2.1 asks, and as a QR code's alphanumeric mode needs.
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return out.toString();
    }

    /**
     * The characters of a text of ASCII whose escapes are known to be whole: in UTF-8, as RFC 3987 has it.
     *
     * @throws RefusedException ARGUMENT_INVALID, naming the first byte that is of no character
     */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put((byte) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        bytes.flip();
        CharBuffer out = CharBuffer.allocate(bytes.remaining());
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, out, true).isError()) {
            int wrong = bytes.get(bytes.position()) & 0xff;
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "the byte %" + hex(wrong >> 4) + hex(wrong & 15) + " is of no character in UTF-8");
        }
        return out.flip().toString();
    }

    /** The same for a part of a query, where a plus sign is a space, as in the queries that browsers make of forms. */
    static String decodeQuery(String text) {
        return decode(text.replace('+', ' '));
    }

    /** Whether a character may stand in a URI. */
    static boolean isAllowed(char c) {
        return isAlphanumeric(c) || ALLOWED.indexOf(c) >= 0;
    }

    /** Whether two hexadecimal digits follow the percent sign at this index. */
    static boolean isEscape(String text, int at) {
        return at + 2 < text.length() && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
    }

    private static boolean isHex(char c) {
        return "0123456789abcdefABCDEF".indexOf(c) >= 0;
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
