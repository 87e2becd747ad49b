package org.touchmark.domain.scan;

import java.util.regex.Pattern;
import org.touchmark.domain.gs1.CharacterSet82;

/**
 * The separator of element strings, FNC1: the character GS as scanners should send it (GS1 General Specifications, section
 * 7.8.6), and what they and programs make of it.
 */
final class Separators {
    static final char GS = 0x1d;

    /** Spelled out. What may stand in a value, such as %1D, counts only where an identifier may follow. */
    private static final Pattern SPELLED = Pattern.compile(
            "[<{\\[(](?:GS|FNC1|0x1D)[>}\\])]|\\^FNC1|~d029|\\\\x1d|\\\\u001d|\\\\F|&#29;|&#x1d;"
                    + "|(?:%1D|0x1D)(?=[0-9]{2})",
            Pattern.CASE_INSENSITIVE);

    private Separators() {}

    /** The text with each separator as the character GS; one that an identifier's value may hold (#) stays. */
    static String normalized(String text) {
        String spelled = SPELLED.matcher(text).replaceAll(String.valueOf(GS));
        StringBuilder out = new StringBuilder(spelled.length());
        for (int i = 0; i < spelled.length(); i++) {
            char c = spelled.charAt(i);
            out.append(c == '#' || CharacterSet82.contains(c) ? c : GS);
        }
        return out.toString();
    }
}
