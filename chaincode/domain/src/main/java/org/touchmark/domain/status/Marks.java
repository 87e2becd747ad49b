package org.touchmark.domain.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.machine.StateMachine;
import org.touchmark.domain.party.SignatureForm;

/**
 * Everything that is reported of one thing and stands: three tracks side by side, since goods can be sold, stolen and
 * recalled at once. The last mark of a track is its state; undoing takes it off again.
 */
public record Marks(List<Mark> life, List<Mark> theft, List<Mark> recall) {
    /** Nothing reported. */
    public static final Marks NONE = new Marks(List.of(), List.of(), List.of());

    /** How long a reporter may take a report back. */
    public static final Duration UNDO = Duration.ofDays(10);

    /** Nobody sells or ships what is stolen. */
    private static final Set<Status> NOT_WHILE_STOLEN =
            EnumSet.of(Status.SOLD, Status.SAMPLE, Status.EXPORTED, Status.DESTROYED);

    /** What is recalled goes back, and nowhere else. */
    private static final Set<Status> NOT_WHILE_RECALLED = EnumSet.of(Status.SOLD, Status.EXPORTED);

    public Marks {
        life = List.copyOf(life);
        theft = List.copyOf(theft);
        recall = List.copyOf(recall);
    }

    public Life lifeState() {
        return state(Life.MACHINE, life);
    }

    public boolean isStolen() {
        return state(Theft.MACHINE, theft) == Theft.STOLEN;
    }

    public boolean isRecalled() {
        return state(Recall.MACHINE, recall) == Recall.RECALLED;
    }

    /** All marks, track by track. */
    public List<Mark> all() {
        return Stream.of(life, theft, recall).flatMap(List::stream).toList();
    }

    /**
     * Refuses a report that what stands does not allow.
     *
     * @param around what is reported of the batch and the containers that the thing is of and in
     * @throws RefusedException STATUS_FORBIDS
     */
    public void requireAllows(Status status, List<Marks> around, Subject subject) {
        boolean stolen = isStolen() || around.stream().anyMatch(Marks::isStolen);
        boolean recalled = isRecalled() || around.stream().anyMatch(Marks::isRecalled);
        if (stolen && NOT_WHILE_STOLEN.contains(status)) {
            throw forbids(subject + " is stolen", status);
        }
        if (recalled && NOT_WHILE_RECALLED.contains(status)) {
            throw forbids(subject + " is recalled", status);
        }
        if (lifeState() == Life.DESTROYED) {
            throw forbids(subject + " is destroyed", status);
        }
        boolean allowed = Life.MACHINE.allows(lifeState(), status)
                || Theft.MACHINE.allows(state(Theft.MACHINE, theft), status)
                || Recall.MACHINE.allows(state(Recall.MACHINE, recall), status);
        if (!allowed) {
            throw forbids(subject + " is " + String.join(" and ", words()), status);
        }
    }

    /**
     * Refuses what can not change hands or be packed: sold, stolen, decommissioned and destroyed goods. Recalled ones go
     * back from hand to hand.
     *
     * @throws RefusedException STATUS_FORBIDS
     */
    public void requireTradeable(String thing) {
        if (isStolen()) {
            throw new RefusedException(ErrorCode.STATUS_FORBIDS, thing + " is stolen; who finds it reports it found");
        }
        if (EnumSet.of(Life.SOLD, Life.DECOMMISSIONED, Life.DESTROYED).contains(lifeState())) {
            throw new RefusedException(
                    ErrorCode.STATUS_FORBIDS, thing + " is " + String.join(" and ", words()) + ", so it goes nowhere");
        }
    }

    /** These marks with one more, which they allow. */
    public Marks with(Mark mark) {
        return switch (mark.status()) {
            case SOLD, DECOMMISSIONED, DESTROYED, SAMPLE, EXPORTED -> new Marks(plus(life, mark), theft, recall);
            // A second theft begins a new tale: what is remembered stays short.
            case STOLEN -> new Marks(life, List.of(mark), recall);
            case FOUND -> new Marks(life, plus(theft, mark), recall);
            case RECALLED -> new Marks(life, theft, List.of(mark));
        };
    }

    /**
     * The mark that a status left, if it is the last of its track.
     *
     * @throws RefusedException NOTHING_TO_UNDO
     */
    public Mark last(Status status, Subject subject) {
        return Stream.of(life, theft, recall)
                .filter(track -> !track.isEmpty())
                .map(track -> track.get(track.size() - 1))
                .filter(mark -> mark.status() == status)
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOTHING_TO_UNDO,
                        "that " + subject + " is " + status.wire() + " is not the last thing reported of it"));
    }

    /**
     * These marks without one, which is the last of its track.
     *
     * @throws RefusedException UNDO_FORBIDDEN or UNDO_TOO_LATE
     */
    public Marks without(Mark mark, Instant now) {
        if (mark.status().undo() == Status.Undo.NEVER) {
            throw new RefusedException(
                    ErrorCode.UNDO_FORBIDDEN,
                    mark.status().wire() + " can't be undone"
                            + (mark.status() == Status.STOLEN ? "; what is found again is reported found" : ""));
        }
        if (now.isAfter(mark.at().plus(UNDO))) {
            throw new RefusedException(
                    ErrorCode.UNDO_TOO_LATE,
                    "it was reported " + mark.status().wire() + " at " + mark.at() + "; a report is undone within "
                            + UNDO.toDays() + " days");
        }
        return new Marks(minus(life, mark), minus(theft, mark), minus(recall, mark));
    }

    public static Marks read(JsonObject json, SignatureForm form) {
        return new Marks(track(json, "life", form), track(json, "theft", form), track(json, "recall", form));
    }

    public JsonObject.Builder write(JsonObject.Builder json, SignatureForm form) {
        put(json, "life", life, form);
        put(json, "theft", theft, form);
        put(json, "recall", recall, form);
        return json;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        if (lifeState() != Life.ACTIVE) {
            words.add(lifeState().name().toLowerCase(Locale.ROOT));
        }
        if (isStolen()) {
            words.add("stolen");
        }
        if (isRecalled()) {
            words.add("recalled");
        }
        return words.isEmpty() ? List.of("neither stolen nor anything else") : words;
    }

    private static RefusedException forbids(String state, Status status) {
        return new RefusedException(ErrorCode.STATUS_FORBIDS, state + ", so it can't be reported " + status.wire());
    }

    private static <S extends Enum<S>> S state(StateMachine<S, Status> machine, List<Mark> track) {
        S state = machine.initial();
        for (Mark mark : track) {
            state = machine.next(state, mark.status()).orElse(state);
        }
        return state;
    }

    private static List<Mark> plus(List<Mark> track, Mark mark) {
        return Stream.concat(track.stream(), Stream.of(mark)).toList();
    }

    private static List<Mark> minus(List<Mark> track, Mark mark) {
        return track.stream().filter(other -> !other.equals(mark)).toList();
    }

    private static List<Mark> track(JsonObject json, String name, SignatureForm form) {
        return json.has(name)
                ? json.objects(name).stream()
                        .map(mark -> Mark.fromJson(mark, form))
                        .toList()
                : List.of();
    }

    private static void put(JsonObject.Builder json, String name, List<Mark> track, SignatureForm form) {
        if (!track.isEmpty()) {
            json.putObjects(name, track.stream().map(mark -> mark.toJson(form)).toList());
        }
    }
}
