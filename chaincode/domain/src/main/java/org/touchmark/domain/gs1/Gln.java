package org.touchmark.domain.gs1;

import org.touchmark.domain.error.ErrorCode;

/** A Global Location Number: 13 digits with a check digit (GS1 General Specifications, section 3.4.2); names a party. */
public record Gln(String digits) implements Comparable<Gln> {
    /** Digits. */
    public static final int LENGTH = 13;

    public Gln {
        Formats.key("GLN", digits, LENGTH, ErrorCode.GLN_INVALID);
    }

    @Override
    public int compareTo(Gln other) {
        return digits.compareTo(other.digits);
    }

    /** The 13 digits. */
    @Override
    public String toString() {
        return digits;
    }
}
