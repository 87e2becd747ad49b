package org.touchmark.domain.custody;

import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Actor;

/** Whether an actor has a thing in hand. */
public final class Holding {
    private Holding() {}

    /**
     * Refuses an actor that does not hold a thing now.
     *
     * @param thing names it, for the message
     * @throws RefusedException the action's code for what is another's, IN_TRANSIT, TIME_REVERSED
     */
    public static void require(Call call, Actor actor, String thing, Whereabouts whereabouts) {
        actor.requireOwner(whereabouts.custodian(), () -> thing + " is with party " + whereabouts.custodian());
        call.requireNotBefore(whereabouts.since(), "the last change of " + thing);
        if (whereabouts.inTransit()) {
            Offer offer = whereabouts.handOff().orElseThrow().offer();
            throw new RefusedException(
                    ErrorCode.IN_TRANSIT,
                    thing + " is in transit to party " + offer.to() + " until " + offer.deadline());
        }
    }
}
