package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/** One event of a unit's trail, with what shows that it is one of this unit's. */
public sealed interface TrailEvent {

    JsonObject toJson();

    /** When it was signed, by the last who signed. */
    Instant signedAt();

    /**
     * A hand-off that took the unit along, or waits to be answered.
     *
     * @param containers those that the unit was in, the innermost first: the last is what the hand-off names; none where it
     *     took the unit by itself
     * @param offered the path from the unit, or from the last container, to the root of what was offered
     * @param accepted the path to the root of what was accepted, where that was a part
     */
    record Step(HandOff handOff, List<Sscc> containers, InclusionProof offered, Optional<InclusionProof> accepted)
            implements TrailEvent {
        public Step {
            containers = List.copyOf(containers);
            if (containers.size() > PlanRun.MAX_LEVEL) {
                throw new RefusedException(
                        ErrorCode.ARGUMENT_INVALID,
                        "a unit is in at most " + PlanRun.MAX_LEVEL + " containers, not " + containers.size());
            }
        }

        /** What the hand-off took: the unit, or the outermost container that it was in. */
        public Subject thing(Subject.OfUnit unit) {
            return containers.isEmpty() ? unit : new Subject.OfContainer(containers.get(containers.size() - 1));
        }

        /** Who has the unit by this hand-off, or had it last while it is on its way. */
        public Gln holder() {
            return handOff.state().isAccepted()
                    ? handOff.offer().to()
                    : handOff.offer().from();
        }

        /** Whether the paths show that the hand-off, as it ended, is of a thing. */
        public boolean isOf(Subject thing) {
            Optional<ConsignmentRoot> part = handOff.ending().flatMap(Ending::accepted);
            boolean left = handOff.ending().map(Ending::less).orElse(List.of()).stream()
                    .anyMatch(containers::contains);
            return !left
                    && handOff.offer().goods().has(thing, offered)
                    && part.isPresent() == accepted.isPresent()
                    && part.stream().allMatch(root -> root.has(thing, accepted.orElseThrow()));
        }

        private static Step fromJson(JsonObject json) {
            json.requireOnly("handOff", "containers", "offered", "accepted");
            return new Step(
                    HandOff.fromJson(json.object("handOff")),
                    json.has("containers")
                            ? json.texts("containers").stream().map(Sscc::new).toList()
                            : List.of(),
                    InclusionProof.fromJson(json.object("offered")),
                    Optional.ofNullable(json.optionalObject("accepted")).map(InclusionProof::fromJson));
        }

        @Override
        public Instant signedAt() {
            return handOff.acceptedAt().orElse(handOff.offer().offeredAt());
        }

        @Override
        public JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder()
                    .put("handOff", handOff.toJson())
                    .put("offered", offered.toJson())
                    .putIfPresent(
                            "accepted", accepted.map(InclusionProof::toJson).orElse(null));
            if (!containers.isEmpty()) {
                json.putTexts(
                        "containers", containers.stream().map(Sscc::digits).toList());
            }
            return json.build();
        }
    }

    /** A report of the unit, of what it was in at that time, or of its batch. */
    record Report(Reported report) implements TrailEvent {
        @Override
        public Instant signedAt() {
            return report.mark().signature().at();
        }

        @Override
        public JsonObject toJson() {
            return report.toJson();
        }
    }

    static TrailEvent fromJson(JsonObject json) {
        return json.has("handOff") ? Step.fromJson(json) : new Report(Reported.fromJson(json));
    }
}
