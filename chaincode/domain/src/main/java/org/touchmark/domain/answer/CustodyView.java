package org.touchmark.domain.answer;

import java.util.List;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

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

    /** One hand-off, with its parties' names on the gateway's word. */
    public record Step(HandOff handOff, String fromName, String toName) {
        static Step fromJson(JsonObject json) {
            json.requireOnly("handOff", "fromName", "toName");
            return new Step(HandOff.fromJson(json.object("handOff")), json.text("fromName"), json.text("toName"));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("handOff", handOff.toJson())
                    .put("fromName", fromName)
                    .put("toName", toName)
                    .build();
        }
    }

    public CustodyView {
        trail = List.copyOf(trail);
        if (trail.size() > MAX_STEPS) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "a custody trail has at most " + MAX_STEPS + " hand-offs");
        }
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
