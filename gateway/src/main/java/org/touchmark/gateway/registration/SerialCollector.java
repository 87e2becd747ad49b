package org.touchmark.gateway.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;

/** Collects the serials of an input and everything that is wrong with it, so that one answer names all the places. */
final class SerialCollector {
    /** The most serials of a batch: its seal reads every page's summary in one transaction. */
    static final int MAX_SERIALS = 1_000_000;

    private static final String COLUMN = "serial";

    private final List<SerialNumber> serials = new ArrayList<>();
    private final Map<String, Integer> firstLines = new HashMap<>();
    private final List<InputError> errors = new ArrayList<>();
    private int errorCount;

    /** Takes a serial, or notes why it can't be one. */
    void add(int line, String serial) {
        if (serials.size() >= MAX_SERIALS) {
            throw Problems.unprocessable(
                            "TOO_MANY_UNITS",
                            "line " + line + ": a batch has at most " + MAX_SERIALS
                                    + " units; send the rest as another lot")
                    .asException();
        }
        try {
            SerialNumber checked = new SerialNumber(serial);
            if (Dots.isAll(serial)) {
                throw new RefusedException(ErrorCode.SERIAL_INVALID, "serial " + serial + ": " + Dots.RULE);
            }
            Integer first = firstLines.putIfAbsent(serial, line);
            if (first == null) {
                serials.add(checked);
            } else {
                addError(new InputError(
                        line,
                        COLUMN,
                        serial,
                        "SERIAL_DUPLICATE",
                        "serial " + serial + ": on line " + line + " and already on line " + first
                                + "; a serial names one unit"));
            }
        } catch (RefusedException e) {
            addError(new InputError(line, COLUMN, serial, e.code().name(), e.prose()));
        }
    }

    /** Notes something else that is wrong. */
    void addError(InputError error) {
        errorCount++;
        if (errors.size() < Problem.MAX_ERRORS) {
            errors.add(error);
        }
    }

    /** The serials in the input's order, if nothing is wrong with any and there is one at least. */
    List<SerialNumber> finish() {
        if (errorCount > 0) {
            InputError first = errors.get(0);
            throw Problems.unprocessable(
                            "INPUT_INVALID",
                            errorCount + (errorCount == 1 ? " place" : " places")
                                    + " of the input can't be used and nothing was registered; the first: line "
                                    + first.line() + ": " + first.message())
                    .withErrors(errors, errorCount)
                    .asException();
        }
        if (serials.isEmpty()) {
            throw Problems.unprocessable(
                            "INPUT_EMPTY", "The input has no serial: a batch has at least one; nothing was registered.")
                    .asException();
        }
        return List.copyOf(serials);
    }
}
