package org.touchmark.domain.party;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;

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
        Ballots ballots = Ballots.of(call, caller, Action.SUSPEND);
        Admission admission = Parties.read(call.state(), gln);
        if (admission.suspension().isPresent()) {
            throw Parties.suspended(gln);
        }
        return vote(call, caller, ballots, admission);
    }

    /**
     * Votes for reinstating a suspended party.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PARTY_UNKNOWN, NOT_SUSPENDED, ALREADY_VOTED, TIME_REVERSED
     */
    public static Motion reinstate(Call call, Caller caller, Gln gln) {
        Ballots ballots = Ballots.of(call, caller, Action.REINSTATE);
        Admission admission = Parties.read(call.state(), gln);
        if (admission.suspension().isEmpty()) {
            throw new RefusedException(ErrorCode.NOT_SUSPENDED, "party " + gln + " is not suspended");
        }
        return vote(call, caller, ballots, admission);
    }

    private static Motion vote(Call call, Caller caller, Ballots ballots, Admission admission) {
        Gln gln = admission.party().gln();
        boolean suspended = admission.suspension().isPresent();
        String choice = suspended ? "reinstate" : "suspend";
        List<MspId> votes = ballots.cast(
                caller,
                Ballots.Topic.SUSPENSION,
                gln,
                admission.version(),
                choice,
                Optional.empty(),
                (suspended ? "reinstating" : "suspending") + " party " + gln + " already");
        if (votes.size() < ballots.consortium().majority()) {
            return new Motion(gln, votes, suspended, call.time());
        }
        Parties.write(
                call.state(),
                admission,
                admission.next(suspended ? Optional.empty() : Optional.of(new Suspension(call.time(), votes))));
        return new Motion(gln, List.of(), !suspended, call.time());
    }
}
