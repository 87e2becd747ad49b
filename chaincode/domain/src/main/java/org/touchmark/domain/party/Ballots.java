package org.touchmark.domain.party;

import java.util.List;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/** Who may vote on what concerns all: admins of the consortium's organisations, each organisation once. */
final class Ballots {
    static final LedgerKey CONSORTIUM = LedgerKey.of("consortium");

    private Ballots() {}

    /**
     * The consortium, for a caller who may vote in it.
     *
     * @throws RefusedException ROLE_MISSING, NOT_FOUNDED
     */
    static Consortium consortiumOf(LedgerState state, Caller caller, Action action) {
        requireRole(caller, action);
        Consortium consortium = state.getJson(CONSORTIUM)
                .map(Consortium::fromJson)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_FOUNDED, "this channel has no consortium yet; call party:Found first"));
        requireMember(consortium, caller);
        return consortium;
    }

    static void requireRole(Caller caller, Action action) {
        action.roles(Action.Whose.OWN).forEach(caller::requireRole);
    }

    static void requireMember(Consortium consortium, Caller caller) {
        if (!consortium.members().contains(caller.msp())) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING, "organisation " + caller.msp() + " is not of the consortium");
        }
    }

    static void requireFirst(List<MspId> votes, Caller caller, String what) {
        if (votes.contains(caller.msp())) {
            throw new RefusedException(
                    ErrorCode.ALREADY_VOTED, "organisation " + caller.msp() + " has voted for " + what);
        }
    }
}
