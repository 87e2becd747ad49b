package org.touchmark.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.PeerStatus;

/** Whether the ledger can be written through its peers now. Asked by anyone, so it asks the peers once a second at most. */
final class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Ledger ledger;
    private @Nullable Report last;

    Readiness(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What the peers said, and when.
     *
     * @param peers one status a peer
     * @param atNanos of {@link System#nanoTime}
     */
    record Report(List<PeerStatus> peers, long atNanos) {
        /** Endorsement asks for more than half of the organisations, so that many must have a peer that is up. */
        boolean isReady() {
            long all = peers.stream().map(PeerStatus::organisation).distinct().count();
            long up = peers.stream()
                    .filter(PeerStatus::up)
                    .map(PeerStatus::organisation)
                    .collect(Collectors.toSet())
                    .size();
            return up * 2 > all;
        }
    }

    synchronized Report report() {
        if (last == null || System.nanoTime() - last.atNanos() > FRESH.toNanos()) {
            last = new Report(ledger.peers(), System.nanoTime());
        }
        return last;
    }
}
