package org.touchmark.gateway.problem;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with one place of a caller's input.
 *
 * @param line 1-based line of a CSV file, or 1-based position in a JSON list; 0 where the input has no lines
 * @param column the column or field
 * @param value what stands there, cut to {@value #MAX_VALUE_CHARACTERS} characters
 * @param code the error code
 * @param message what is wrong and what the rule is
 */
public record InputError(int line, String column, String value, String code, String message) {
    /** Longest value that is repeated back, in characters. */
    public static final int MAX_VALUE_CHARACTERS = 80;

    /** Checks the parts and cuts the value. */
    public InputError {
        if (line < 0) {
            throw new IllegalArgumentException("line " + line + ": below 0");
        }
        requireNonNull(column, "column");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        if (value.length() > MAX_VALUE_CHARACTERS) {
            value = value.substring(0, MAX_VALUE_CHARACTERS) + "…";
        }
    }
}
