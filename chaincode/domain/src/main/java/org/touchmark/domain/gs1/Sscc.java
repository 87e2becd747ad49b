package org.touchmark.domain.gs1;

import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * A Serial Shipping Container Code, AI 00: 18 digits with a check digit (GS1 General Specifications, section 3.3.1); names
 * a case, a pallet or whatever else goods are packed into.
 */
public record Sscc(String digits) implements Comparable<Sscc> {
    /** Digits. */
    public static final int LENGTH = 18;

    private static final int COUNTED = LENGTH - 1;

    public Sscc {
        Formats.key("SSCC", digits, LENGTH, ErrorCode.SSCC_INVALID);
    }

    /** The SSCC whose digits before the check digit are this number. */
    public static Sscc ofNumber(long number) {
        String counted = Long.toString(number);
        if (number < 0 || counted.length() > COUNTED) {
            throw new RefusedException(ErrorCode.SSCC_INVALID, "SSCC number " + number + ": has more than 17 digits");
        }
        return new Sscc(CheckDigit.append("0".repeat(COUNTED - counted.length()) + counted));
    }

    /** The digits before the check digit as a number: consecutive SSCCs have consecutive numbers. */
    public long number() {
        return Long.parseLong(digits.substring(0, COUNTED));
    }

    @Override
    public int compareTo(Sscc other) {
        return digits.compareTo(other.digits);
    }

    /** The 18 digits. */
    @Override
    public String toString() {
        return digits;
    }
}
