package org.touchmark.network.peer;

/**
 * A proposal that a peer does not process: its client sees a gRPC error (core/endorser/endorser.go returns an error).
 * The message is Fabric's.
 */
final class ProposalRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Who refused: the gateway tells them apart. */
    enum By {
        /** A filter before the endorser (core/handlers/auth/filter): the client sees UNAVAILABLE. */
        FILTER,
        /** The endorser's own checks: the client sees FAILED_PRECONDITION. */
        ENDORSER
    }

    private final By by;

    ProposalRefusedException(By by, String message) {
        super(message);
        this.by = by;
    }

    By by() {
        return by;
    }
}
