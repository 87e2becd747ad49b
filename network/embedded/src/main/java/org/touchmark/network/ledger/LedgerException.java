package org.touchmark.network.ledger;

/** A block or a database that can not be used; the message names the ledger, the block and the way out. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
