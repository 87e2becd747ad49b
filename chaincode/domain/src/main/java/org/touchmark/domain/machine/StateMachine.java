package org.touchmark.domain.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which event leads from which state to which: the one place that says so, asked by the rules and drawn into the
 * documentation.
 *
 * @param name what the machine is of, in plain words
 * @param initial the state of a new thing
 * @param transitions every transition there is, in the order in which they are drawn
 */
public record StateMachine<S extends Enum<S>, E extends Enum<E>>(
        String name, S initial, List<Transition<S, E>> transitions) {

    /** One transition. */
    public record Transition<S extends Enum<S>, E extends Enum<E>>(S from, E event, S to) {}

    public StateMachine {
        transitions = List.copyOf(transitions);
        long different = transitions.stream()
                .map(t -> List.of(t.from(), t.event()))
                .distinct()
                .count();
        if (different != transitions.size()) {
            throw new IllegalStateException(name + ": one event leads from one state to two");
        }
    }

    /** Starts a machine whose things begin in a state. */
    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(String name, S initial) {
        return new Builder<>(name, initial);
    }

    /** Where an event leads; empty where the state does not allow it. */
    public Optional<S> next(S from, E event) {
        return transitions.stream()
                .filter(transition -> transition.from() == from && transition.event() == event)
                .map(Transition::to)
                .findFirst();
    }

    /** Whether a state allows an event. */
    public boolean allows(S from, E event) {
        return next(from, event).isPresent();
    }

    /** Collects transitions. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final String name;
        private final S initial;
        private final List<Transition<S, E>> transitions = new ArrayList<>();

        private Builder(String name, S initial) {
            this.name = name;
            this.initial = initial;
        }

        public Builder<S, E> on(S from, E event, S to) {
            transitions.add(new Transition<>(from, event, to));
            return this;
        }

        public StateMachine<S, E> build() {
            return new StateMachine<>(name, initial, transitions);
        }
    }
}
