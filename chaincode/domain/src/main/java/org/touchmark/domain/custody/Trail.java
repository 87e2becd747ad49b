package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Every hand-off that ever took a unit along, by itself or in a container, oldest first: what {@code unit:Trail} answers.
 * Containers that a unit was in count for the time that it was in them.
 */
public record Trail(List<Step> steps) {
    /** More hands than any unit goes through. */
    public static final int MAX_STEPS = 200;

    public Trail {
        steps = List.copyOf(steps);
    }

    /**
     * One hand-off.
     *
     * @param containers those that the unit was in when it was offered, the innermost first: the last one is what the
     *     hand-off names; none where it took the unit by itself
     */
    public record Step(HandOff handOff, List<Sscc> containers) {
        public Step {
            containers = List.copyOf(containers);
        }

        /** Who has the unit by this hand-off, or had it last while it is on its way. */
        public Gln holderOf(UnitDigest unit) {
            return containers.isEmpty()
                    ? handOff.holderOf(unit)
                    : handOff.holderOf(containers.get(containers.size() - 1));
        }

        static Step fromJson(JsonObject json) {
            json.requireOnly("handOff", "containers");
            return new Step(
                    HandOff.fromJson(json.object("handOff")),
                    json.has("containers")
                            ? json.texts("containers").stream().map(Sscc::new).toList()
                            : List.of());
        }

        JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder().put("handOff", handOff.toJson());
            if (!containers.isEmpty()) {
                json.putTexts(
                        "containers", containers.stream().map(Sscc::digits).toList());
            }
            return json.build();
        }
    }

    /** That something was somewhere from an instant until before another. */
    private record Stay(Placement placement, Instant from, Instant until) {}

    /**
     * The trail of a unit. In evaluations only.
     *
     * @throws RefusedException BATCH_UNKNOWN, UNIT_UNKNOWN, or ARGUMENT_INVALID for more than {@value #MAX_STEPS} steps
     */
    public static Trail of(LedgerState state, Gtin gtin, Lot lot, UnitDigest unit) {
        BatchHead head = Batches.read(state, gtin, lot);
        Page page = Batches.page(state, head, head.layout().pageOf(unit)).orElseGet(() -> Page.of(List.of()));
        OptionalInt index = page.indexOf(unit);
        if (index.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.UNIT_UNKNOWN,
                    "unit " + unit + " is not in the batch of GTIN " + gtin + " with lot " + lot);
        }
        UnitRecord born =
                Custody.born(state, head, page.ordinal(index.getAsInt()).orElse(PackingPlan.LOOSE));
        List<UnitRecord> records = Stream.concat(
                        Stream.of(born), Custody.history(state, unit).stream().map(UnitChange::state))
                .toList();
        List<Stay> stays = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Instant until = i + 1 < records.size() ? records.get(i + 1).at() : Instant.MAX;
            stays.add(new Stay(records.get(i).placement(), records.get(i).at(), until));
        }
        List<Step> steps = new ArrayList<>();
        walk(state, stays, List.of(), steps);
        return new Trail(steps);
    }

    private static void walk(LedgerState state, List<Stay> stays, List<Sscc> inside, List<Step> steps) {
        for (Stay stay : stays) {
            if (stay.placement() instanceof Placement.HandedOver handed) {
                add(steps, new Step(Custody.read(state, handed.handOff()), inside));
            } else if (stay.placement() instanceof Placement.In in && inside.size() < PlanRun.MAX_LEVEL) {
                List<Sscc> deeper = new ArrayList<>(inside);
                deeper.add(in.container());
                walk(state, during(state, in.container(), stay), deeper, steps);
            }
        }
    }

    /** Where a container was while something was in it. */
    private static List<Stay> during(LedgerState state, Sscc sscc, Stay inside) {
        List<ContainerRecord> records = Stream.concat(
                        Custody.plannedContainer(state, sscc).stream(), Custody.history(state, sscc).stream())
                .toList();
        List<Stay> stays = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            ContainerRecord record = records.get(i);
            Instant until = i + 1 < records.size() ? records.get(i + 1).at() : Instant.MAX;
            Instant from = later(record.at(), inside.from());
            Instant end = until.isBefore(inside.until()) ? until : inside.until();
            // A hand-off counts where it began while the thing was inside; being carried on by it counts once.
            boolean began = !record.at().isBefore(inside.from());
            boolean handed = record.placement() instanceof Placement.HandedOver;
            boolean again = i > 0 && records.get(i - 1).placement().equals(record.placement());
            if (from.isBefore(end) && !(handed && (!began || again))) {
                stays.add(new Stay(record.placement(), from, end));
            }
        }
        return stays;
    }

    private static void add(List<Step> steps, Step step) {
        boolean there = steps.stream()
                .anyMatch(other -> other.handOff()
                        .offer()
                        .id()
                        .equals(step.handOff().offer().id()));
        if (there) {
            return;
        }
        if (steps.size() == MAX_STEPS) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "the unit went through more than " + MAX_STEPS + " hand-offs");
        }
        steps.add(step);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    public static Trail fromJson(JsonObject json) {
        json.requireOnly("steps");
        return new Trail(json.objects("steps").stream().map(Step::fromJson).toList());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .putObjects("steps", steps.stream().map(Step::toJson).toList())
                .build();
    }
}
