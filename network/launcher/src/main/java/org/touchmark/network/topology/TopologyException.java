package org.touchmark.network.topology;

/** A topology that no network can be made of; the message names the file, the line, the key and the rule. */
public final class TopologyException extends Exception {
    private static final long serialVersionUID = 1L;

    public TopologyException(String message) {
        super(message);
    }

    public TopologyException(String message, Throwable cause) {
        super(message, cause);
    }
}
