package org.touchmark.domain.custody;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.status.Condition;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/**
 * Reports of a thing by what they are about together, so that what no longer bears on its condition is forgotten as a whole: a
 * theft with all that was found of it, however many thefts one finding cleared; each recall and each export by itself.
 */
final class Matters {
    private final List<Matter> all;

    private Matters(List<Matter> all) {
        this.all = all;
    }

    /** Like ones are of one kind and closed, or told, by one party. */
    private record Kind(Status status, Gln by) {}

    private record Matter(List<Event.Told> reports) {
        Kind kind() {
            Reported last = reports.get(reports.size() - 1).report();
            return new Kind(last.mark().status(), last.mark().by());
        }
    }

    /**
     * The matters of a past that nobody waits for: open thefts are none, nor what else decides on its condition.
     *
     * @param pinned what may not be forgotten here
     */
    static Matters of(List<Event> past, Predicate<Event.Told> pinned) {
        List<Event.Told> told = past.stream()
                .filter(Event.Told.class::isInstance)
                .map(Event.Told.class::cast)
                .toList();
        List<Reported> open =
                Condition.of(told.stream().map(Event.Told::report).toList()).thefts();
        return new Matters(grouped(told).stream()
                .filter(matter -> matter.reports().stream().noneMatch(pinned))
                .filter(matter ->
                        matter.reports().stream().map(Event.Told::report).noneMatch(open::contains))
                .toList());
    }

    /** The oldest of like matters, where there are more than so many. */
    Set<Event> surplus(int max) {
        Map<Kind, List<Matter>> alike = new HashMap<>();
        all.forEach(matter ->
                alike.computeIfAbsent(matter.kind(), kind -> new ArrayList<>()).add(matter));
        Set<Event> surplus = new HashSet<>();
        alike.values()
                .forEach(matters -> matters.subList(0, Math.max(0, matters.size() - max))
                        .forEach(matter -> surplus.addAll(matter.reports())));
        return surplus;
    }

    private static List<Matter> grouped(List<Event.Told> told) {
        List<Matter> matters = new ArrayList<>();
        for (Event.Told one : told) {
            Status status = one.report().mark().status();
            if (status == Status.FOUND) {
                join(matters, one);
            } else if (status == Status.STOLEN || status == Status.RECALLED || status == Status.EXPORTED) {
                matters.add(new Matter(new ArrayList<>(List.of(one))));
            }
        }
        return matters;
    }

    /** A finding belongs to the last theft of each thing that it clears, and makes one matter of them. */
    private static void join(List<Matter> matters, Event.Told found) {
        List<Matter> cleared = found.report().mark().clears().stream()
                .flatMap(subject -> lastTheft(matters, subject).stream())
                .distinct()
                .toList();
        List<Event.Told> reports = new ArrayList<>();
        cleared.forEach(matter -> reports.addAll(matter.reports()));
        reports.add(found);
        matters.removeAll(cleared);
        matters.add(new Matter(reports));
    }

    private static List<Matter> lastTheft(List<Matter> matters, Subject subject) {
        return matters.stream()
                .filter(matter -> matter.reports().stream()
                        .map(Event.Told::report)
                        .anyMatch(report -> report.mark().status() == Status.STOLEN
                                && report.subject().equals(subject)))
                .reduce((one, next) -> next)
                .stream()
                .toList();
    }
}
