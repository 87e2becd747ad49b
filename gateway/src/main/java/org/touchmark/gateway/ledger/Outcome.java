package org.touchmark.gateway.ledger;

import java.util.concurrent.CompletableFuture;
import org.touchmark.domain.error.RefusedException;

/** What became of a submitted transaction, as far as it is known. */
public sealed interface Outcome {
    /**
     * It is on the ledger and valid.
     *
     * @param result what the contract answered
     * @param transactionId its id
     * @param blockNumber the block that holds it
     */
    record Committed(String result, String transactionId, long blockNumber) implements Outcome {}

    /**
     * The contract refused it; nothing was written.
     *
     * @param refusal the contract's code and reason
     */
    record Refused(RefusedException refusal) implements Outcome {}

    /**
     * It was sent, and no peer said in time what became of it: it may be on the ledger, now or later. It is followed up
     * in the background. Sending the same operation again is safe, since the contract answers an operation id's first
     * result.
     *
     * @param transactionId the id to ask for
     * @param end completed once it is known: committed or refused, or with a {@link LedgerUnavailableException} if it
     *     was not written, for certain
     */
    record Unknown(String transactionId, CompletableFuture<Outcome> end) implements Outcome {}
}
