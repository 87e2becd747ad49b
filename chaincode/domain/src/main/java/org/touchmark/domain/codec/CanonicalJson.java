package org.touchmark.domain.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * RFC 8785 (JCS) within bounds: objects, arrays, strings, booleans and integers within +-(2^53 - 1); no null, no
 * fractions, no member twice, no unpaired surrogate, at most {@value #MAX_DEPTH} levels and {@value #MAX_BYTES} bytes.
 * Within these bounds one value has one text, in every language's implementation.
 */
public final class CanonicalJson {
    /** Levels of objects and arrays within each other. */
    public static final int MAX_DEPTH = 16;

    /** Bytes of a text in UTF-8: 8 MB. */
    public static final int MAX_BYTES = 8 << 20;

    private CanonicalJson() {}

    /** The canonical text of a value. */
    public static String write(JsonValue value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out, 0);
        return out.toString();
    }

    /** The canonical text of a value in UTF-8. */
    public static byte[] bytes(JsonValue value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an object and refuses every text but the canonical one: the same bytes come back from {@link #write}. */
    public static JsonObject parse(String text) {
        JsonObject object = parseAnyOrder(text);
        if (!write(object).equals(text)) {
            throw refused("JSON: is not canonical; write it as RFC 8785 does (members sorted, no white space)");
        }
        return object;
    }

    /** Reads an object from UTF-8, as {@link #parse(String)} does. */
    public static JsonObject parse(byte[] utf8) {
        return parse(text(utf8));
    }

    /** Reads an object whose members may be in any order and spacing, for texts that others wrote. */
    public static JsonObject parseAnyOrder(String text) {
        if (text.length() > MAX_BYTES) {
            throw tooLarge();
        }
        JsonValue value = new JsonParser(text).parse();
        if (value instanceof JsonObject object) {
            return object;
        }
        throw refused("JSON: is " + value.kind() + ", should be an object");
    }

    /** Reads an object from UTF-8, as {@link #parseAnyOrder(String)} does. */
    public static JsonObject parseAnyOrder(byte[] utf8) {
        return parseAnyOrder(text(utf8));
    }

    private static String text(byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "JSON: is not UTF-8", e);
        }
    }

    /** Writes a value that stands within {@code depth} levels. */
    private static void write(JsonValue value, StringBuilder out, int depth) {
        if (value instanceof JsonValue.Text text) {
            writeText(text.value(), out);
        } else if (value instanceof JsonValue.Int number) {
            out.append(number.value());
        } else if (value instanceof JsonValue.Bool bool) {
            out.append(bool.value());
        } else if (value instanceof JsonArray array) {
            writeArray(array, out, depth);
        } else if (value instanceof JsonObject object) {
            writeObject(object, out, depth);
        }
    }

    private static void writeArray(JsonArray array, StringBuilder out, int depth) {
        requireRoom(depth);
        String separator = "[";
        for (JsonValue value : array.values()) {
            out.append(separator);
            write(value, out, depth + 1);
            separator = ",";
        }
        out.append(array.values().isEmpty() ? "[]" : "]");
    }

    private static void writeObject(JsonObject object, StringBuilder out, int depth) {
        requireRoom(depth);
        String separator = "{";
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            out.append(separator);
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out, depth + 1);
            separator = ",";
        }
        out.append(object.members().isEmpty() ? "{}" : "}");
    }

    private static void requireRoom(int depth) {
        if (depth == MAX_DEPTH) {
            throw refused("JSON: has more than " + MAX_DEPTH + " levels");
        }
    }

    /** As ECMAScript's QuoteJSONString (RFC 8785 section 3.2.2.2). */
    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        // Most texts have nothing to escape and go as they are; else what stands between two escapes does.
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, from, i);
                escape(c, out);
                from = i + 1;
            } else {
                requirePaired(text, i);
            }
        }
        out.append(text, from, text.length()).append('"');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default ->
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
    }

    private static void requirePaired(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return;
        }
        boolean paired = Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        if (!paired) {
            throw refused("JSON: a string has an unpaired surrogate");
        }
    }

    private static RefusedException tooLarge() {
        return refused("JSON: is larger than " + MAX_BYTES + " bytes");
    }

    private static RefusedException refused(String message) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, message);
    }
}
