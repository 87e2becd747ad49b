package org.touchmark.scanner.party;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of operations: the ledger does each once, however often it is sent. */
public final class OperationIds {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private OperationIds() {}

    /** An id that nobody has used. */
    public static String fresh() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The id itself, if it has the form that the ledger takes. */
    public static String checked(String id) {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "operation %s: write 16 to 64 letters, digits, _ or - (the same again repeats nothing)"
                            .formatted(id));
        }
        return id;
    }
}
