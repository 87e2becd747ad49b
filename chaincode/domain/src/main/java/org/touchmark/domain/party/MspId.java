package org.touchmark.domain.party;

import java.util.regex.Pattern;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** The name of an organisation's membership service: 1 to 64 letters, digits, '.', '_' or '-'. */
public record MspId(String value) implements Comparable<MspId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public MspId {
        if (!FORM.matcher(value).matches()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "an MSP id is 1 to 64 letters, digits, '.', '_' or '-'");
        }
    }

    @Override
    public int compareTo(MspId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
