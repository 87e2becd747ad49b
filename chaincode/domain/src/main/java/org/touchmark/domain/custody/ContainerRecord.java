package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Marks;

/**
 * A container as it stands. One of a batch's packing plan has no key of its own until something happens to it.
 *
 * @param level how high it stands: what is in it is of lower levels, so nothing is ever in itself, however far around
 * @param origin the plan that it is of; empty where it was made later
 * @param at the timestamp of the transaction that wrote this
 */
public record ContainerRecord(
        Sscc sscc,
        int level,
        ContainerState state,
        Placement placement,
        Optional<Origin> origin,
        Marks marks,
        Instant at) {

    /** A place in a batch's packing plan. */
    public record Origin(Gtin gtin, Lot lot, int ordinal) {
        static Origin fromJson(JsonObject json) {
            json.requireOnly("gtin", "lot", "ordinal");
            return new Origin(
                    new Gtin(json.text("gtin")),
                    new Lot(json.text("lot")),
                    json.integer("ordinal", 0, PackingPlan.MAX_CONTAINERS));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("gtin", gtin.digits())
                    .put("lot", lot.value())
                    .put("ordinal", ordinal)
                    .build();
        }
    }

    /**
     * Refuses an event that the container's state does not allow.
     *
     * @throws RefusedException CONTAINER_OPEN or CONTAINER_SEALED
     */
    public ContainerState after(ContainerEvent event) {
        return ContainerState.MACHINE
                .next(state, event)
                .orElseThrow(() -> state == ContainerState.OPEN
                        ? new RefusedException(
                                ErrorCode.CONTAINER_OPEN, "container " + sscc + " is open; seal it before it travels")
                        : new RefusedException(
                                ErrorCode.CONTAINER_SEALED, "container " + sscc + " is sealed; unseal it first"));
    }

    public ContainerRecord moved(Placement to, Instant when) {
        return new ContainerRecord(sscc, level, state, to, origin, marks, when);
    }

    public ContainerRecord become(ContainerState other, Instant when) {
        return new ContainerRecord(sscc, level, other, placement, origin, marks, when);
    }

    public ContainerRecord marked(Marks now, Placement to, Instant when) {
        return new ContainerRecord(sscc, level, state, to, origin, now, when);
    }

    public static ContainerRecord fromJson(JsonObject json, SignatureForm form) {
        json.requireOnly("sscc", "level", "state", "with", "handOff", "in", "origin", "at", "life", "theft", "recall");
        return new ContainerRecord(
                new Sscc(json.text("sscc")),
                json.integer("level", 1, PlanRun.MAX_LEVEL),
                state(json),
                Placement.read(json),
                Optional.ofNullable(json.optionalObject("origin")).map(Origin::fromJson),
                Marks.read(json, form),
                Instant.ofEpochMilli(json.number("at")));
    }

    private static ContainerState state(JsonObject json) {
        return switch (json.text("state")) {
            case "OPEN" -> ContainerState.OPEN;
            case "SEALED" -> ContainerState.SEALED;
            default -> throw json.refused("state", "should be OPEN or SEALED");
        };
    }

    public JsonObject toJson(SignatureForm form) {
        JsonObject.Builder json = JsonObject.builder()
                .put("sscc", sscc.digits())
                .put("level", level)
                .put("state", state.name())
                .put("at", at.toEpochMilli())
                .putIfPresent("origin", origin.map(Origin::toJson).orElse(null));
        return marks.write(placement.write(json), form).build();
    }
}
