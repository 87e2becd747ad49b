package org.touchmark.domain.gs1;

/** The check digit of GS1 keys: weights 3 and 1 from the right, modulo 10 (GS1 General Specifications, section 7.9.1). */
public final class CheckDigit {
    private CheckDigit() {}

    /** The check digit that belongs behind these digits. */
    public static char of(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("\"" + digits + "\": character " + (i + 1) + " is not a digit");
            }
            sum += (digits.length() - i) % 2 == 1 ? 3 * digit : digit;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    /** The digits with their check digit behind them. */
    public static String append(String digits) {
        return digits + of(digits);
    }
}
