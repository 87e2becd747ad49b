package org.touchmark.gateway.custody;

import java.util.Comparator;
import org.touchmark.gateway.problem.InputError;

/**
 * What a caller calls a thing, and where in its list.
 *
 * @param number of the thing among all that were named, from 1
 * @param place 1-based position in the list
 * @param list the list, such as {@code links}
 * @param value what stands there
 * @param serial the unit's serial or the container's SSCC; empty where the caller did not say it
 * @param words the thing in a sentence, such as {@code serial A1}
 */
public record ThingName(int number, int place, String list, String value, String serial, String words)
        implements Comparable<ThingName> {

    /**
     * What is wrong with the thing.
     *
     * @param code the error code
     * @param message in words
     * @return the error at the thing's place
     */
    public InputError error(String code, String message) {
        return new InputError(place, list, value, serial, code, message);
    }

    @Override
    public int compareTo(ThingName other) {
        return Comparator.comparingInt(ThingName::number).compare(this, other);
    }
}
