package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A unit or a container: where it is, and all that ever happened to it, told to it when it happened. */
final class Goods {
    final String name;
    /** 0 for units. */
    final int level;
    /** Of units and of planned containers. */
    final Optional<Lotted> lot;

    final Set<Goods> contents = new LinkedHashSet<>();
    final List<Happening> past = new ArrayList<>();
    final List<String> withdrawn = new ArrayList<>();
    Optional<Goods> around = Optional.empty();
    Optional<Deal> deal = Optional.empty();
    String holder;
    boolean sealed;
    boolean asPlanned;
    /** The count of happenings in the world when this was moved, opened or closed, filled or emptied last. */
    long changed;
    /** Whether anything ever happened to it or to what it was in. */
    boolean touched;

    Goods(String name, int level, Optional<Lotted> lot, String holder) {
        this.name = name;
        this.level = level;
        this.lot = lot;
        this.holder = holder;
    }

    /** What happened, and when in the order of all that happened. */
    record Happening(long order, Optional<Deal> taken, List<String> via, Optional<Note> told) {
        @Override
        public String toString() {
            return taken.map(deal -> "taken " + deal + " in " + via)
                    .or(() -> told.map(note -> note.status() + " " + note.subject() + " by " + note.by()))
                    .orElse("");
        }
    }

    boolean isUnit() {
        return level == 0;
    }

    /** The containers around, the innermost first. */
    List<Goods> path() {
        List<Goods> path = new ArrayList<>();
        Optional<Goods> next = around;
        while (next.isPresent()) {
            path.add(next.get());
            next = next.get().around;
        }
        return path;
    }

    Goods outermost() {
        return around.map(Goods::outermost).orElse(this);
    }

    String custodian() {
        Goods outer = outermost();
        return outer.deal.map(last -> last.holderOf(outer)).orElse(outer.holder);
    }

    Optional<Deal> lastDeal() {
        return outermost().deal;
    }

    boolean inTransit(Instant at) {
        return lastDeal().filter(last -> last.waitsAt(at)).isPresent();
    }

    List<Note> notes() {
        return past.stream().flatMap(happening -> happening.told().stream()).toList();
    }

    /** Those of its batch, then its own. */
    List<Note> allNotes() {
        return Stream.concat(lot.filter(of -> isUnit()).stream().flatMap(of -> of.notes.stream()), notes().stream())
                .toList();
    }

    Stream<Goods> withContents() {
        return Stream.concat(Stream.of(this), contents.stream().flatMap(Goods::withContents));
    }

    void tell(Happening happening) {
        past.add(happening);
        touched = true;
        contents.forEach(inner -> inner.tell(new Happening(
                happening.order(),
                happening.taken(),
                happening.taken().isPresent()
                        ? Stream.concat(Stream.of(name), happening.via().stream())
                                .toList()
                        : List.of(),
                happening.told())));
    }

    void forget(Note note) {
        past.removeIf(happening -> happening.told().filter(note::equals).isPresent());
        contents.forEach(inner -> inner.forget(note));
    }

    @Override
    public String toString() {
        return name;
    }
}
