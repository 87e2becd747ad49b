package org.touchmark.gateway.registration;

import java.time.Clock;
import java.time.Instant;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;

/** Seals a batch whose pages are all on the ledger, with its brand's signature over their root. */
final class Sealer {
    private final Member brand;
    private final String channel;
    private final Clock clock;

    Sealer(Member brand, String channel, Clock clock) {
        this.brand = brand;
        this.channel = channel;
        this.clock = clock;
    }

    BatchHead seal(BatchTerms terms, Bytes root, Patience patience) throws InterruptedException {
        Registry registry = new Registry(brand.ledger());
        try {
            return patience.ask(() -> registry.seal(terms.gtin(), terms.lot(), signed(terms, root)));
        } catch (RefusedException e) {
            // Sealed meanwhile: by an earlier run whose answer was lost.
            if (e.code() == ErrorCode.BATCH_SEALED) {
                BatchHead head = patience.ask(
                        () -> registry.batch(terms.gtin(), terms.lot()).orElseThrow(() -> e));
                return requireRoot(head, root);
            }
            throw e;
        }
    }

    static BatchHead requireRoot(BatchHead head, Bytes root) {
        Bytes sealed = head.seal().orElseThrow().root();
        if (!sealed.equals(root)) {
            throw new RefusedException(
                    ErrorCode.BATCH_EXISTS,
                    "GTIN " + head.terms().gtin() + " lot " + head.terms().lot()
                            + " is sealed with other serials: its root is " + sealed + ", of these serials it is "
                            + root);
        }
        return head;
    }

    // Anew with each try, since a seal's time must be the transaction's.
    private Seal signed(BatchTerms terms, Bytes root) {
        // Milliseconds, since the signed bytes hold no more.
        Instant at = Instant.ofEpochMilli(clock.millis());
        byte[] signed = Seal.signedBytes(channel, terms, brand.gln(), root, at);
        return new Seal(root, brand.sign(signed, at));
    }
}
