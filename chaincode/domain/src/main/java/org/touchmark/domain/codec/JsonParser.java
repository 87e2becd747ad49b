package org.touchmark.domain.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** Reads one JSON text (RFC 8259) within the bounds of {@link CanonicalJson}; positions in refusals count from 1. */
final class JsonParser {
    private final String text;
    private int at;

    JsonParser(String text) {
        this.text = text;
    }

    JsonValue parse() {
        JsonValue value = value(1);
        skipSpace();
        if (at < text.length()) {
            throw refused("nothing may follow the value");
        }
        return value;
    }

    private JsonValue value(int depth) {
        skipSpace();
        if (at == text.length()) {
            throw refused("the text ends too early");
        }
        return switch (text.charAt(at)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonValue.Text(string());
            case 't' -> word("true", new JsonValue.Bool(true));
            case 'f' -> word("false", new JsonValue.Bool(false));
            case 'n' -> throw refused("null is not allowed; leave the member out");
            default -> number();
        };
    }

    private JsonObject object(int depth) {
        open(depth);
        SortedMap<String, JsonValue> members = new TreeMap<>();
        skipSpace();
        if (accept('}')) {
            return JsonObject.of(members);
        }
        do {
            skipSpace();
            int start = at;
            String name = string();
            skipSpace();
            require(':');
            if (members.put(name, value(depth + 1)) != null) {
                at = start;
                throw refused("member \"" + name + "\" is there twice");
            }
            skipSpace();
        } while (accept(','));
        require('}');
        return JsonObject.of(members);
    }

    private JsonArray array(int depth) {
        open(depth);
        List<JsonValue> values = new ArrayList<>();
        skipSpace();
        if (accept(']')) {
            return new JsonArray(values);
        }
        do {
            values.add(value(depth + 1));
            skipSpace();
        } while (accept(','));
        require(']');
        return new JsonArray(values);
    }

    private void open(int depth) {
        if (depth > CanonicalJson.MAX_DEPTH) {
            throw refused("more than " + CanonicalJson.MAX_DEPTH + " levels");
        }
        at++;
    }

    private JsonValue word(String word, JsonValue value) {
        if (!text.startsWith(word, at)) {
            throw refused("should be " + word);
        }
        at += word.length();
        return value;
    }

    private JsonValue number() {
        int start = at;
        accept('-');
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits) {
            throw refused("no value starts here");
        }
        if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
            throw refused("numbers are whole, without fraction or exponent");
        }
        String written = text.substring(start, at);
        boolean padded = text.charAt(digits) == '0' && at - digits > 1;
        // 16 digits hold 2^53 - 1; the limit comes first so that parsing can't overflow.
        if (padded || written.equals("-0") || at - digits > 16 || !inRange(Long.parseLong(written))) {
            at = start;
            throw refused("the number should be within +-(2^53 - 1), without leading zeros");
        }
        return new JsonValue.Int(Long.parseLong(written));
    }

    private static boolean inRange(long value) {
        return value >= -JsonValue.Int.MAX && value <= JsonValue.Int.MAX;
    }

    private String string() {
        require('"');
        int plain = at;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain < text.length() && text.charAt(plain) == '"') {
            String all = text.substring(at, plain);
            at = plain + 1;
            return all;
        }
        StringBuilder out = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                throw refused("the string does not end");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < 0x20) {
                at--;
                throw refused("control characters in strings are escaped");
            }
            if (c == '\\') {
                c = escaped();
            }
            append(out, c);
        }
    }

    /** Whether a character stands in a string for itself, whatever is around it. */
    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    /** Keeps surrogates in pairs; a string that ends in half a pair fails at the quote, since that is no surrogate. */
    private void append(StringBuilder out, char c) {
        boolean open = !out.isEmpty() && Character.isHighSurrogate(out.charAt(out.length() - 1));
        out.append(c);
        boolean atEnd = at < text.length() && text.charAt(at) == '"';
        if (open != Character.isLowSurrogate(c) || (atEnd && Character.isHighSurrogate(c))) {
            throw refused("unpaired surrogate");
        }
    }

    private char escaped() {
        if (at == text.length()) {
            throw refused("the escape does not end");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw refused("unknown escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw refused("\\u takes four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void require(char c) {
        if (!accept(c)) {
            throw refused("should be '" + c + "'");
        }
    }

    private RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "JSON at character " + (at + 1) + ": " + rule);
    }
}
