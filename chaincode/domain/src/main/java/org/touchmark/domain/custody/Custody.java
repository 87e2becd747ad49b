package org.touchmark.domain.custody;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.unit.UnitDigest;

/** Where hand-offs and units' states lie on the ledger, and how they are read. */
public final class Custody {
    private Custody() {}

    /**
     * A hand-off.
     *
     * @throws RefusedException HAND_OFF_UNKNOWN
     */
    public static HandOff read(LedgerState state, OperationId id) {
        return find(state, id)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.HAND_OFF_UNKNOWN, "there is no hand-off " + id + " on this ledger"));
    }

    static Optional<HandOff> find(LedgerState state, OperationId id) {
        return state.getJson(handOffKey(id)).map(HandOff::fromJson);
    }

    /** What has happened to one unit alone; empty while it is with its brand. */
    public static Optional<UnitState> unit(LedgerState state, UnitDigest unit) {
        return state.getJson(unitKey(unit)).map(UnitState::fromJson);
    }

    /** All that has happened to one unit alone, oldest first. In evaluations only. */
    public static List<UnitChange> history(LedgerState state, UnitDigest unit) {
        return state.history(unitKey(unit)).stream()
                .map(change -> new UnitChange(change.transactionId(), change.at(), UnitState.fromJson(change.value())))
                .toList();
    }

    static void write(LedgerState state, HandOff handOff) {
        state.putJson(handOffKey(handOff.offer().id()), handOff.toJson());
    }

    static void write(LedgerState state, UnitDigest unit, UnitState unitState) {
        state.putJson(unitKey(unit), unitState.toJson());
    }

    private static LedgerKey handOffKey(OperationId id) {
        return LedgerKey.of("hand-off", id.value());
    }

    private static LedgerKey unitKey(UnitDigest unit) {
        return LedgerKey.of("unit", unit.hex());
    }
}
