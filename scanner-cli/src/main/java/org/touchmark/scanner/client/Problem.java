package org.touchmark.scanner.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

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
     * @param place where it stands, in words for people; empty if line and column say it
     * @param line where it stands, counted from 1; 0 if it has no line
     * @param column the column's name; empty if it has none
     * @param value the value that was found; empty if there is none
     * @param serial the serial or SSCC of the thing that it is about; empty if none is known
     * @param code the error code
     * @param message what is wrong with it
     */
    public record InputError(
            String place, long line, String column, String value, String serial, String code, String message) {

        private static InputError of(JsonNode error) {
            return new InputError(
                    "",
                    error.path("line").asLong(0),
                    error.path("column").asText(""),
                    error.path("value").asText(""),
                    error.path("serial").asText(""),
                    error.path("code").asText(""),
                    error.path("message").asText(""));
        }

        /** The same somewhere else: where the thing stands in what the caller reads, in place of what was sent. */
        public InputError at(String words, long number) {
            return new InputError(words, number, column, value, serial, code, message);
        }

        /** As programs read it: {@code place} counts from 1, and is 0 where there are no places. */
        public JsonNode toJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("place", line)
                    .put("list", column)
                    .put("serial", serial)
                    .put("code", code)
                    .put("message", message);
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

    /** This problem with its faults at other places; one that lists none has its detail as the only one. */
    public Problem placed(UnaryOperator<InputError> places) {
        List<InputError> faults =
                errors.isEmpty() ? List.of(new InputError("", 0, "", "", "", code, sentence())) : errors;
        List<InputError> placed = faults.stream().map(places).toList();
        boolean told = errors.isEmpty() && placed.equals(faults);
        return told ? this : new Problem(status, code, title, detail, placed, Math.max(errorCount, placed.size()));
    }

    private String sentence() {
        return detail.isEmpty() ? title : detail;
    }

    /** What was done and should be known all the same: the members {@code warnings} of an answer. */
    public static List<InputError> warnings(JsonNode answer) {
        List<InputError> warnings = new ArrayList<>();
        answer.path("warnings").forEach(warning -> warnings.add(InputError.of(warning)));
        return List.copyOf(warnings);
    }

    /** Whether the gateway says that it, or its ledger, can not do its work now. */
    public boolean isOutage() {
        return status == 429 || status == 502 || status == 503 || status == 504 || status == 507;
    }
}
