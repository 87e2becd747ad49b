package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Actor;
import org.touchmark.domain.status.Condition;
import org.touchmark.domain.status.Reported;

/**
 * A thing, where it is, and all that happened to it: what a write looks at before it does something with it.
 *
 * @param past {@link Whereabouts#past}
 */
public record Holding(Thing thing, Whereabouts whereabouts, List<Event> past) {
    public Holding {
        past = List.copyOf(past);
    }

    /** A thing as a transaction finds it. */
    public static Holding of(Call call, Thing thing) {
        Whereabouts whereabouts = Whereabouts.of(call.state(), thing, call.time());
        return new Holding(thing, whereabouts, whereabouts.past(thing));
    }

    public Gln custodian() {
        return whereabouts.custodian();
    }

    /** How the thing stands by all that was reported of it and of what it was in. */
    public Condition condition() {
        return condition(List.of());
    }

    /**
     * How the thing stands.
     *
     * @param ofBatch what is reported of its batch besides
     */
    public Condition condition(List<Reported> ofBatch) {
        return Condition.of(Stream.concat(ofBatch.stream(), reports().stream()).toList());
    }

    /** What was reported of the thing and of what it was in, in the ledger's order, and not taken back. */
    public List<Reported> reports() {
        return past.stream()
                .filter(Event.Told.class::isInstance)
                .map(event -> ((Event.Told) event).report())
                .toList();
    }

    /** The thing's course with all that happened written down: the first step of whatever is written of it. */
    public Course settled() {
        return thing.course().settled(thing.subject(), past, whereabouts.hands(thing));
    }

    /**
     * The thing's course from here to another place.
     *
     * @param to the place, by the course up to here
     */
    public Course departed(Function<Course, Placement> to, Instant when) {
        Course settled = settled();
        return settled.moved(to.apply(settled), when).shortened(thing.subject());
    }

    /**
     * Refuses an actor that does not hold the thing now. An offer of it that nobody answered in time ends with that, in the
     * ledger's order: no clock that is behind brings it back to life.
     *
     * @throws RefusedException the action's code for what is another's, IN_TRANSIT
     */
    public void requireBy(Call call, Actor actor) {
        actor.requireOwner(custodian(), () -> thing.subject() + " is with party " + custodian());
        if (whereabouts.inTransit()) {
            Offer offer = whereabouts.handOff().orElseThrow().offer();
            throw new RefusedException(
                    ErrorCode.IN_TRANSIT,
                    thing.subject() + " is in transit to party " + offer.to() + " until " + offer.deadline());
        }
        whereabouts
                .handOff()
                .filter(last -> last.state() == HandOffState.OFFERED)
                .ifPresent(last -> Custody.write(
                        call.state(),
                        last.ended(new Ending(HandOffState.LAPSED, Optional.empty(), Optional.empty(), call.time()))));
    }

    /**
     * Refuses a thing that is in a container: it goes where the container goes.
     *
     * @throws RefusedException IN_CONTAINER
     */
    public void requireAlone() {
        if (thing.course().placement() instanceof Placement.In in) {
            throw new RefusedException(
                    ErrorCode.IN_CONTAINER,
                    thing.subject() + " is in container " + in.container()
                            + "; hand over the container around it, or take it out of there first");
        }
    }
}
