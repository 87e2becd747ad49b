package org.touchmark.domain.gs1;

import org.touchmark.domain.error.ErrorCode;

/**
 * A GS1 Company Prefix: 4 to 12 digits (GS1 General Specifications, section 1.4.4). Whoever holds one makes the GTINs
 * that begin with it behind the indicator digit.
 */
public record CompanyPrefix(String digits) implements Comparable<CompanyPrefix> {
    public static final int MIN_LENGTH = 4;
    public static final int MAX_LENGTH = 12;

    public CompanyPrefix {
        int wrong = Formats.firstNonDigit(digits);
        if (wrong >= 0) {
            String rule = "character " + (wrong + 1) + " is not a digit";
            throw Formats.refused("company prefix", digits, rule, ErrorCode.ARGUMENT_INVALID);
        }
        if (digits.length() < MIN_LENGTH || digits.length() > MAX_LENGTH) {
            String rule = "has " + digits.length() + " digits, should be " + MIN_LENGTH + " to " + MAX_LENGTH;
            throw Formats.refused("company prefix", digits, rule, ErrorCode.ARGUMENT_INVALID);
        }
        if (digits.startsWith("00000") || digits.equals("0000")) {
            String rule = "is in the range of GTIN-8, which has no company prefixes";
            throw Formats.refused("company prefix", digits, rule, ErrorCode.ARGUMENT_INVALID);
        }
    }

    /** Whether the holder of this prefix makes this GTIN; never for a GTIN-8. */
    public boolean owns(Gtin gtin) {
        return !gtin.isGtin8() && gtin.digits().startsWith(digits, 1);
    }

    /** Whether the holder of this prefix gives out this SSCC. */
    public boolean owns(Sscc sscc) {
        return sscc.digits().startsWith(digits, 1);
    }

    /** Whether some GTIN would belong to both prefixes. */
    public boolean overlaps(CompanyPrefix other) {
        return digits.startsWith(other.digits) || other.digits.startsWith(digits);
    }

    @Override
    public int compareTo(CompanyPrefix other) {
        return digits.compareTo(other.digits);
    }

    /** The digits. */
    @Override
    public String toString() {
        return digits;
    }
}
