package org.touchmark.scanner.client;

/** No usable answer came: the gateway is down, too slow, or is not one; nothing can be said about what was asked. */
public final class GatewayUnreachableException extends GatewayException {

    private static final long serialVersionUID = 1L;

    GatewayUnreachableException(String message) {
        super(message);
    }

    GatewayUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
