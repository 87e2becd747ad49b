package org.touchmark.domain.gs1;

import org.jspecify.annotations.Nullable;

/** What numbers, and texts that hold numbers, are held to. */
final class NumberRules {
    private NumberRules() {}

    static @Nullable String nonZero(String digits) {
        return isZero(digits) ? "has " + digits + " where it should have more than zero" : null;
    }

    static @Nullable String noLeadingZero(String digits) {
        return digits.startsWith("0") ? "begins with a zero, which it should not" : null;
    }

    static @Nullable String nonDigit(String text) {
        return Formats.firstNonDigit(text) < 0 ? "has digits only, should have another character too" : null;
    }

    static @Nullable String atMost(String what, String digits, long most) {
        return Long.parseLong(digits) <= most ? null : what + " is " + digits + ", should be at most " + most;
    }

    /** The number of a piece, and how many there are, in half of the digits each. */
    static @Nullable String pieceOfTotal(String digits) {
        String piece = digits.substring(0, digits.length() / 2);
        String total = digits.substring(digits.length() / 2);
        if (isZero(piece) || isZero(total)) {
            return "piece " + piece + " of " + total + ": both count from 1";
        }
        return piece.compareTo(total) <= 0 ? null : "piece " + piece + " of " + total + ": there are not so many";
    }

    /** Such as 1/3: neither with a zero before it, the first at most the second. */
    static @Nullable String placeInSequence(String text) {
        int slash = text.indexOf('/');
        String place = slash < 0 ? "" : text.substring(0, slash);
        String last = text.substring(slash + 1);
        boolean numbers = isNumber(place) && isNumber(last);
        if (!numbers) {
            return "has " + ShownText.of(text) + " where it should have a place and a number of places, such as 1/3";
        }
        boolean inside =
                place.length() < last.length() || (place.length() == last.length() && place.compareTo(last) <= 0);
        return inside ? null : "place " + place + " of " + last + ": there are not so many";
    }

    /** Two hexadecimal digits behind each percent sign (General Specifications, section 7.13). */
    static @Nullable String percentEncoded(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                return "two hexadecimal digits should follow the percent sign at character " + (i + 1)
                        + " of the value";
            }
        }
        return null;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.charAt(0) != '0' && Formats.firstNonDigit(text) < 0;
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(c -> c == '0');
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
