package org.touchmark.domain.batch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.unit.UnitDigest;

/** Finds a unit's digest in the batches of its GTIN, with the proof that it is there. In evaluations only. */
public final class UnitSearch {
    private UnitSearch() {}

    /** Looks in one batch. An open batch proves nothing: a digest in it counts as not found. */
    public static UnitFinding inLot(LedgerState state, Gtin gtin, Lot lot, UnitDigest digest) {
        return Batches.find(state, gtin, lot)
                .map(head -> inBatch(state, head, digest))
                .orElse(UnitFinding.NONE);
    }

    /**
     * Looks in all batches of a GTIN, for labels that do not carry their lot, and names every sealed batch that has the
     * digest. Where none has, an open batch that has it is answered, so that a believer learns that it is not registered
     * yet.
     */
    public static UnitFinding inAnyLot(LedgerState state, Gtin gtin, UnitDigest digest) {
        List<BatchHead> having = Batches.list(state, gtin).stream()
                .filter(head -> head.state() != BatchState.ABANDONED)
                .filter(head -> page(state, head, digest).indexOf(digest).isPresent())
                .toList();
        List<BatchHead> sealed = having.stream()
                .filter(head -> head.state() == BatchState.SEALED)
                .toList();
        if (sealed.isEmpty()) {
            return UnitFinding.of(having.stream().findFirst(), Optional.empty());
        }
        return inBatch(state, sealed.get(0), digest)
                .alsoIn(sealed.stream().skip(1).map(head -> head.terms().lot()).toList());
    }

    private static UnitFinding inBatch(LedgerState state, BatchHead head, UnitDigest digest) {
        if (head.state() != BatchState.SEALED) {
            return UnitFinding.of(Optional.of(head), Optional.empty());
        }
        Batches.expectProof(state, head, head.layout().pageOf(digest));
        Page page = page(state, head, digest);
        InclusionProof inBatch = Batches.proof(state, head, head.layout().pageOf(digest));
        OptionalInt index = page.indexOf(digest);
        if (index.isEmpty()) {
            return new UnitFinding(
                    Optional.of(head),
                    Optional.empty(),
                    Optional.of(AbsenceProof.of(page, digest, inBatch)),
                    List.of());
        }
        int at = index.getAsInt();
        return UnitFinding.of(
                Optional.of(head), Optional.of(new PresenceProof(page.proof(at), page.ordinal(at), inBatch)));
    }

    private static Page page(LedgerState state, BatchHead head, UnitDigest digest) {
        return Batches.page(state, head, head.layout().pageOf(digest)).orElseGet(() -> Page.of(List.of()));
    }
}
