package org.touchmark.network.scc;

/** The channel's policy does not let the signer use a resource; the message is Fabric's. */
public class AccessDeniedException extends Exception {
    private static final long serialVersionUID = 1L;

    public AccessDeniedException(String message) {
        super(message);
    }
}
