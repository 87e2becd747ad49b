package org.touchmark.gateway.problem;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;
import org.touchmark.domain.custody.Consignment;

/**
 * What went wrong with a request, as RFC 9457 writes it.
 *
 * @param status the HTTP status
 * @param code the error code, one word in capitals; also the last part of the problem's type
 * @param title the same for every problem of this code
 * @param detail this case: the thing, the value, the rule, the way out
 * @param errors the first places of the input that are wrong; empty for other problems
 * @param errorCount how many there are in all
 */
public record Problem(int status, String code, String title, String detail, List<InputError> errors, int errorCount) {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Most input errors that one problem lists of a list of serials, which may have millions. */
    public static final int MAX_ERRORS = 100;

    /** Most that one lists of anything: each of a hand-off's goods. */
    private static final int MAX_LISTED = Consignment.MAX_UNITS;

    /** Checks the parts and keeps the first errors. */
    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status " + status + ": not an error");
        }
        requireNonNull(code, "code");
        requireNonNull(title, "title");
        requireNonNull(detail, "detail");
        errors = List.copyOf(errors.subList(0, Math.min(errors.size(), MAX_LISTED)));
    }

    /**
     * A problem without a list of input errors.
     *
     * @param status the HTTP status
     * @param code the error code
     * @param title what problems of this code have in common
     * @param detail this case
     * @return the problem
     */
    public static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, List.of(), 0);
    }

    /**
     * This problem with the input errors that made it.
     *
     * @param found the first of them
     * @param count how many there are in all
     * @return the fuller problem
     */
    public Problem withErrors(List<InputError> found, int count) {
        return new Problem(status, code, title, detail, found, count);
    }

    /**
     * This problem as an exception to throw.
     *
     * @return the exception
     */
    public ProblemException asException() {
        return new ProblemException(this);
    }

    /**
     * How long a caller waits before it sends the same again.
     *
     * @return seconds; empty where the same again would be refused again
     */
    public OptionalInt retryAfterSeconds() {
        return switch (status) {
            case 429 -> OptionalInt.of(2);
            case 503 -> OptionalInt.of(5);
            default -> OptionalInt.empty();
        };
    }

    /**
     * The problem's JSON object.
     *
     * @return type, title, status, detail, code, and the input errors where there are any
     */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "urn:touchmark:problem:" + code);
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        json.put("code", code);
        if (errorCount > 0) {
            json.put("errorCount", errorCount);
            var list = json.putArray("errors");
            errors.forEach(error -> list.add(error.toJson()));
        }
        return json;
    }
}
