package org.touchmark.scanner.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Problem details as a gateway sends them (RFC 9457, with Touchmark's members).
 *
 * @param status the HTTP status
 * @param code the error code, such as PREFIX_NOT_OWNED; empty if none was sent
 * @param title what went wrong, in general
 * @param detail what went wrong this time; empty if none was sent
 * @param errors single faults of the input, the first of them
 * @param errorCount how many faults there are in all
 */
public record Problem(int status, String code, String title, String detail, List<InputError> errors, long errorCount) {

    private static final int MAX_ERRORS = 1_000;

    /**
     * One fault of the input.
     *
     * @param line where it stands, counted from 1; 0 if it has no line
     * @param column the column's name; empty if it has none
     * @param value the value that was found; empty if there is none
     * @param code the error code
     * @param message what is wrong with it
     */
    public record InputError(long line, String column, String value, String code, String message) {

        private static InputError of(JsonNode error) {
            return new InputError(
                    error.path("line").asLong(0),
                    error.path("column").asText(""),
                    error.path("value").asText(""),
                    error.path("code").asText(""),
                    error.path("message").asText(""));
        }
    }

    public Problem {
        errors = List.copyOf(errors);
    }

    /** Reads problem details; what is missing is taken from the HTTP status, or left empty. */
    public static Problem of(int status, JsonNode json) {
        List<InputError> errors = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            if (errors.size() < MAX_ERRORS) {
                errors.add(InputError.of(error));
            }
        }
        return new Problem(
                json.path("status").asInt(status),
                json.path("code").asText(""),
                json.path("title").asText("HTTP status " + status),
                json.path("detail").asText(""),
                errors,
                json.path("errorCount").asLong(errors.size()));
    }

    /** Whether the gateway says that it, or its ledger, can not do its work now. */
    public boolean isOutage() {
        return status == 429 || status == 502 || status == 503 || status == 504 || status == 507;
    }
}
