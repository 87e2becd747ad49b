package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/**
 * Who has a thing and how that is known: its placement, followed to the end.
 *
 * @param custodian who holds it, or held it last while it is in transit
 * @param inTransit whether a hand-off waits to be answered
 * @param handOff the one that took it, or the outermost container it is in, where it is
 * @param path the containers that it is in, the innermost first
 * @param since the newest timestamp of all that was followed, for people
 */
public record Whereabouts(
        Gln custodian, boolean inTransit, Optional<HandOff> handOff, List<ContainerRecord> path, Instant since) {
    public Whereabouts {
        path = List.copyOf(path);
    }

    /**
     * Where a thing is.
     *
     * @param now the instant at which deadlines are looked at
     */
    public static Whereabouts of(LedgerState state, Thing thing, Instant now) {
        List<ContainerRecord> path = new ArrayList<>();
        Thing outermost = thing;
        Instant since = thing.course().at();
        while (outermost.course().placement() instanceof Placement.In in) {
            ContainerRecord around = Custody.container(state, in.container());
            if (path.size() == PlanRun.MAX_LEVEL) {
                throw new IllegalStateException("containers around " + thing.subject() + " are too deep");
            }
            path.add(around);
            outermost = around;
            since = later(since, around.course().at());
        }
        if (outermost.course().placement() instanceof Placement.HandedOver handed) {
            HandOff handOff = Custody.read(state, handed.handOff());
            Gln holder = holder(state, handOff, outermost.subject());
            return new Whereabouts(
                    holder, handOff.inTransitAt(now), Optional.of(handOff), path, later(since, handOff.changedAt()));
        }
        Placement.With with = (Placement.With) outermost.course().placement();
        return new Whereabouts(with.custodian(), false, Optional.empty(), path, since);
    }

    private static Gln holder(LedgerState state, HandOff handOff, Subject thing) {
        boolean taken = switch (handOff.state()) {
            case ACCEPTED -> true;
            case ACCEPTED_IN_PART ->
                Custody.accepted(state, handOff.offer().id()).includes(thing);
            case OFFERED, REFUSED, CANCELLED, LAPSED -> false;
        };
        return taken ? handOff.offer().to() : handOff.offer().from();
    }

    /**
     * Everything that happened to a thing and counts for good, in the ledger's order: what its record says, and what happened to
     * the containers around it since it came into them. What its record does not say yet has no sequence: 0.
     */
    List<Event> past(Thing thing) {
        List<Event> events = List.of();
        Thing outer = null;
        for (int level = path.size(); level >= 0; level--) {
            Thing one = level == 0 ? thing : path.get(level - 1);
            events = outer == null ? withHandOff(one) : inside(one, (ContainerRecord) outer, events);
            outer = one;
        }
        return events;
    }

    /** How many hand-offs took a thing along, by itself or in a container, told by some record or not. */
    int hands(Thing thing) {
        Thing outermost = path.isEmpty() ? thing : path.get(path.size() - 1);
        Course course = outermost.course();
        int hands =
                course.hands() + withHandOff(outermost).size() - course.past().size();
        for (int level = path.size() - 1; level >= 0; level--) {
            Thing inner = level == 0 ? thing : path.get(level - 1);
            hands += ((Placement.In) inner.course().placement()).hands();
        }
        return hands;
    }

    private List<Event> withHandOff(Thing outermost) {
        List<Event> events = new ArrayList<>(outermost.course().past());
        handOff.filter(last -> custodian.equals(last.offer().to()))
                .map(last -> new Event.Taken(0, last.offer().id(), List.of()))
                .ifPresent(taken -> addNew(events, taken));
        return events;
    }

    private static List<Event> inside(Thing thing, ContainerRecord around, List<Event> ofAround) {
        Placement.In in = (Placement.In) thing.course().placement();
        List<Event> shared = ofAround.stream()
                .filter(event -> event.sequence() == 0 || event.sequence() > in.since())
                .map(event -> event instanceof Event.Taken taken ? taken.through(around.sscc()) : event)
                .map(event -> event.at(0))
                .toList();
        List<Event> events = new ArrayList<>(thing.course().past());
        // What was reported of the container while the thing is in it, and taken back since.
        events.removeIf(event -> event instanceof Event.Told told
                && told.report().mark().status().undo() != Status.Undo.NEVER
                && event.sequence() > thing.course().moved()
                && !told.report().subject().equals(thing.subject())
                && shared.stream().noneMatch(event::isSame));
        shared.subList(known(thing, shared), shared.size()).forEach(event -> addNew(events, event));
        return events;
    }

    /** How many of the events around a thing its record has told once: what it has forgotten of them since is not new. */
    private static int known(Thing thing, List<Event> shared) {
        int known = shared.size();
        while (known > 0 && thing.course().past().stream().noneMatch(shared.get(known - 1)::isSame)) {
            known--;
        }
        return known;
    }

    private static void addNew(List<Event> events, Event event) {
        if (events.stream().noneMatch(event::isSame)) {
            events.add(event);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
