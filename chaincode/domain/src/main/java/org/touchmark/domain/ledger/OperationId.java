package org.touchmark.domain.ledger;

import java.util.regex.Pattern;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** The name that a caller gives to one write, so that doing it twice does it once: 16 to 64 of {@code A-Za-z0-9_-}. */
public record OperationId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    public OperationId {
        if (!FORM.matcher(value).matches()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "an operation id is 16 to 64 letters, digits, '_' or '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
