package org.touchmark.domain.batch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.unit.UnitDigest;

/** Finds a unit's digest in the batches of its GTIN, with the proof that it is there. In evaluations only. */
public final class UnitSearch {
    private UnitSearch() {}

    /** Looks in one batch. An open batch proves nothing: a digest in it counts as not found. */
    public static UnitFinding inLot(LedgerState state, Gtin gtin, Lot lot, UnitDigest digest) {
        return Batches.find(state, gtin, lot)
                .map(head -> new UnitFinding(Optional.of(head), presence(state, head, digest)))
                .orElse(UnitFinding.NONE);
    }

    /**
     * Looks in all batches of a GTIN, for labels that do not carry their lot. Where no sealed batch has the digest, an
     * open batch that has it is answered, so that a believer learns that it is not registered yet.
     */
    public static UnitFinding inAnyLot(LedgerState state, Gtin gtin, UnitDigest digest) {
        List<BatchHead> heads = Batches.list(state, gtin);
        return heads.stream()
                .map(head -> new UnitFinding(Optional.of(head), presence(state, head, digest)))
                .filter(UnitFinding::found)
                .findFirst()
                .orElseGet(() -> heads.stream()
                        .filter(head -> head.state() == BatchState.OPEN)
                        .filter(head -> index(state, head, digest).isPresent())
                        .findFirst()
                        .map(head -> new UnitFinding(Optional.of(head), Optional.empty()))
                        .orElse(UnitFinding.NONE));
    }

    private static Optional<PresenceProof> presence(LedgerState state, BatchHead head, UnitDigest digest) {
        if (head.state() != BatchState.SEALED) {
            return Optional.empty();
        }
        int number = head.layout().pageOf(digest);
        return Batches.page(state, head.terms(), number).flatMap(page -> {
            OptionalInt index = page.indexOf(digest);
            return index.isEmpty()
                    ? Optional.empty()
                    : Optional.of(PresenceProof.of(
                            BatchTree.of(Batches.summaries(state, head.terms())), number, page, index.getAsInt()));
        });
    }

    private static OptionalInt index(LedgerState state, BatchHead head, UnitDigest digest) {
        return Batches.page(state, head.terms(), head.layout().pageOf(digest))
                .map(page -> page.indexOf(digest))
                .orElse(OptionalInt.empty());
    }
}
