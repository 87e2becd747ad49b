package org.touchmark.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.PeerStatus;
import org.touchmark.gateway.ledger.WriteStatus;

/** Whether the ledger can be written through its peers now. Asked by anyone, so it asks the peers once a second at most. */
final class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Lock asking = new ReentrantLock();
    private volatile @Nullable Report last;

    Readiness(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What the peers said, and when.
     *
     * @param peers one status a peer
     * @param writes whether transactions got through lately
     * @param atNanos of {@link System#nanoTime}
     */
    record Report(List<PeerStatus> peers, WriteStatus writes, long atNanos) {
        /** Any peer that is up can be read from. */
        boolean canRead() {
            return peers.stream().anyMatch(PeerStatus::up);
        }

        boolean isReady() {
            return canEndorse() && !writes.stopped();
        }

        /** Why writes do not get through; empty if nothing speaks against it. */
        String whyNoWrites() {
            if (peers.isEmpty()) {
                return "the peers are being asked for the first time";
            }
            return canEndorse()
                    ? writes.detail()
                    : "transactions need peers of more than half of the organisations, and fewer are up";
        }

        /** Endorsement asks for more than half of the organisations, so that many must have a peer that is up. */
        private boolean canEndorse() {
            long all = peers.stream().map(PeerStatus::organisation).distinct().count();
            long up = peers.stream()
                    .filter(PeerStatus::up)
                    .map(PeerStatus::organisation)
                    .collect(Collectors.toSet())
                    .size();
            return up * 2 > all;
        }
    }

    /**
     * One asks, since peers that hang take seconds to say nothing; the others are told what was found last, and hold no
     * thread.
     */
    Report report() {
        Report known = last;
        if (known != null && System.nanoTime() - known.atNanos() <= FRESH.toNanos()) {
            return known;
        }
        if (!asking.tryLock()) {
            return known != null ? known : new Report(List.of(), WriteStatus.FLOWING, System.nanoTime());
        }
        try {
            Report now = last;
            if (now == null || System.nanoTime() - now.atNanos() > FRESH.toNanos()) {
                now = new Report(ledger.peers(), ledger.writes(), System.nanoTime());
                last = now;
            }
            return now;
        } finally {
            asking.unlock();
        }
    }
}
