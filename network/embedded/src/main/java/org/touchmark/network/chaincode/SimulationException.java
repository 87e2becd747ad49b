package org.touchmark.network.chaincode;

/** A proposal that could not be simulated; the message is what Fabric's peer would answer with. */
public class SimulationException extends Exception {
    private static final long serialVersionUID = 1L;

    public SimulationException(String message) {
        super(message);
    }

    public SimulationException(String message, Throwable cause) {
        super(message, cause);
    }
}
