package org.touchmark.scanner.console;

/** A sign before a line; it never stands for the words, which say the same. */
public enum Mark {
    YES("\u2713", "+"),
    NO("\u2717", "x"),
    CAUTION("!", "!"),
    UNKNOWN("?", "?"),
    POINT("\u2022", "-"),
    ARROW("\u2192", "->");

    private final String sign;
    private final String ascii;

    Mark(String sign, String ascii) {
        this.sign = sign;
        this.ascii = ascii;
    }

    String sign(Alphabet alphabet) {
        return alphabet == Alphabet.UNICODE ? sign : ascii;
    }

    /** What the terminal can show. */
    public enum Alphabet {
        UNICODE,
        ASCII
    }
}
