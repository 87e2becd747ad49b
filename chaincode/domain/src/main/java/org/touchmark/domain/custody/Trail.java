package org.touchmark.domain.custody;

import java.util.ArrayList;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Condition;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/**
 * What happened to a unit, by itself or in a container, in the ledger's order: every hand-off that took it along, every report
 * that nobody took back, and the hand-off that waits to be answered. What is reported of its batch stands first.
 *
 * @param earlier how many hand-offs before these the ledger's records no longer tell
 */
public record Trail(int earlier, List<TrailEvent> events) {
    /** More than any unit goes through: {@link Course#MAX_KEPT} hand-offs of its own and of what it is in, and reports. */
    public static final int MAX_EVENTS = 2_000;

    public Trail {
        events = List.copyOf(events);
        if (events.size() > MAX_EVENTS || earlier < 0) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "a trail has at most " + MAX_EVENTS + " events");
        }
    }

    /** The trail of a unit that nothing has happened to. */
    public static final Trail NONE = new Trail(0, List.of());

    /** The hand-offs among the events. */
    public List<TrailEvent.Step> steps() {
        return events.stream()
                .filter(TrailEvent.Step.class::isInstance)
                .map(TrailEvent.Step.class::cast)
                .toList();
    }

    /** The reports among the events. */
    public List<Reported> reports() {
        return events.stream()
                .filter(TrailEvent.Report.class::isInstance)
                .map(event -> ((TrailEvent.Report) event).report())
                .toList();
    }

    /**
     * The events as people are told them: in the ledger's order, and reports of the batch, which have no place in that, by the
     * times that were signed.
     */
    public List<TrailEvent> told() {
        List<TrailEvent> told = new ArrayList<>();
        List<TrailEvent> ofBatch = new ArrayList<>();
        events.forEach(event -> (isOfBatch(event) ? ofBatch : told).add(event));
        for (TrailEvent event : ofBatch) {
            int place = 0;
            while (place < told.size() && !told.get(place).signedAt().isAfter(event.signedAt())) {
                place++;
            }
            told.add(place, event);
        }
        return List.copyOf(told);
    }

    /** How far the unit's life is by the reports of the trail. */
    public Life life() {
        return Condition.of(reports()).life();
    }

    private static boolean isOfBatch(TrailEvent event) {
        return event instanceof TrailEvent.Report report && report.report().subject() instanceof Subject.OfBatch;
    }

    /** The trail of a unit, read from the ledger. In evaluations only. */
    static Trail of(LedgerState state, UnitRecord unit, Whereabouts whereabouts) {
        List<TrailEvent> events = new ArrayList<>();
        Custody.batchReports(state, unit.subject().gtin(), unit.subject().lot())
                .forEach(report -> events.add(new TrailEvent.Report(report)));
        List<Event> past = whereabouts.past(unit);
        past.forEach(event -> {
            if (event instanceof Event.Taken taken) {
                Custody.expect(state, taken.handOff());
            }
        });
        for (Event event : past) {
            if (event instanceof Event.Taken taken) {
                events.add(step(state, unit.subject(), Custody.read(state, taken.handOff()), taken.via()));
            } else if (event instanceof Event.Told told) {
                events.add(new TrailEvent.Report(told.report()));
            }
        }
        if (whereabouts.inTransit()) {
            List<Sscc> around =
                    whereabouts.path().stream().map(ContainerRecord::sscc).toList();
            events.add(step(state, unit.subject(), whereabouts.handOff().orElseThrow(), around));
        }
        int told = (int) past.stream().filter(Event.Taken.class::isInstance).count();
        return new Trail(whereabouts.hands(unit) - told, events).shortened();
    }

    /** This trail with its last hand-offs only; it keeps all reports. */
    private Trail shortened() {
        int surplus = Math.max(0, steps().size() - Course.MAX_KEPT);
        List<TrailEvent.Step> dropped = steps().subList(0, surplus);
        return new Trail(
                earlier + surplus,
                events.stream().filter(event -> !dropped.contains(event)).toList());
    }

    private static TrailEvent.Step step(LedgerState state, Subject.OfUnit unit, HandOff handOff, List<Sscc> via) {
        Subject thing = via.isEmpty() ? unit : new Subject.OfContainer(via.get(via.size() - 1));
        HandOffId id = handOff.offer().id();
        return new TrailEvent.Step(
                handOff,
                via,
                Custody.offered(state, id).proof(thing),
                handOff.ending()
                        .flatMap(Ending::accepted)
                        .map(root -> Custody.accepted(state, id).proof(thing)));
    }

    public static Trail fromJson(JsonObject json) {
        json.requireOnly("earlier", "events");
        return new Trail(
                json.has("earlier") ? json.integer("earlier", 1, Integer.MAX_VALUE) : 0,
                json.objects("events").stream().map(TrailEvent::fromJson).toList());
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .putObjects("events", events.stream().map(TrailEvent::toJson).toList());
        if (earlier > 0) {
            json.put("earlier", earlier);
        }
        return json.build();
    }
}
