package org.touchmark.network.peer;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a peer can do its work, found by trying.
 *
 * @param height the number of blocks that it has committed
 * @param problems by chaincode, why its server can not be reached; empty if all is well
 */
public record PeerHealth(long height, Map<String, String> problems) {
    public PeerHealth {
        problems = Map.copyOf(problems);
    }

    /** Dials the chaincode servers that are not connected, each for as long as an invoke would. */
    public static PeerHealth of(PeerNode peer) {
        Map<String, String> problems = new TreeMap<>();
        peer.chaincodes()
                .all()
                .forEach((name, link) -> link.problem().ifPresent(problem -> problems.put(name, problem)));
        return new PeerHealth(peer.ledger().height(), problems);
    }

    public boolean isWell() {
        return problems.isEmpty();
    }
}
