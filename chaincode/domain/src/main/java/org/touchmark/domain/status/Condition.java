package org.touchmark.domain.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/**
 * How a thing stands by everything that was reported of it, of what it was in at that time and of its batch, and not taken back:
 * three tracks side by side, since goods can be sold, stolen and recalled at once.
 *
 * @param life how far its life is
 * @param thefts the thefts that nobody has cleared, the oldest first
 * @param recalled whether its maker wants it back
 */
public record Condition(Life life, List<Reported> thefts, boolean recalled) {
    public Condition {
        thefts = List.copyOf(thefts);
    }

    /** The condition that reports leave, in the order in which the ledger took them. */
    public static Condition of(List<Reported> reports) {
        Life life = Life.ACTIVE;
        List<Reported> thefts = new ArrayList<>();
        boolean recalled = false;
        for (Reported report : reports) {
            Status status = report.mark().status();
            life = Life.MACHINE.next(life, status).orElse(life);
            recalled |= status == Status.RECALLED;
            if (status == Status.STOLEN) {
                thefts.add(report);
            } else if (status == Status.FOUND) {
                thefts.removeIf(theft -> report.mark().clears().contains(theft.subject()));
            }
        }
        return new Condition(life, thefts, recalled);
    }

    public boolean isStolen() {
        return !thefts.isEmpty();
    }

    /** Who reported the thefts that nobody has cleared: their word is needed to clear them, or an inspector's. */
    public Set<Gln> victims() {
        return thefts.stream().map(theft -> theft.mark().by()).collect(Collectors.toUnmodifiableSet());
    }

    /** What was reported stolen, of all that nobody has cleared. */
    public List<Subject> stolen() {
        return thefts.stream().map(Reported::subject).distinct().toList();
    }

    /**
     * Refuses what this condition bars.
     *
     * @param thing names it, for the message
     * @throws RefusedException STATUS_FORBIDS
     */
    public void require(Deed deed, String thing) {
        hindrances().stream().filter(deed::isBarredBy).findFirst().ifPresent(condition -> {
            throw new RefusedException(
                    ErrorCode.STATUS_FORBIDS,
                    thing + " is " + condition.word() + way(condition) + ", which bars: "
                            + deed.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        });
    }

    /**
     * Refuses a report that this condition does not allow.
     *
     * @throws RefusedException STATUS_FORBIDS
     */
    public void requireAllows(Status status, Subject subject) {
        require(status.deed(), subject.toString());
        boolean follows = Stream.of(
                        Life.MACHINE.next(life, status),
                        Theft.MACHINE.next(isStolen() ? Theft.STOLEN : Theft.SAFE, status),
                        Recall.MACHINE.next(recalled ? Recall.RECALLED : Recall.NONE, status))
                .anyMatch(Optional::isPresent);
        if (!follows) {
            throw new RefusedException(
                    ErrorCode.STATUS_FORBIDS,
                    subject + " is " + words() + ", so it can't be reported " + status.wire());
        }
    }

    private Set<Hindrance> hindrances() {
        Set<Hindrance> all = EnumSet.noneOf(Hindrance.class);
        Arrays.stream(Hindrance.values()).filter(this::has).forEach(all::add);
        return all;
    }

    private boolean has(Hindrance condition) {
        return switch (condition) {
            case STOLEN -> isStolen();
            case RECALLED -> recalled;
            case SOLD -> life == Life.SOLD;
            case DECOMMISSIONED -> life == Life.DECOMMISSIONED;
            case DESTROYED -> life == Life.DESTROYED;
        };
    }

    private static String way(Hindrance condition) {
        return condition == Hindrance.STOLEN ? " (who reported that, or an inspector, reports it found)" : "";
    }

    private String words() {
        Stream<String> words = Stream.of(
                        Optional.of(life)
                                .filter(state -> state != Life.ACTIVE)
                                .map(state -> state.name().toLowerCase(Locale.ROOT)),
                        Optional.of("stolen").filter(word -> isStolen()),
                        Optional.of("recalled").filter(word -> recalled))
                .flatMap(Optional::stream);
        String all = words.collect(Collectors.joining(" and "));
        return all.isEmpty() ? "neither stolen nor anything else" : all;
    }
}
