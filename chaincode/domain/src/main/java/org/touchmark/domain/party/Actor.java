package org.touchmark.domain.party;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/**
 * A party that may do something, at least to what is its own.
 *
 * @param admission the party as the ledger has it
 * @param caller who stands for it
 * @param roles those that it has on the ledger and in its certificate
 * @param action what it is about to do
 */
public record Actor(Admission admission, Caller caller, Set<Role> roles, Action action) {
    public Actor {
        roles = Set.copyOf(roles);
    }

    static Actor of(Admission admission, Caller caller, Action action) {
        Set<Role> roles = admission.party().roles().stream()
                .filter(caller.roles()::contains)
                .collect(Collectors.toUnmodifiableSet());
        return new Actor(admission, caller, roles, action);
    }

    public Party party() {
        return admission.party();
    }

    public Gln gln() {
        return party().gln();
    }

    /** Whether one of the actor's roles may do this to what is its own or another's. */
    public boolean may(Action.Whose whose) {
        return roles.stream().anyMatch(role -> action.permits(role, whose));
    }

    /**
     * Refuses an actor that may not do this to a thing of this owner.
     *
     * @param thing names the thing and its owner, for the message
     * @throws RefusedException the action's own code for what is another's, else ROLE_MISSING
     */
    public void requireOwner(Gln owner, Supplier<String> thing) {
        require(owner.equals(gln()) ? Action.Whose.OWN : Action.Whose.FOREIGN, thing);
    }

    /** As {@link #requireOwner}, for a thing that has several owners or none. */
    public void requireOneOf(Set<Gln> owners, Supplier<String> thing) {
        require(owners.contains(gln()) ? Action.Whose.OWN : Action.Whose.FOREIGN, thing);
    }

    private void require(Action.Whose whose, Supplier<String> thing) {
        if (may(whose)) {
            return;
        }
        boolean wouldIfOwn = whose == Action.Whose.FOREIGN && may(Action.Whose.OWN);
        if (!wouldIfOwn) {
            throw missing(party(), action, action.roles(whose));
        }
        throw new RefusedException(action.turnedAway(), thing.get() + "; party " + gln() + " can't do that to it");
    }

    /** The refusal of a party that has none of the roles that an action asks for. */
    static RefusedException missing(Party party, Action action) {
        return missing(
                party,
                action,
                Stream.of(Action.Whose.values())
                        .flatMap(whose -> action.roles(whose).stream())
                        .collect(Collectors.toSet()));
    }

    private static RefusedException missing(Party party, Action action, Set<Role> wanted) {
        return new RefusedException(
                ErrorCode.ROLE_MISSING,
                "party " + party.gln() + " needs, on the ledger and in its certificate, the role "
                        + wanted.stream().sorted().map(Role::wire).collect(Collectors.joining(" or ")) + " to "
                        + action.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
