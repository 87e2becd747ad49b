package org.touchmark.domain.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;

/**
 * Who holds a unit and how it came there.
 *
 * @param custodian who holds it, or held it last while it is in transit
 * @param custodianName its name, on the gateway's word
 * @param inTransit whether the last hand-off waits to be accepted
 * @param trail every hand-off of the unit, oldest first; empty while it is with its brand
 */
public record CustodyView(Gln custodian, String custodianName, boolean inTransit, List<Step> trail) {
    /** More hands than any unit goes through. */
    public static final int MAX_STEPS = 200;

    /**
     * One hand-off, with its parties' names on the gateway's word.
     *
     * @param containers those that the unit travelled in, the innermost first: the last one is what the hand-off names;
     *     none where it took the unit by itself
     */
    public record Step(HandOff handOff, List<Sscc> containers, String fromName, String toName) {
        public Step {
            containers = List.copyOf(containers);
            if (containers.size() > PlanRun.MAX_LEVEL) {
                throw new RefusedException(
                        ErrorCode.ARGUMENT_INVALID,
                        "a unit is in at most " + PlanRun.MAX_LEVEL + " containers, not " + containers.size());
            }
        }

        /** A hand-off that took the unit by itself. */
        public Step(HandOff handOff, String fromName, String toName) {
            this(handOff, List.of(), fromName, toName);
        }

        /** The container by which the hand-off took the unit; empty where it took the unit by itself. */
        public Optional<Sscc> via() {
            return containers.isEmpty() ? Optional.empty() : Optional.of(containers.get(containers.size() - 1));
        }

        /** What the unit travelled in, for people; empty where it travelled by itself. */
        public String inside() {
            return Containment.words(containers);
        }

        static Step fromJson(JsonObject json) {
            json.requireOnly("handOff", "containers", "fromName", "toName");
            return new Step(
                    HandOff.fromJson(json.object("handOff")),
                    json.has("containers")
                            ? json.texts("containers").stream().map(Sscc::new).toList()
                            : List.of(),
                    json.text("fromName"),
                    json.text("toName"));
        }

        JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder()
                    .put("handOff", handOff.toJson())
                    .put("fromName", fromName)
                    .put("toName", toName);
            if (!containers.isEmpty()) {
                json.putTexts(
                        "containers", containers.stream().map(Sscc::digits).toList());
            }
            return json.build();
        }
    }

    public CustodyView {
        trail = List.copyOf(trail);
        if (trail.size() > MAX_STEPS) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "a custody trail has at most " + MAX_STEPS + " hand-offs");
        }
    }

    Stream<String> namesOf(Gln gln) {
        Stream<String> now = Stream.of(custodianName).filter(name -> custodian.equals(gln));
        Stream<String> before = trail.stream()
                .flatMap(step -> Stream.of(
                                Map.entry(step.handOff().offer().from(), step.fromName()),
                                Map.entry(step.handOff().offer().to(), step.toName()))
                        .filter(party -> party.getKey().equals(gln))
                        .map(Map.Entry::getValue));
        return Stream.concat(now, before);
    }

    public static CustodyView fromJson(JsonObject json) {
        json.requireOnly("custodian", "custodianName", "inTransit", "trail");
        return new CustodyView(
                new Gln(json.text("custodian")),
                json.text("custodianName"),
                json.bool("inTransit"),
                json.objects("trail").stream().map(Step::fromJson).toList());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("custodian", custodian.digits())
                .put("custodianName", custodianName)
                .put("inTransit", inTransit)
                .putObjects("trail", trail.stream().map(Step::toJson).toList())
                .build();
    }
}
