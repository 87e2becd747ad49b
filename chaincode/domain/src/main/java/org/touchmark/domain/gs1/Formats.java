package org.touchmark.domain.gs1;

import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** The three shapes of GS1 values: digits, keys (digits with a check digit), and text of a limited character set. */
final class Formats {
    private Formats() {}

    static void digits(String title, String value, int length, ErrorCode error) {
        int wrong = firstNonDigit(value);
        if (wrong >= 0) {
            throw refused(title, value, "character " + (wrong + 1) + " is not a digit", error);
        }
        if (value.length() != length) {
            throw refused(title, value, "has " + value.length() + " digits, should be " + length, error);
        }
    }

    static void key(String title, String value, int length, ErrorCode error) {
        digits(title, value, length, error);
        String fault = KeyRules.checkDigit(value);
        if (fault != null) {
            throw refused(title, value, fault, error);
        }
    }

    /** Text of 1 to {@code maxLength} characters of set 82. */
    static void text(String title, String value, int maxLength, ErrorCode error) {
        if (value.isEmpty()) {
            throw refused(title, value, "is empty, should be 1 to " + maxLength + " characters", error);
        }
        int wrong = CharacterSet82.firstForeign(value);
        if (wrong >= 0) {
            throw refused(title, value, character(value, wrong, "is not in GS1's character set 82"), error);
        }
        if (value.length() > maxLength) {
            String rule = "has " + value.length() + " characters, at most " + maxLength + " are allowed";
            throw refused(title, value, rule, error);
        }
    }

    /** What is wrong with the character at an index. */
    static String character(String value, int index, String rule) {
        String character = Character.toString(value.codePointAt(index));
        return "character " + (value.codePointCount(0, index) + 1) + " (" + ShownText.of(character) + ") " + rule;
    }

    static int firstNonDigit(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return i;
            }
        }
        return -1;
    }

    static RefusedException refused(String title, String value, String rule, ErrorCode error) {
        return new RefusedException(error, title + " " + ShownText.of(value) + ": " + rule);
    }
}
