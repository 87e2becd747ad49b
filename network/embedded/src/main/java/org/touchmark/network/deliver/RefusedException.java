package org.touchmark.network.deliver;

import org.hyperledger.fabric.protos.common.Status;

/** Why a request for blocks is not served: the status goes to the client, the message into the log. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Status status;

    RefusedException(Status status, String message) {
        super(message);
        this.status = status;
    }

    Status status() {
        return status;
    }
}
