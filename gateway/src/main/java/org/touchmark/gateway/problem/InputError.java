package org.touchmark.gateway.problem;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One thing wrong with one place of a caller's input.
 *
 * @param line 1-based line of a CSV file, or 1-based position in a JSON list; 0 where the input has no lines
 * @param column the column or field
 * @param value what stands there, cut to {@value #MAX_VALUE_CHARACTERS} characters
 * @param serial the serial or SSCC of the thing that it is about; empty where it is about none that is known
 * @param code the error code
 * @param message what is wrong and what the rule is
 */
public record InputError(int line, String column, String value, String serial, String code, String message) {
    /** Longest value that is repeated back, in characters. */
    public static final int MAX_VALUE_CHARACTERS = 80;

    /** Checks the parts and cuts the value. */
    public InputError {
        if (line < 0) {
            throw new IllegalArgumentException("line " + line + ": below 0");
        }
        requireNonNull(column, "column");
        requireNonNull(serial, "serial");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        if (value.length() > MAX_VALUE_CHARACTERS) {
            value = value.substring(0, MAX_VALUE_CHARACTERS) + "…";
        }
    }

    /**
     * One that is about no single thing.
     *
     * @param line as above
     * @param column as above
     * @param value as above
     * @param code as above
     * @param message as above
     */
    public InputError(int line, String column, String value, String code, String message) {
        this(line, column, value, "", code, message);
    }

    /**
     * Its JSON object.
     *
     * @return line, column, value, the serial where one is known, code and message
     */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("line", line)
                .put("column", column)
                .put("value", value);
        if (!serial.isEmpty()) {
            json.put("serial", serial);
        }
        return json.put("code", code).put("message", message);
    }
}
