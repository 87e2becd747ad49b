package org.touchmark.domain.gs1;

import java.util.Locale;

/** Text of others as a message may show it: in a terminal, a page, a JSON string, a response of Fabric's. */
public final class ShownText {
    private static final int MAX_CHARACTERS = 40;

    private ShownText() {}

    /**
     * Short, quoted where it is more than plain ASCII; letters and signs of all languages as they are. What has no look of its
     * own, or changes that of what stands beside it, is escaped as JSON escapes it.
     */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        boolean plain = !text.isEmpty();
        int end = end(text);
        for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            plain &= c > ' ' && c < 0x7f && c != '"';
            if (isVisible(c)) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        }
        String shown = end < text.length() ? out + "..." : out.toString();
        return plain ? shown : "\"" + shown + "\"";
    }

    /** Where to cut: between two characters, not within one. */
    private static int end(String text) {
        return text.codePointCount(0, text.length()) > MAX_CHARACTERS
                ? text.offsetByCodePoints(0, MAX_CHARACTERS)
                : text.length();
    }

    /** Whether a character is seen as itself: no control, no direction mark, no half of a pair, no space but the common one. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            // What this Java does not know yet may be a new letter or emoji; the last two of each plane are never one.
            case Character.UNASSIGNED -> (c & 0xfffe) != 0xfffe && (c < 0xfdd0 || c > 0xfdef);
            default -> true;
        };
    }
}
