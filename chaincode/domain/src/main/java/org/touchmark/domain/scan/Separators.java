package org.touchmark.domain.scan;

import java.util.regex.Matcher;
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

    private final String raw;
    private final StringBuilder text;

    /** Of each character of the text, and of its end, where it stands in what was scanned. */
    private final int[] places;

    private Separators(String raw) {
        this.raw = raw;
        this.text = new StringBuilder(raw.length());
        this.places = new int[raw.length() + 1];
        Matcher spelled = SPELLED.matcher(raw);
        int from = 0;
        while (spelled.find()) {
            take(from, spelled.start());
            add(GS, spelled.start());
            from = spelled.end();
        }
        take(from, raw.length());
        places[text.length()] = raw.length();
    }

    /** A text with what stands in it for separators. */
    static Separators of(String raw) {
        return new Separators(raw);
    }

    /** The text with each separator as the character GS; one that an identifier's value may hold (#) stays. */
    static String normalized(String text) {
        return of(text).text();
    }

    /** The text with each separator as the character GS. */
    String text() {
        return text.toString();
    }

    /** What was scanned, of a part of the text. */
    String scanned(int from, int to) {
        return raw.substring(places[from], places[to]);
    }

    private void take(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            add(c == '#' || CharacterSet82.contains(c) ? c : GS, i);
        }
    }

    private void add(char c, int place) {
        places[text.length()] = place;
        text.append(c);
    }
}
