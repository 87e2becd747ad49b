package org.touchmark.gateway.custody;

import java.util.List;
import org.touchmark.gateway.problem.InputError;

/**
 * What came of a write, and what its caller should know of it: it was done all the same.
 *
 * @param result what came of it
 * @param notices each with its place in the caller's list, where it has one
 * @param <T> what is written
 */
public record Noted<T>(T result, List<InputError> notices) {
    /** Copies the list. */
    public Noted {
        notices = List.copyOf(notices);
    }
}
