package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Subject;

/**
 * A container as it stands. One of a batch's packing plan has no key of its own until something happens to it.
 *
 * @param level how high it stands: what is in it is of lower levels, so nothing is ever in itself, however far around
 * @param generation counts the changes of what is in it; 0 while it holds what its plan says
 * @param putIn how many things were put in since its birth and are in it
 * @param origin the plan that it is of; empty where it was made later
 */
public record ContainerRecord(
        Subject.OfContainer subject,
        int level,
        ContainerState state,
        int generation,
        int putIn,
        Optional<Origin> origin,
        Course course)
        implements Thing {

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

    /** A container that somebody makes now: empty, open, and with him. */
    public static ContainerRecord made(Sscc sscc, int level, Gln by, Instant at) {
        return new ContainerRecord(
                new Subject.OfContainer(sscc), level, ContainerState.OPEN, 0, 0, Optional.empty(), Course.made(by, at));
    }

    public Sscc sscc() {
        return subject.sscc();
    }

    /** Whether it holds what its brand packed into it and nothing else: only then is it its brand's to speak of. */
    public boolean isAsPlanned() {
        return origin.isPresent() && generation == 0;
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
                                ErrorCode.CONTAINER_OPEN, "container " + sscc() + " is open; seal it before it travels")
                        : new RefusedException(
                                ErrorCode.CONTAINER_SEALED, "container " + sscc() + " is sealed; unseal it first"));
    }

    @Override
    public ContainerRecord on(Course other) {
        return new ContainerRecord(subject, level, state, generation, putIn, origin, other);
    }

    /** This container after an event of its own. */
    public ContainerRecord become(ContainerState other, Instant when) {
        return new ContainerRecord(subject, level, other, generation, putIn, origin, course.changed(when));
    }

    /** This container with other contents. */
    public ContainerRecord holding(int nowPutIn, Instant when) {
        return new ContainerRecord(subject, level, state, generation + 1, nowPutIn, origin, course.changed(when));
    }

    /** A container as it travels. */
    public static ContainerRecord fromJson(JsonObject json) {
        return fromJson(json, SignatureForm.whole());
    }

    static ContainerRecord fromJson(JsonObject json, SignatureForm form) {
        json.requireOnly(Stream.concat(
                        Stream.of("sscc", "level", "state", "generation", "putIn", "origin"), Stream.of(Course.FIELDS))
                .toArray(String[]::new));
        return new ContainerRecord(
                new Subject.OfContainer(new Sscc(json.text("sscc"))),
                json.integer("level", 1, PlanRun.MAX_LEVEL),
                state(json),
                json.integer("generation", 0, Integer.MAX_VALUE),
                json.integer("putIn", 0, PackingPlan.MAX_HELD),
                Optional.ofNullable(json.optionalObject("origin")).map(Origin::fromJson),
                Course.read(json, form));
    }

    private static ContainerState state(JsonObject json) {
        return switch (json.text("state")) {
            case "OPEN" -> ContainerState.OPEN;
            case "SEALED" -> ContainerState.SEALED;
            default -> throw json.refused("state", "should be OPEN or SEALED");
        };
    }

    /** This container as it travels. */
    public JsonObject toJson() {
        return toJson(SignatureForm.whole());
    }

    JsonObject toJson(SignatureForm form) {
        JsonObject.Builder json = JsonObject.builder()
                .put("sscc", sscc().digits())
                .put("level", level)
                .put("state", state.name())
                .put("generation", generation)
                .put("putIn", putIn)
                .putIfPresent("origin", origin.map(Origin::toJson).orElse(null));
        return course.write(json, form).build();
    }
}
