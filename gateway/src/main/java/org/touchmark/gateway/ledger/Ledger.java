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

    /**
     * Whether transactions get through, from what became of the last ones; nothing is sent to find out.
     *
     * @return the state of writing
     */
    WriteStatus writes();

    /** Closes the connections; calls under way fail. */
    @Override
    void close();
}
