package org.touchmark.gateway.label;

import org.touchmark.gateway.problem.Problems;

/**
 * Some of a batch's labels.
 *
 * @param first the first one's number, counted from 1
 * @param count how many
 */
public record LabelRange(int first, int count) {
    /** Checks that the numbers are positive. */
    public LabelRange {
        if (first < 1 || count < 1) {
            throw Problems.unprocessable(
                            "ARGUMENT_INVALID", "first " + first + ", count " + count + ": both count from 1.")
                    .asException();
        }
    }
}
