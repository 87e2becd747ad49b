package org.touchmark.domain.gs1;

import org.touchmark.domain.error.ErrorCode;

/**
 * A Global Trade Item Number in its one canonical form of 14 digits, as AI 01 carries it (GS1 General Specifications,
 * section 3.3.2). Its check digit is right.
 */
public record Gtin(String digits) implements Comparable<Gtin> {
    /** Digits of the canonical form. */
    public static final int LENGTH = 14;

    public Gtin {
        ApplicationIdentifier.GTIN.check(digits);
    }

    /** Reads a GTIN-8, -12, -13 or -14; the shorter ones are filled with zeros on the left. */
    public static Gtin parse(String text) {
        int wrong = Formats.firstNonDigit(text);
        if (wrong >= 0) {
            String rule = "character " + (wrong + 1) + " is not a digit";
            throw ApplicationIdentifier.GTIN.refused(text, rule);
        }
        return switch (text.length()) {
            case 8, 12, 13, 14 -> filled(text);
            default ->
                throw Formats.refused(
                        "GTIN",
                        text,
                        "has " + text.length() + " digits, should be 8, 12, 13 or 14",
                        ErrorCode.GTIN_INVALID);
        };
    }

    /** A refusal shows the digits as they were given, without the zeros. */
    private static Gtin filled(String text) {
        String fault = KeyRules.checkDigit(text);
        if (fault != null) {
            throw ApplicationIdentifier.GTIN.refused(text, fault);
        }
        return new Gtin("0".repeat(LENGTH - text.length()) + text);
    }

    /**
     * Whether this is a GTIN-8, alone or inside a GTIN-14: its digits hold no company prefix, since GS1 hands such
     * numbers out one by one (GS1 General Specifications, section 2.1.10).
     */
    public boolean isGtin8() {
        return digits.startsWith("00000", 1);
    }

    @Override
    public int compareTo(Gtin other) {
        return digits.compareTo(other.digits);
    }

    /** The 14 digits. */
    @Override
    public String toString() {
        return digits;
    }
}
