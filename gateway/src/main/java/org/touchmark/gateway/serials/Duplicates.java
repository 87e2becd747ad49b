package org.touchmark.gateway.serials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Serials that are there twice.
 *
 * @param first those that stand first in the list, in its order, {@value #MAX_SHOWN} at most
 * @param total how many there are
 */
public record Duplicates(List<Duplicate> first, long total) {
    /** How many are named. */
    public static final int MAX_SHOWN = 100;

    /** Different serials with one hash: by chance two, never so many. */
    private static final int MAX_COLLISIONS = 1_000;

    /** Copies the list. */
    public Duplicates {
        first = List.copyOf(first);
    }

    /**
     * A serial that is there twice.
     *
     * @param serial the serial
     * @param position where it stands in the list
     * @param earlier where it stands before, in the same list or in the other one
     */
    public record Duplicate(String serial, int position, int earlier) {}

    /**
     * The serials that a list has twice.
     *
     * @param list the list
     * @return each place but a serial's first
     */
    public static Duplicates in(SerialList list) {
        Collector found = new Collector();
        try (SerialIndex index = SerialIndex.open(list);
                SerialAccess access = SerialAccess.open(list)) {
            int from = 0;
            while (from < index.count()) {
                long hash = SerialIndex.hash(index.key(from));
                int to = from + 1;
                while (to < index.count() && SerialIndex.hash(index.key(to)) == hash) {
                    to++;
                }
                if (to > from + 1) {
                    repeats(index, access, from, to, found);
                }
                from = to;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(list.folder() + ": its serials are not readable", e);
        }
        return found.done();
    }

    /**
     * The serials that two lists share.
     *
     * @param list the list
     * @param earlier the other one
     * @return each place in the list whose serial the other one has
     */
    public static Duplicates between(SerialList list, SerialList earlier) {
        Collector found = new Collector();
        try (SerialIndex index = SerialIndex.open(list);
                SerialAccess access = SerialAccess.open(list);
                SerialIndex otherIndex = SerialIndex.open(earlier);
                SerialAccess otherAccess = SerialAccess.open(earlier)) {
            int other = 0;
            for (int i = 0; i < index.count() && other < otherIndex.count(); i++) {
                long key = index.key(i);
                long hash = SerialIndex.hash(key);
                other = otherIndex.firstNotBelow(hash, other);
                for (int same = other;
                        same < otherIndex.count() && SerialIndex.hash(otherIndex.key(same)) == hash;
                        same++) {
                    int position = SerialIndex.position(key);
                    int there = SerialIndex.position(otherIndex.key(same));
                    String serial = access.at(position);
                    if (serial.equals(otherAccess.at(there))) {
                        found.add(new Duplicate(serial, position, there));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(list.folder() + ": its serials are not readable", e);
        }
        return found.done();
    }

    // Positions ascend among keys of one hash, so that the first one seen is the first in the list.
    private static void repeats(SerialIndex index, SerialAccess access, int from, int to, Collector found)
            throws IOException {
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = from; i < to; i++) {
            int position = SerialIndex.position(index.key(i));
            String serial = access.at(position);
            Integer first = firsts.putIfAbsent(serial, position);
            if (first != null) {
                found.add(new Duplicate(serial, position, first));
            } else if (firsts.size() > MAX_COLLISIONS) {
                throw new IllegalArgumentException(
                        "more than " + MAX_COLLISIONS + " serials have one hash: they were made to have it");
            }
        }
    }

    /** Counts all and keeps those that stand first. */
    private static final class Collector {
        private final PriorityQueue<Duplicate> lastOfFirst =
                new PriorityQueue<>(Comparator.comparingInt(Duplicate::position).reversed());
        private long total;

        void add(Duplicate duplicate) {
            total++;
            lastOfFirst.add(duplicate);
            if (lastOfFirst.size() > MAX_SHOWN) {
                lastOfFirst.remove();
            }
        }

        Duplicates done() {
            List<Duplicate> first = new ArrayList<>(lastOfFirst);
            first.sort(Comparator.comparingInt(Duplicate::position));
            return new Duplicates(first, total);
        }
    }
}
