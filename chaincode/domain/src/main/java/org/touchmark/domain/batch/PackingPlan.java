package org.touchmark.domain.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;

/**
 * Which containers a batch's units were packed into when they were made.
 *
 * <p>Containers are numbered through all runs from 0; a page's entry names its unit's container by that ordinal. So the
 * packing of ten million units costs the ledger a few runs and four bytes a unit, and no key for a unit or a case. The
 * brand's seal covers the plan.
 */
public record PackingPlan(List<PlanRun> runs) {
    /** Runs at most. */
    public static final int MAX_RUNS = 200;

    /** Containers of one batch at most. */
    public static final int MAX_CONTAINERS = 1_000_000;

    /** Containers directly in one container at most, so that what is in it can always be listed. */
    public static final int MAX_HELD = 10_000;

    /** The ordinal of a unit that was packed into nothing. */
    public static final int LOOSE = 0xFFFF_FFFF;

    /** One planned container. */
    public record Container(Sscc sscc, int level, int ordinal, Optional<Sscc> parent) {}

    public PackingPlan {
        runs = List.copyOf(runs);
        if (runs.isEmpty() || runs.size() > MAX_RUNS) {
            throw invalid("has " + runs.size() + " runs, should have 1 to " + MAX_RUNS);
        }
        if (runs.stream().mapToLong(PlanRun::count).sum() > MAX_CONTAINERS) {
            throw invalid("has more than " + MAX_CONTAINERS + " containers");
        }
        requireApart(runs);
        requireHigherParents(runs);
        requireRoom(runs);
    }

    /** Containers of all runs. */
    public int containers() {
        return runs.stream().mapToInt(PlanRun::count).sum();
    }

    /** The container with an ordinal; empty where the plan has none. */
    public Optional<Container> container(int ordinal) {
        return find(runs, ordinal).map(found -> {
            OptionalInt parent = found.run().parentOf(found.offset());
            return new Container(
                    found.run().sscc(found.offset()),
                    found.run().level(),
                    ordinal,
                    parent.isEmpty()
                            ? Optional.empty()
                            : find(runs, parent.getAsInt())
                                    .map(above -> above.run().sscc(above.offset())));
        });
    }

    /** The containers that a unit with an ordinal was packed into, the innermost first; none where the plan has none. */
    public List<Sscc> around(int ordinal) {
        List<Sscc> around = new ArrayList<>();
        Optional<Found> found = find(runs, ordinal);
        while (found.isPresent()) {
            PlanRun run = found.get().run();
            around.add(run.sscc(found.get().offset()));
            OptionalInt parent = run.parentOf(found.get().offset());
            found = parent.isPresent() ? find(runs, parent.getAsInt()) : Optional.empty();
        }
        return around;
    }

    /** The containers that were packed into one, in the order of the plan: {@value #MAX_HELD} at most. */
    public List<Sscc> within(int ordinal) {
        return runs.stream()
                .flatMap(run -> {
                    int first = run.firstIn(ordinal);
                    int last = Math.min(run.count(), first + run.each());
                    return IntStream.range(first, last).mapToObj(run::sscc);
                })
                .toList();
    }

    /** SHA-256 of the canonical JSON: what the seal covers. */
    public Bytes hash() {
        return Sha256.of(CanonicalJson.bytes(toJson()));
    }

    /**
     * The plan that an array of runs gives.
     *
     * @param name the array's name in the object
     * @throws RefusedException PLAN_INVALID, SSCC_INVALID or ARGUMENT_INVALID
     */
    public static PackingPlan read(JsonObject json, String name) {
        return new PackingPlan(
                json.objects(name).stream().map(PlanRun::fromJson).toList());
    }

    JsonArray toJson() {
        return new JsonArray(runs.stream().<JsonValue>map(PlanRun::toJson).toList());
    }

    private record Found(PlanRun run, int offset) {}

    private static Optional<Found> find(List<PlanRun> runs, int ordinal) {
        int offset = ordinal;
        for (PlanRun run : runs) {
            if (offset >= 0 && offset < run.count()) {
                return Optional.of(new Found(run, offset));
            }
            offset -= run.count();
        }
        return Optional.empty();
    }

    private static void requireApart(List<PlanRun> runs) {
        List<PlanRun> sorted =
                runs.stream().sorted(Comparator.comparing(PlanRun::first)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).first().number() <= sorted.get(i - 1).last().number()) {
                throw invalid("has the SSCC " + sorted.get(i).first() + " in two runs");
            }
        }
    }

    /** Every parent is of a higher level, so that no container is in itself, however far around. */
    private static void requireHigherParents(List<PlanRun> runs) {
        for (PlanRun run : runs) {
            if (run.parent().isEmpty()) {
                continue;
            }
            int first = run.parent().getAsInt();
            int last = run.parentOf(run.count() - 1).orElseThrow();
            int begin = 0;
            for (PlanRun other : runs) {
                boolean parents = begin <= last && first < begin + other.count();
                if (parents && other.level() <= run.level()) {
                    throw invalid("packs containers of level " + run.level() + " into level " + other.level()
                            + "; a parent's level is higher");
                }
                begin += other.count();
            }
            if (last >= begin) {
                throw invalid("names container " + last + " as a parent, but has only " + begin);
            }
        }
    }

    /** Where runs share a parent, the first parent of one of them is where most come together. */
    private static void requireRoom(List<PlanRun> runs) {
        for (PlanRun run : runs) {
            run.parent().ifPresent(parent -> {
                long held = runs.stream()
                        .mapToLong(other -> Math.min(other.each(), other.count() - other.firstIn(parent)))
                        .sum();
                if (held > MAX_HELD) {
                    throw invalid("packs " + held + " containers into container " + parent + ", at most " + MAX_HELD
                            + " go into one");
                }
            });
        }
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.PLAN_INVALID, "the packing plan " + rule);
    }
}
