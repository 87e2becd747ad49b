package org.touchmark.network.validation;

/** A block that does not follow on its chain, or is not what an orderer of the channel signed. */
public final class InvalidBlockException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long number;

    InvalidBlockException(long number, String reason) {
        super(reason);
        this.number = number;
    }

    /** The number that the block gives itself. */
    public long number() {
        return number;
    }
}
