package org.touchmark.domain.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.Parties;

/**
 * How a batch is sealed: run of pages by run of pages, then once for all with the brand's signature. A peer holds its
 * commits back while a transaction runs, so none may read more than a run of page heads.
 */
public final class SealRules {
    private SealRules() {}

    /**
     * Folds a run of pages into the root over it. Doing so again answers the same, and writes nothing.
     *
     * @param chunk the run's number, from 0
     * @throws RefusedException BATCH_UNKNOWN, what {@link Parties#require} throws, PREFIX_NOT_OWNED, BATCH_SEALED,
     *     BATCH_ABANDONED, ARGUMENT_INVALID for a chunk that the batch does not have, PAGES_MISSING
     */
    public static ChunkSealed sealChunk(Call call, Caller caller, Gtin gtin, Lot lot, int chunk) {
        BatchHead head = BatchRules.own(call, caller, gtin, lot, Action.SEAL_CHUNK, BatchEvent.SEAL_CHUNK)
                .head();
        int chunks = PageRun.count(head.layout());
        if (chunk < 0 || chunk >= chunks) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "chunk " + chunk + " is not one of the batch's 0 to " + (chunks - 1));
        }
        PageRun.Head folded = Batches.runHead(call.state(), head, chunk).orElseGet(() -> fold(call, head, chunk));
        return new ChunkSealed(chunk, chunks, folded.units(), folded.root());
    }

    /**
     * Seals a batch: all pages there, the count as declared, the root as the brand signed it. A batch of more pages than
     * one chunk has its chunks sealed before.
     *
     * @throws RefusedException BATCH_UNKNOWN, what {@link Parties#require} throws, PREFIX_NOT_OWNED, BATCH_SEALED,
     *     BATCH_ABANDONED, LABEL_KEY_REVOKED, TIME_REVERSED, PAGES_MISSING, CHUNKS_MISSING, COUNT_MISMATCH, ROOT_MISMATCH,
     *     CONTAINER_EXISTS for a plan whose SSCCs are another's meanwhile, CLOCK_SKEW, SIGNATURE_INVALID,
     *     CERTIFICATE_UNTRUSTED
     */
    public static BatchHead seal(Call call, Caller caller, Claims claims, Gtin gtin, Lot lot, Seal seal) {
        BatchRules.Own own = BatchRules.own(call, caller, gtin, lot, Action.SEAL_BATCH, BatchEvent.SEAL);
        BatchHead head = own.head();
        // Labels are judged by the time of the seal: with a key that is revoked before it, each would be a forgery.
        head.terms()
                .labelKey()
                .ifPresent(key -> LabelKeyRules.seal(
                        call.state(), head.brand(), key, seal.signature().at()));
        List<PageRun.Head> runs = runs(call, head);
        long units = runs.stream().mapToLong(PageRun.Head::units).sum();
        if (units != head.terms().count()) {
            throw new RefusedException(
                    ErrorCode.COUNT_MISMATCH,
                    "the batch's pages hold " + units + " units, it was opened for "
                            + head.terms().count());
        }
        List<Bytes> roots = runs.stream().map(PageRun.Head::root).toList();
        Bytes root = PageRun.batchRoot(roots);
        if (!root.equals(seal.root())) {
            throw new RefusedException(
                    ErrorCode.ROOT_MISMATCH,
                    "the root over the batch's pages is " + root + ", signed is " + seal.root());
        }
        SsccClaims.requireTaken(call.state(), head.terms());
        Epoch.bind(call);
        call.requireNow(seal.signature().at(), "the seal's time");
        BatchHead closed = head.sealedBy(new Seal(
                seal.root(),
                claims.require(seal.signature(), head.sealBytes(call.channel(), seal), own.brand(), "the seal")));
        Batches.write(call.state(), closed);
        SealedLots.add(call.state(), gtin, lot);
        Batches.writeRunRoots(call.state(), head, roots);
        return closed;
    }

    static RefusedException missing(int page) {
        return new RefusedException(
                ErrorCode.PAGES_MISSING,
                "page " + page + " of the batch is missing; send it before the batch is sealed");
    }

    private static List<PageRun.Head> runs(Call call, BatchHead head) {
        int chunks = PageRun.count(head.layout());
        if (chunks == 1) {
            return List.of(Batches.runHead(call.state(), head, 0).orElseGet(() -> fold(call, head, 0)));
        }
        List<PageRun.Head> runs = new ArrayList<>();
        for (int chunk = 0; chunk < chunks; chunk++) {
            Optional<PageRun.Head> run = Batches.runHead(call.state(), head, chunk);
            if (run.isEmpty()) {
                throw new RefusedException(
                        ErrorCode.CHUNKS_MISSING,
                        "chunk " + chunk + " of the batch's " + chunks
                                + " is not sealed; seal its chunks before the batch");
            }
            runs.add(run.get());
        }
        return runs;
    }

    private static PageRun.Head fold(Call call, BatchHead head, int chunk) {
        PageRun.pages(chunk, head.layout()).forEach(page -> Batches.expectSummary(call.state(), head, page));
        PageRun run = PageRun.gather(chunk, head.layout(), page -> Batches.summary(call.state(), head, page));
        Batches.write(call.state(), head, run);
        return run.head();
    }
}
