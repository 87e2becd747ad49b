package org.touchmark.domain.ledger;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * The name that a caller gives to one write, so that doing it twice does it once: 16 to 64 letters and digits. Nothing else, so
 * that no shell takes it for an option, no address has to escape it, and a double click takes all of it.
 */
public record OperationId(String value) {
    /** Bytes that a made id is of: 160 bits, 32 characters. */
    public static final int MADE_BYTES = 20;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{16,64}");

    public OperationId {
        if (!FORM.matcher(value).matches()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "an operation id is 16 to 64 letters and digits, nothing else");
        }
    }

    /**
     * An id made of bytes that are as good as never the same twice: a hash of what is done once, or random ones.
     *
     * @param bytes 10 to 40
     */
    public static OperationId of(byte[] bytes) {
        return new OperationId(Encodings.base32(bytes));
    }

    /** The id of one of several operations that were asked for under this one. */
    public OperationId part(int number) {
        byte[] hash = SignedBytes.of("touchmark/operation-part/v1")
                .text(value)
                .number(number)
                .sha256()
                .toArray();
        return of(Arrays.copyOf(hash, MADE_BYTES));
    }

    @Override
    public String toString() {
        return value;
    }
}
