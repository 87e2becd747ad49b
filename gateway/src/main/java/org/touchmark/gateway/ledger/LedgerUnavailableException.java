package org.touchmark.gateway.ledger;

import org.jspecify.annotations.Nullable;

/** No peer could read or write in time; nothing was written. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with the last failure.
     *
     * @param message which peers were asked and what the last one said
     * @param cause the last failure
     */
    public LedgerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
