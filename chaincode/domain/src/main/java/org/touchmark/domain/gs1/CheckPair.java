package org.touchmark.domain.gs1;

import org.jspecify.annotations.Nullable;

/**
 * The check character pair of GMN and MUDI (GS1 General Specifications, section 7.9.5): each character's place in set 82,
 * weighted by primes from the right, modulo 1021, as two characters of set 32.
 */
final class CheckPair {
    private static final String SET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 2;
    private static final int MODULUS = 1021;

    /** For the 23 characters that stand before a pair at most. */
    private static final int[] PRIMES = {
        2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83
    };

    private CheckPair() {}

    static @Nullable String fault(String text) {
        if (text.length() <= LENGTH) {
            return "has " + text.length() + " characters, too few for a check character pair";
        }
        String before = text.substring(0, text.length() - LENGTH);
        String has = text.substring(text.length() - LENGTH);
        String should = of(before);
        return has.equals(should) ? null : "check characters are " + has + ", should be " + should;
    }

    /** The pair that belongs behind a text of set 82. */
    static String of(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int place = CharacterSet82.CHARACTERS.indexOf(text.charAt(i));
            sum = (sum + place * PRIMES[text.length() - 1 - i]) % MODULUS;
        }
        return "" + SET_32.charAt(sum >> 5) + SET_32.charAt(sum & 31);
    }
}
