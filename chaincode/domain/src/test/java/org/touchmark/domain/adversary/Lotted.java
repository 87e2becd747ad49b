package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A batch, in the last of its attempts. */
final class Lotted {
    final String name;
    final String gtin;
    final String lot;
    final List<Note> notes = new ArrayList<>();
    final List<Goods> units = new ArrayList<>();
    String brand;
    String state;
    int attempt;
    Template template;
    boolean filled;

    Lotted(String gtin, String lot) {
        this.name = gtin + "/" + lot;
        this.gtin = gtin;
        this.lot = lot;
        this.brand = "";
        this.state = "NONE";
        this.template = Template.NONE;
    }

    /**
     * What a brand says of a batch when it opens it.
     *
     * @param serials of its units
     * @param digests of the same, in hexadecimal, which need not be of those serials
     * @param runs of its plan
     * @param places the number of each unit's container in the plan; -1 for none
     */
    record Template(
            List<String> serials,
            List<String> digests,
            List<Run> runs,
            List<Integer> places,
            Optional<String> labelKey) {
        static final Template NONE = new Template(List.of(), List.of(), List.of(), List.of(), Optional.empty());

        Template {
            serials = List.copyOf(serials);
            digests = List.copyOf(digests);
            runs = List.copyOf(runs);
            places = List.copyOf(places);
        }
    }

    /** Consecutive containers of a plan; parent -1 for none. */
    record Run(List<String> ssccs, int level, int parent, int each) {
        Run {
            ssccs = List.copyOf(ssccs);
        }
    }

    boolean isSealed() {
        return state.equals("SEALED");
    }

    Goods unit(int index) {
        return units.get(index);
    }

    /** A label key: since when, until when, and when it sealed a batch last. */
    static final class Key {
        final String id;
        final Instant from;
        Optional<Instant> revoked = Optional.empty();
        Instant used;

        Key(String id, Instant from) {
            this.id = id;
            this.from = from;
            this.used = from;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
