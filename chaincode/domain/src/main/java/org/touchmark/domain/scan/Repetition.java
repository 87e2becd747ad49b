package org.touchmark.domain.scan;

import java.util.Optional;

/** Tells whether a text is one text several times over, with what a scanner may put between two. */
final class Repetition {
    private static final int MAX_TIMES = 5;
    private static final int MAX_BETWEEN = 2;

    private Repetition() {}

    /** The text that is repeated; the whole where none is. */
    static String once(String text) {
        String once = text;
        for (Optional<String> half = of(text); half.isPresent(); half = of(once)) {
            once = half.get();
        }
        return once;
    }

    private static Optional<String> of(String text) {
        for (int times = 2; times <= MAX_TIMES; times++) {
            for (int between = 0; between <= MAX_BETWEEN; between++) {
                int rest = text.length() - (times - 1) * between;
                if (rest > 0 && rest % times == 0 && isRepeated(text, rest / times, between)) {
                    return Optional.of(text.substring(0, rest / times));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isRepeated(String text, int length, int between) {
        for (int i = 0; i < between; i++) {
            if (!isBetween(text.charAt(length + i))) {
                return false;
            }
        }
        int period = length + between;
        for (int i = period; i < text.length(); i++) {
            if (text.charAt(i) != text.charAt(i - period)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBetween(char c) {
        return c <= ' ' || c == ',' || c == ';' || c == '|' || c == '^' || c == '~';
    }
}
