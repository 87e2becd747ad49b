package org.touchmark.domain.custody;

import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Reported;

/** What happened to a thing and counts for good: a hand-off that took it along, or a report of it or of what it was in. */
public sealed interface Event {
    /** The sequence of the thing's record that this was the change to. */
    long sequence();

    /** This event as another change of a thing. */
    Event at(long sequence);

    /** Whether both are of the same hand-off or the same report: nothing happens to a thing twice. */
    boolean isSame(Event other);

    JsonObject toJson(SignatureForm form);

    /**
     * A hand-off that was accepted.
     *
     * @param via the containers that the thing was in, the innermost first: the last is what the hand-off took; none where it
     *     took the thing by itself
     */
    record Taken(long sequence, HandOffId handOff, List<Sscc> via) implements Event {
        public Taken {
            via = List.copyOf(via);
        }

        @Override
        public Event at(long other) {
            return new Taken(other, handOff, via);
        }

        @Override
        public boolean isSame(Event other) {
            return other instanceof Taken taken && taken.handOff.equals(handOff);
        }

        /** This event for a thing in the container that it happened to. */
        Taken through(Sscc container) {
            return new Taken(
                    sequence,
                    handOff,
                    Stream.concat(Stream.of(container), via.stream()).toList());
        }

        @Override
        public JsonObject toJson(SignatureForm form) {
            JsonObject.Builder json =
                    JsonObject.builder().put("sequence", sequence).put("handOff", handOff.value());
            if (!via.isEmpty()) {
                json.putTexts("via", via.stream().map(Sscc::digits).toList());
            }
            return json.build();
        }
    }

    /** A report of the thing itself, or of what it was in at that time. */
    record Told(long sequence, Reported report) implements Event {
        @Override
        public Event at(long other) {
            return new Told(other, report);
        }

        @Override
        public boolean isSame(Event other) {
            return other instanceof Told told
                    && told.report.subject().equals(report.subject())
                    && told.report.mark().number() == report.mark().number();
        }

        @Override
        public JsonObject toJson(SignatureForm form) {
            return report.write(JsonObject.builder().put("sequence", sequence), form)
                    .build();
        }
    }

    static Event fromJson(JsonObject json, SignatureForm form) {
        long sequence = json.number("sequence");
        if (json.has("handOff")) {
            json.requireOnly("sequence", "handOff", "via");
            return new Taken(
                    sequence,
                    new HandOffId(json.text("handOff")),
                    json.has("via") ? json.texts("via").stream().map(Sscc::new).toList() : List.of());
        }
        json.requireOnly("sequence", "subject", "mark");
        return new Told(sequence, Reported.read(json, form));
    }
}
