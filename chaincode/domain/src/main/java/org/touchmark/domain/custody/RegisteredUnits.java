package org.touchmark.domain.custody;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Makes sure that units are registered before anything is written of them, with as few reads as it takes: a unit with a
 * record was checked when that was written; a caller may bring the proof of presence along as transient data, which is not
 * stored; otherwise the unit's page is read and searched. For one transaction.
 */
public final class RegisteredUnits {
    /** The name of a transient entry with a proof of presence, before the unit's digest. */
    public static final String PROOF = "presence/";

    private final LedgerState state;
    private final SortedMap<UnitDigest, PresenceProof> proofs = new TreeMap<>();
    private final Map<Integer, Optional<Page>> pages = new HashMap<>();

    private RegisteredUnits(LedgerState state) {
        this.state = state;
    }

    /**
     * Looks units up in a state, by the proofs among a proposal's transient data where there are any.
     *
     * @throws RefusedException TRANSIENT_INVALID for entries that are no proofs, PROOF_INVALID for malformed ones
     */
    public static RegisteredUnits in(LedgerState state, SortedMap<String, byte[]> transientData) {
        if (transientData.size() > Consignment.MAX_UNITS) {
            throw new RefusedException(
                    ErrorCode.TRANSIENT_INVALID,
                    "a call brings at most " + Consignment.MAX_UNITS + " proofs, not " + transientData.size());
        }
        RegisteredUnits units = new RegisteredUnits(state);
        transientData.forEach((name, bytes) -> {
            if (!name.startsWith(PROOF)) {
                throw new RefusedException(
                        ErrorCode.TRANSIENT_INVALID, "a transient entry's name is not \"presence/<digest>\"");
            }
            units.proofs.put(UnitDigest.parse(name.substring(PROOF.length())), PresenceProof.parse(bytes));
        });
        return units;
    }

    /**
     * The head of a sealed batch.
     *
     * @throws RefusedException BATCH_UNKNOWN or BATCH_NOT_SEALED
     */
    public BatchHead sealed(Gtin gtin, Lot lot) {
        BatchHead head = Batches.read(state, gtin, lot);
        if (head.state() != BatchState.SEALED) {
            throw new RefusedException(
                    ErrorCode.BATCH_NOT_SEALED,
                    "the batch of GTIN " + gtin + " with lot " + lot + " is not sealed; its units don't count yet");
        }
        pages.clear();
        return head;
    }

    /**
     * What is known of a unit: its record, or the one that it is born with.
     *
     * @throws RefusedException UNIT_UNKNOWN or PROOF_INVALID
     */
    public UnitRecord require(BatchHead head, UnitDigest unit) {
        Subject.OfUnit subject =
                new Subject.OfUnit(head.terms().gtin(), head.terms().lot(), unit);
        return Custody.unit(state, subject).orElseGet(() -> Custody.born(head, subject, ordinal(head, unit)));
    }

    private int ordinal(BatchHead head, UnitDigest unit) {
        PresenceProof proof = proofs.get(unit);
        if (proof == null) {
            int number = head.layout().pageOf(unit);
            Page page = pages.computeIfAbsent(number, n -> Batches.page(state, head, n))
                    .orElseThrow(() -> unknown(head, unit));
            OptionalInt index = page.indexOf(unit);
            return page.ordinal(index.orElseThrow(() -> unknown(head, unit))).orElse(PackingPlan.LOOSE);
        }
        boolean proved = head.seal()
                .filter(seal -> proof.proves(unit, seal.root(), head.layout()))
                .isPresent();
        if (!proved) {
            throw new RefusedException(
                    ErrorCode.PROOF_INVALID,
                    "the proof that unit " + unit + " is in the batch does not lead to the batch's root");
        }
        return proof.ordinal().orElse(PackingPlan.LOOSE);
    }

    private static RefusedException unknown(BatchHead head, UnitDigest unit) {
        return new RefusedException(
                ErrorCode.UNIT_UNKNOWN,
                "unit " + unit + " is not in the batch of GTIN " + head.terms().gtin() + " with lot "
                        + head.terms().lot());
    }
}
