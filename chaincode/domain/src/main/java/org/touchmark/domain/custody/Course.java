package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/**
 * What the records of units and of containers have in common: where a thing is, and what happened to it, in the ledger's order.
 * Clients' clocks order nothing: the sequence does.
 *
 * @param sequence counts the thing's changes; 0 while it is as it was born
 * @param moved the sequence of the last change of its place, its state or its contents
 * @param past what happened to it and counts for good, the oldest first
 * @param earlier how many hand-offs before these are no longer kept here, when this was written
 * @param withdrawn who took a report of it back while another party held it, once for each time
 * @param at the timestamp of the transaction that wrote this, for people
 */
public record Course(
        long sequence,
        long moved,
        Placement placement,
        List<Event> past,
        int earlier,
        List<Gln> withdrawn,
        Instant at) {
    /** Hand-offs that a record keeps: the last ones. More hands than goods go through. */
    public static final int MAX_KEPT = 50;

    /** Like reports that a record keeps, of those that no longer bear on the thing's condition: {@link Matters}. */
    static final int MAX_ALIKE = 16;

    /** Reports of what is around a thing that are not forgotten while it is there: the last ones. */
    private static final int MAX_PINNED = 4 * MAX_ALIKE;

    static final String[] FIELDS = {
        "sequence", "moved", "with", "handOff", "in", "since", "hands", "past", "earlier", "withdrawn", "at"
    };

    public Course {
        past = List.copyOf(past);
        withdrawn = List.copyOf(withdrawn);
    }

    /** The course of a thing that nothing has happened to yet. */
    static Course born(Placement placement, Instant at) {
        return new Course(0, 0, placement, List.of(), 0, List.of(), at);
    }

    /** The course of a thing that is made now. */
    public static Course made(Gln by, Instant at) {
        return new Course(1, 1, new Placement.With(by), List.of(), 0, List.of(), at);
    }

    /** Hand-offs that took the thing along, by itself or in a container, when this was written. */
    public int hands() {
        return earlier
                + (int) past.stream().filter(Event.Taken.class::isInstance).count();
    }

    /**
     * This course with what is known to have happened written down, each event as a change of its own.
     *
     * @param hands how many hand-offs took the thing along, told or not
     */
    Course settled(Subject own, List<Event> events, int hands) {
        List<Event> settled = new ArrayList<>();
        long next = sequence;
        for (Event event : events) {
            settled.add(past.contains(event) ? event : event.at(++next));
        }
        Course told = new Course(next, moved, placement, settled, 0, withdrawn, at);
        return new Course(next, moved, placement, settled, hands - told.hands(), withdrawn, at).shortened(own);
    }

    /** This course somewhere else. */
    public Course moved(Placement to, Instant when) {
        return new Course(sequence + 1, sequence + 1, to, past, earlier, withdrawn, when);
    }

    /** This course after a change of the thing's state or contents. */
    public Course changed(Instant when) {
        return moved(placement, when);
    }

    /** This course with one report more. */
    public Course told(Subject subject, Mark mark, Instant when) {
        List<Event> more = new ArrayList<>(past);
        more.add(new Event.Told(sequence + 1, new Reported(subject, mark)));
        return new Course(sequence + 1, moved, placement, more, earlier, withdrawn, when).shortened(subject);
    }

    /** This course without the report that came last. */
    public Course withoutLast(Instant when) {
        return new Course(sequence + 1, moved, placement, past.subList(0, past.size() - 1), earlier, withdrawn, when);
    }

    /** This course, remembering that a party took a report back while another held the thing. */
    public Course withdrawnBy(Gln by) {
        return new Course(
                sequence,
                moved,
                placement,
                past,
                earlier,
                Stream.concat(withdrawn.stream(), Stream.of(by)).toList(),
                at);
    }

    /**
     * What no longer matters does not count: nobody who held a thing can make it long for all who come after. The last hand-offs
     * stay, and the last of like reports.
     */
    Course shortened(Subject own) {
        List<Event> taken = past.stream().filter(Event.Taken.class::isInstance).toList();
        List<Event> dropped = taken.subList(0, Math.max(0, taken.size() - MAX_KEPT));
        List<Event> kept = new ArrayList<>(past);
        kept.removeAll(dropped);
        kept.removeAll(Matters.of(past, aroundStill(own)::contains).surplus(MAX_ALIKE));
        return new Course(sequence, moved, placement, kept, earlier + dropped.size(), withdrawn, at);
    }

    /**
     * What a container around told last while the thing is in it: its record may tell that still, and what is forgotten here and
     * told there would come back.
     */
    private List<Event> aroundStill(Subject own) {
        List<Event> inherited = past.stream()
                .filter(event -> placement instanceof Placement.In && event.sequence() > moved)
                .filter(event -> event instanceof Event.Told told
                        && !told.report().subject().equals(own))
                .toList();
        return inherited.subList(Math.max(0, inherited.size() - MAX_PINNED), inherited.size());
    }

    static Course read(JsonObject json, SignatureForm form) {
        return new Course(
                json.number("sequence"),
                json.number("moved"),
                Placement.read(json),
                json.has("past")
                        ? json.objects("past").stream()
                                .map(event -> Event.fromJson(event, form))
                                .toList()
                        : List.of(),
                json.has("earlier") ? json.integer("earlier", 1, Integer.MAX_VALUE) : 0,
                json.has("withdrawn")
                        ? json.texts("withdrawn").stream().map(Gln::new).toList()
                        : List.of(),
                Instant.ofEpochMilli(json.number("at")));
    }

    JsonObject.Builder write(JsonObject.Builder json, SignatureForm form) {
        placement.write(json).put("sequence", sequence).put("moved", moved).put("at", at.toEpochMilli());
        if (!past.isEmpty()) {
            json.putObjects(
                    "past", past.stream().map(event -> event.toJson(form)).toList());
        }
        if (earlier > 0) {
            json.put("earlier", earlier);
        }
        if (!withdrawn.isEmpty()) {
            json.putTexts("withdrawn", withdrawn.stream().map(Gln::digits).toList());
        }
        return json;
    }
}
