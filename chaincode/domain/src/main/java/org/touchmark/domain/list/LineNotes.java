package org.touchmark.domain.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lines of which one thing is to be said, and the first of them by name. */
public final class LineNotes {
    private static final int NAMED = 5;

    private final List<Integer> first = new ArrayList<>();
    private long count;

    public void add(int line) {
        count++;
        if (first.size() < NAMED) {
            first.add(line);
        }
    }

    /** A sentence about these lines, such as "lines 3, 4 and 2 more " and what is to be said; empty if there are none. */
    public Optional<String> say(String what) {
        if (count == 0) {
            return Optional.empty();
        }
        String named = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String more = count > first.size() ? " and " + (count - first.size()) + " more" : "";
        return Optional.of((count == 1 ? "line " : "lines ") + named + more + ": " + what);
    }
}
