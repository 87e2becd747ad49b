package org.touchmark.gateway.ledger;

import java.util.List;

/** A channel of the ledger, reached through its peers. */
public interface Ledger extends AutoCloseable {
    /**
     * The way to the ledger for one signatory.
     *
     * @param signatory who signs
     * @return a client, safe for several threads
     */
    LedgerClient as(Signatory signatory);

    /**
     * Asks every peer for its height and for a trial read, each with a deadline.
     *
     * @return one status for each peer, in the order of the connection file
     */
    List<PeerStatus> peers();

    /** Closes the connections; calls under way fail. */
    @Override
    void close();
}
