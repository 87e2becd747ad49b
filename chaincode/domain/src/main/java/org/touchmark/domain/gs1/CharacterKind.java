package org.touchmark.domain.gs1;

/** What a part of a value is made of (GS1 General Specifications, section 7.11). */
enum CharacterKind {
    /** Digits. */
    DIGITS("0123456789", "is not a digit"),
    /** GS1's character set 82. */
    SET_82(CharacterSet82.CHARACTERS, "is not in GS1's character set 82"),
    /** GS1's character set 39. */
    SET_39("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "is not in GS1's character set 39"),
    /** GS1's character set 64: base64url, with its padding. */
    BASE64URL(
            "-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
            "is not in GS1's character set 64 (base64url)");

    /** One bit for each of the first 64 characters of ASCII, and one for each of the others. */
    private final long low;

    private final long high;
    private final String rule;

    CharacterKind(String members, String rule) {
        this.low = bits(members, 0);
        this.high = bits(members, Long.SIZE);
        this.rule = rule;
    }

    private static long bits(String members, int from) {
        return members.chars()
                .filter(c -> c >= from && c < from + Long.SIZE)
                .mapToLong(c -> 1L << (c - from))
                .reduce(0, (all, one) -> all | one);
    }

    boolean contains(char c) {
        return c < 2 * Long.SIZE && ((c < Long.SIZE ? low : high) >> c & 1) == 1;
    }

    /** The index of the first character that is none of these, or -1. */
    int firstForeign(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!contains(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** What is wrong with a character that is none of these. */
    String rule() {
        return rule;
    }
}
