package org.touchmark.network.validation;

import java.util.Optional;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * What the checks made of a transaction.
 *
 * @param code VALID, or the first check that it failed
 * @param reason why it is invalid, for the log
 * @param content what it reads and writes; present exactly if it is valid
 */
public record Checked(TxValidationCode code, String reason, Optional<Content> content) {
    /** What later checks and the state need of a transaction. */
    public record Content(String transactionId, ReadWriteSet readWriteSet) {}

    static Checked valid(Content content) {
        return new Checked(TxValidationCode.VALID, "", Optional.of(content));
    }

    static Checked invalid(TxValidationCode code, String reason) {
        return new Checked(code, reason, Optional.empty());
    }
}
