package org.touchmark.network.msp;

/** An identity that the channel does not accept; the message says why, in Fabric's words where Fabric has some. */
public class InvalidIdentityException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidIdentityException(String message) {
        super(message);
    }

    public InvalidIdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
