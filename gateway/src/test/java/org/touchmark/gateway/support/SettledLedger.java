package org.touchmark.gateway.support;

import java.time.Duration;
import java.util.List;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Invocation;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.Outcome;
import org.touchmark.gateway.ledger.PeerStatus;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.ledger.WriteStatus;

/**
 * A ledger that tells of a write once every peer has it: what is written as one party is there for another, which reads
 * through a peer of its own. Peers commit a block each in its own time, milliseconds apart, or more on a busy machine.
 *
 * @param ledger the ledger itself, which this closes
 */
public record SettledLedger(FabricLedger ledger) implements Ledger {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public LedgerClient as(Signatory signatory) {
        return new Client(ledger, ledger.as(signatory));
    }

    @Override
    public List<PeerStatus> peers() {
        return ledger.peers();
    }

    @Override
    public WriteStatus writes() {
        return ledger.writes();
    }

    @Override
    public void close() {
        ledger.close();
    }

    private record Client(FabricLedger ledger, LedgerClient client) implements LedgerClient {
        @Override
        public String evaluate(Invocation invocation) {
            return client.evaluate(invocation);
        }

        @Override
        public long height() {
            return client.height();
        }

        @Override
        public Outcome submit(Invocation invocation) {
            Outcome outcome = client.submit(invocation);
            try {
                ledger.awaitEveryPeer(LIMIT);
            } catch (LedgerUnavailableException e) {
                // A peer that is down gets the block when it is back.
            }
            return outcome;
        }
    }
}
