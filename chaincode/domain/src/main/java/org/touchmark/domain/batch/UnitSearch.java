package org.touchmark.domain.batch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.unit.UnitDigest;

/** Looks for a unit's digest in a batch, with the proof that it is there or is not. In evaluations only. */
public final class UnitSearch {
    private UnitSearch() {}

    /** Looks in one batch. An open batch proves nothing: a digest in it counts as not found. */
    public static UnitFinding inLot(LedgerState state, Gtin gtin, Lot lot, UnitDigest digest) {
        return Batches.find(state, gtin, lot)
                .map(head -> inBatch(state, head, digest))
                .orElse(UnitFinding.NONE);
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
                    Optional.of(head), Optional.empty(), Optional.of(AbsenceProof.of(page, digest, inBatch)));
        }
        int at = index.getAsInt();
        return UnitFinding.of(
                Optional.of(head), Optional.of(new PresenceProof(page.proof(at), page.ordinal(at), inBatch)));
    }

    static Page page(LedgerState state, BatchHead head, UnitDigest digest) {
        return Batches.page(state, head, head.layout().pageOf(digest)).orElseGet(() -> Page.of(List.of()));
    }
}
