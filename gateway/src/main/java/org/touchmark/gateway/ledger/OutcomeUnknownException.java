package org.touchmark.gateway.ledger;

/** A transaction was sent, and no peer said in time what became of it, though it was sent again. */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(String function, String transactionId) {
        super(function + ": transaction " + transactionId
                + " was sent and may be on the ledger; no peer said so in time");
    }
}
