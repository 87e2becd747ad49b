package org.touchmark.domain.gs1;

/** GS1 AI encodable character set 82 (GS1 General Specifications, figure 7.11-1): what serials and lots are made of. */
public final class CharacterSet82 {
    /** All 82 characters, in ASCII order. */
    public static final String CHARACTERS =
            "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_" + "abcdefghijklmnopqrstuvwxyz";

    private static final boolean[] MEMBER = new boolean[128];

    static {
        CHARACTERS.chars().forEach(c -> MEMBER[c] = true);
    }

    private CharacterSet82() {}

    public static boolean contains(char c) {
        return c < MEMBER.length && MEMBER[c];
    }

    /** The index of the first character that is not in the set, or -1. */
    static int firstForeign(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!contains(value.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
