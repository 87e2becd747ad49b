package org.touchmark.domain.party;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerKey;

/**
 * How organisations suspend a party and reinstate it: by the votes of more than half of them, its own not needed. A
 * suspended party writes nothing and is offered nothing; what it signed before goes on counting.
 */
public final class SuspensionRules {
    private SuspensionRules() {}

    /**
     * Votes for suspending a party.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PARTY_UNKNOWN, PARTY_SUSPENDED, ALREADY_VOTED, TIME_REVERSED
     */
    public static Motion suspend(Call call, Caller caller, Gln gln) {
        Consortium consortium = Ballots.consortiumOf(call.state(), caller, Action.SUSPEND);
        Admission admission = Parties.read(call.state(), gln);
        if (admission.suspension().isPresent()) {
            throw Parties.suspended(gln);
        }
        return vote(call, caller, consortium, admission);
    }

    /**
     * Votes for reinstating a suspended party.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PARTY_UNKNOWN, NOT_SUSPENDED, ALREADY_VOTED, TIME_REVERSED
     */
    public static Motion reinstate(Call call, Caller caller, Gln gln) {
        Consortium consortium = Ballots.consortiumOf(call.state(), caller, Action.REINSTATE);
        Admission admission = Parties.read(call.state(), gln);
        if (admission.suspension().isEmpty()) {
            throw new RefusedException(ErrorCode.NOT_SUSPENDED, "party " + gln + " is not suspended");
        }
        return vote(call, caller, consortium, admission);
    }

    private static Motion vote(Call call, Caller caller, Consortium consortium, Admission admission) {
        Gln gln = admission.party().gln();
        boolean suspended = admission.suspension().isPresent();
        Motion standing = call.state()
                .getJson(key(gln))
                .map(Motion::fromJson)
                .orElseGet(() -> new Motion(gln, List.of(), suspended, admission.admittedAt()));
        Ballots.requireFirst(
                standing.votes(), caller, (suspended ? "reinstating" : "suspending") + " party " + gln + " already");
        call.requireNotBefore(standing.changedAt(), "the last vote");
        Motion voted = standing.with(caller.msp(), call.time());
        if (voted.votes().size() < consortium.majority()) {
            call.state().putJson(key(gln), voted.toJson());
            return voted;
        }
        call.state()
                .putJson(
                        Parties.key(gln),
                        admission
                                .with(
                                        suspended
                                                ? Optional.empty()
                                                : Optional.of(new Suspension(call.time(), voted.votes())))
                                .toJson());
        call.state().putJson(key(gln), voted.decided().toJson());
        return voted.decided();
    }

    private static LedgerKey key(Gln gln) {
        return LedgerKey.of("motion", gln.digits());
    }
}
