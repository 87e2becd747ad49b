package org.touchmark.domain.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Drops steps of a history, and makes the numbers of those that stay small, while it still breaks the same property. */
final class Shrinker {
    private static final int ROUNDS = 6;

    private final Function<List<Step>, Optional<Breach>> run;
    private final String kind;

    Shrinker(Function<List<Step>, Optional<Breach>> run, Breach breach) {
        this.run = run;
        this.kind = breach.kind();
    }

    List<Step> shrink(List<Step> steps) {
        List<Step> shortest = steps;
        for (int round = 0; round < ROUNDS; round++) {
            List<Step> before = shortest;
            for (int size = Math.max(1, shortest.size() / 2); size > 0; size /= 2) {
                shortest = without(shortest, size);
            }
            shortest = smaller(shortest);
            if (shortest.equals(before)) {
                break;
            }
        }
        return shortest;
    }

    private boolean fails(List<Step> steps) {
        return run.apply(steps).filter(breach -> breach.kind().equals(kind)).isPresent();
    }

    private List<Step> without(List<Step> steps, int size) {
        List<Step> kept = steps;
        for (int from = 0; from < kept.size(); ) {
            List<Step> fewer = new ArrayList<>(kept.subList(0, from));
            fewer.addAll(kept.subList(Math.min(kept.size(), from + size), kept.size()));
            if (fails(fewer)) {
                kept = fewer;
            } else {
                from += size;
            }
        }
        return kept;
    }

    private List<Step> smaller(List<Step> steps) {
        List<Step> smallest = new ArrayList<>(steps);
        for (int i = 0; i < smallest.size(); i++) {
            for (int place = 0; place < smallest.get(i).picks().size(); place++) {
                Step step = smallest.get(i);
                if (step.pick(place) != 0) {
                    smallest.set(i, step.with(place, 0));
                    if (!fails(smallest)) {
                        smallest.set(i, step);
                    }
                }
            }
        }
        return smallest;
    }
}
