package org.touchmark.domain.custody;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.status.Subject;

/**
 * Does something with each of several things. A write ends at the first that is refused, since all go or none; a question goes
 * on, and learns every one that would be.
 */
public final class Attempts {
    private final boolean all;
    private final List<Obstacle> obstacles = new ArrayList<>();

    private Attempts(boolean all) {
        this.all = all;
    }

    /** For a write. */
    public static Attempts untilTheFirstRefusal() {
        return new Attempts(false);
    }

    /** For a question. */
    public static Attempts ofAll() {
        return new Attempts(true);
    }

    /** Does a step with a thing. */
    public void with(Subject thing, Runnable step) {
        withAll(List.of(thing), () -> {
            step.run();
            return thing;
        });
    }

    /**
     * Does a step that several things depend on.
     *
     * @return what the step gives; empty where it was refused and that is noted
     */
    public <T> Optional<T> withAll(List<? extends Subject> things, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RefusedException e) {
            if (!all) {
                throw e;
            }
            things.forEach(thing -> obstacles.add(new Obstacle(thing, e.code(), e.prose())));
            return Optional.empty();
        }
    }

    /** What was refused so far, in the order of the attempts. */
    public List<Obstacle> obstacles() {
        return List.copyOf(obstacles);
    }
}
