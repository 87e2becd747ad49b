package org.touchmark.gateway.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;

/** Seals a batch whose pages are all on the ledger: its chunks, several at once, then once with its brand's signature over the root. */
final class Sealer {
    /** Each waits for a block most of its time. */
    private static final int CHUNKS_AT_ONCE = 8;

    private final Member brand;
    private final Registry registry;
    private final String channel;
    private final Clock clock;

    Sealer(Member brand, String channel, Clock clock) {
        this.brand = brand;
        this.registry = new Registry(brand.ledger());
        this.channel = channel;
        this.clock = clock;
    }

    /** {@code report} is told how many of the chunks and the seal are done. */
    BatchHead seal(BatchHead head, Bytes root, Patience patience, Consumer<Progress> report)
            throws InterruptedException {
        BatchTerms terms = head.terms();
        long start = System.nanoTime();
        List<Integer> chunks =
                patience.ask(() -> registry.missing(terms.gtin(), terms.lot())).chunks();
        LongConsumer tell = done ->
                report.accept(Progress.of(Progress.Stage.SEAL, done, chunks.size() + 1L, System.nanoTime() - start));
        tell.accept(0);
        AtOnce.run(
                chunks.size(),
                CHUNKS_AT_ONCE,
                number -> patience.ask(() -> {
                    registry.sealChunk(head, chunks.get(number));
                    return 1;
                }),
                tell);
        try {
            return patience.ask(() -> registry.seal(head, signed(terms, root)));
        } catch (RefusedException e) {
            // Sealed meanwhile: by an earlier run whose answer was lost.
            if (e.code() == ErrorCode.BATCH_SEALED) {
                BatchHead sealed = patience.ask(
                        () -> registry.batch(terms.gtin(), terms.lot()).orElseThrow(() -> e));
                return requireRoot(sealed, root);
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
