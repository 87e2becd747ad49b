package org.touchmark.scanner.client;

import java.io.IOException;

/** A gateway that was asked gave nothing to use: it was not reached, or it refused. */
public abstract sealed class GatewayException extends IOException
        permits GatewayUnreachableException, GatewayRefusedException {

    private static final long serialVersionUID = 1L;

    GatewayException(String message) {
        super(message);
    }

    GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
