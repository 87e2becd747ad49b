package org.touchmark.gateway.ledger;

/** One party's way to the ledger: everything sent through it is signed with that party's key. */
public interface LedgerClient {
    /**
     * Reads, on one peer.
     *
     * @param invocation the function to call
     * @return what the contract answered
     * @throws org.touchmark.domain.error.RefusedException if the contract refuses
     * @throws LedgerUnavailableException if no peer answers in time
     */
    String evaluate(Invocation invocation);

    /**
     * The ledger's height at the peer that answers.
     *
     * @return the number of its blocks
     * @throws LedgerUnavailableException if no peer answers in time
     */
    long height();

    /**
     * Writes, and waits until it is known what became of it or until the deadline. A transaction that lost a conflict is
     * made anew with the same arguments, a bounded number of times: writes are idempotent by the operation id in them.
     *
     * @param invocation the function to call
     * @return what became of it
     * @throws LedgerUnavailableException if it could not be written, for certain
     */
    Outcome submit(Invocation invocation);

    /**
     * Writes and returns what the contract answered, for work that can wait: while the outcome is unknown, this waits
     * for the follow-up.
     *
     * @param invocation the function to call, with its operation id
     * @return the contract's answer
     * @throws org.touchmark.domain.error.RefusedException if the contract refuses
     * @throws LedgerUnavailableException if it could not be written, for certain
     * @throws OutcomeUnknownException if it stays unknown
     */
    default String commit(Invocation invocation) {
        Outcome outcome = submit(invocation);
        return Outcomes.result(
                invocation,
                outcome instanceof Outcome.Unknown unknown ? Outcomes.await(unknown, Outcomes.PATIENCE) : outcome);
    }
}
