package org.touchmark.domain.batch;

import java.util.OptionalInt;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Party;

/**
 * A run of containers with consecutive SSCCs, as a packing line numbers them. JSON:
 * {@code {"first":sscc,"count":..,"level":..,"parent"?:ordinal,"each"?:..}}.
 *
 * @param first the first SSCC
 * @param count how many containers
 * @param level how high they stand: 1 holds units, and each level may be packed into a higher one only
 * @param parent the ordinal of the container that the first ones are packed into; empty where they stand alone
 * @param each how many of them one parent holds; the next ones go into the parent's successor
 */
public record PlanRun(Sscc first, int count, int level, OptionalInt parent, int each) {
    /** Levels of containers within each other at most: case, bundle, pallet, trailer, and one to spare. */
    public static final int MAX_LEVEL = 5;

    public PlanRun {
        if (count < 1 || count > PackingPlan.MAX_CONTAINERS) {
            throw invalid("has " + count + " containers, should have 1 to " + PackingPlan.MAX_CONTAINERS);
        }
        if (level < 1 || level > MAX_LEVEL) {
            throw invalid("is of level " + level + ", should be 1 to " + MAX_LEVEL);
        }
        if (parent.isPresent() ? parent.getAsInt() < 0 || each < 1 : each != 0) {
            throw invalid("should say how many each parent holds, exactly where it has parents");
        }
    }

    /** Whether its party gives out all its SSCCs: both ends are under one prefix and extension digit, and so all between. */
    boolean isOwnedBy(Party party) {
        return party.prefixes().stream()
                .anyMatch(prefix -> prefix.owns(first)
                        && last().digits()
                                .startsWith(first.digits()
                                        .substring(0, 1 + prefix.digits().length())));
    }

    /** The SSCC of the container at an offset of this run. */
    Sscc sscc(int offset) {
        return Sscc.ofNumber(first.number() + offset);
    }

    Sscc last() {
        return sscc(count - 1);
    }

    /** The ordinal of the container that the one at an offset is packed into. */
    OptionalInt parentOf(int offset) {
        return parent.isPresent()
                ? OptionalInt.of(Math.addExact(parent.getAsInt(), offset / each))
                : OptionalInt.empty();
    }

    /** The offset of the first one that is packed into the container with an ordinal; the run's count where none is. */
    int firstIn(int ordinal) {
        long first = parent.isPresent() ? (long) (ordinal - parent.getAsInt()) * each : -1;
        return first < 0 || first >= count ? count : (int) first;
    }

    static PlanRun fromJson(JsonObject json) {
        json.requireOnly("first", "count", "level", "parent", "each");
        return new PlanRun(
                new Sscc(json.text("first")),
                json.integer("count", 1, PackingPlan.MAX_CONTAINERS),
                json.integer("level", 1, MAX_LEVEL),
                json.has("parent")
                        ? OptionalInt.of(json.integer("parent", 0, PackingPlan.MAX_CONTAINERS))
                        : OptionalInt.empty(),
                json.has("each") ? json.integer("each", 1, PackingPlan.MAX_CONTAINERS) : 0);
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("first", first.digits())
                .put("count", count)
                .put("level", level);
        parent.ifPresent(ordinal -> json.put("parent", ordinal).put("each", each));
        return json.build();
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.PLAN_INVALID, "a run of the packing plan " + rule);
    }
}
