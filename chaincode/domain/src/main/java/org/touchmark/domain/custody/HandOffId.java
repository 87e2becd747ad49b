package org.touchmark.domain.custody;

import java.util.regex.Pattern;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.OperationId;

/**
 * The name that a sender gives to a hand-off: its GLN, the letter h, and 16 to 64 letters and digits. Since it begins with who
 * offers, nobody takes a name that another may want; and since nothing but letters and digits is in it, a double click takes
 * all of it, no shell takes it for an option, and no spreadsheet for a number.
 */
public record HandOffId(String value) implements Comparable<HandOffId> {
    private static final Pattern FORM = Pattern.compile("[0-9]{13}h[A-Za-z0-9]{16,64}");

    public HandOffId {
        if (!FORM.matcher(value).matches()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "a hand-off's id is its sender's GLN, the letter h, and 16 to 64 letters and digits, such as"
                            + " 9506000100005h5f3c9a0b1d2e4f60; this one is not, so copy it whole");
        }
    }

    /** The id of the hand-off that a sender's operation offers. */
    public static HandOffId of(Gln sender, OperationId operation) {
        return new HandOffId(sender.digits() + "h" + operation.value());
    }

    /** Whether it is one that a sender may give. */
    boolean isOf(Gln sender) {
        return value.startsWith(sender.digits());
    }

    @Override
    public int compareTo(HandOffId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
