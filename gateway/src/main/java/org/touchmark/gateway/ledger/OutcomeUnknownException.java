package org.touchmark.gateway.ledger;

/** A transaction was sent, and no peer said in time what became of it; it is followed up in the background. */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String function;
    private final String operation;

    // Kept for the handler of the same request: an exception of ours is never serialized.
    private final transient Outcome.Unknown outcome;

    OutcomeUnknownException(Invocation invocation, Outcome.Unknown outcome) {
        super(invocation.function() + ": transaction " + outcome.transactionId()
                + " was sent and may be on the ledger; no peer said so in time, and it is being followed up");
        this.function = invocation.function();
        this.operation = invocation.operation();
        this.outcome = outcome;
    }

    /**
     * What was called.
     *
     * @return the contract and its function
     */
    public String function() {
        return function;
    }

    /**
     * The operation, under which the contract remembers that it is done.
     *
     * @return its id
     */
    public String operation() {
        return operation;
    }

    /**
     * What is known so far.
     *
     * @return the transaction, and where its end will be told
     */
    public Outcome.Unknown outcome() {
        return outcome;
    }
}
