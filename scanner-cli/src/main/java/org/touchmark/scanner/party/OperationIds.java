package org.touchmark.scanner.party;

import java.security.SecureRandom;
import org.touchmark.domain.ledger.OperationId;

/** Names for operations: the ledger does each once, however often it is sent. */
public final class OperationIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private OperationIds() {}

    /** An id that nobody has used. */
    public static OperationId fresh() {
        byte[] random = new byte[OperationId.MADE_BYTES];
        RANDOM.nextBytes(random);
        return OperationId.of(random);
    }
}
