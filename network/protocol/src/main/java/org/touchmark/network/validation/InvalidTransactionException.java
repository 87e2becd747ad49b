package org.touchmark.network.validation;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A transaction that fails a check: its code goes into the block, its message into the log. */
final class InvalidTransactionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TxValidationCode code;

    InvalidTransactionException(TxValidationCode code, String message) {
        super(message);
        this.code = code;
    }

    InvalidTransactionException(TxValidationCode code, Exception cause) {
        super(cause.getMessage(), cause);
        this.code = code;
    }

    TxValidationCode code() {
        return code;
    }
}
