package org.touchmark.gateway.ledger;

import org.touchmark.domain.ledger.Epoch;

/**
 * The contract's functions on the epoch, for one party.
 *
 * @param client the party's way to the ledger
 */
public record EpochLedger(LedgerClient client) {

    /**
     * The epoch that stands.
     *
     * @return its number and when it began
     */
    public Epoch read() {
        return Epoch.fromJson(new Functions(client).read("time:Epoch"));
    }

    /**
     * Begins the next epoch.
     *
     * @return the epoch that began
     * @throws OutcomeUnknownException if it is not known in time whether it did
     */
    public Epoch advance() {
        return Epoch.fromJson(new Functions(client).writeNow(Invocation.of("time:Advance"), OperationIds.random()));
    }
}
