package org.touchmark.domain.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Action;

/** What can be reported of goods: of which kinds, by whom ({@link Action} has the roles), and whether it can be undone. */
public enum Status {
    SOLD(Action.REPORT_SOLD, Deed.REPORT_SOLD, Owner.CUSTODIAN, Undo.WITHIN_TEN_DAYS, Kind.UNIT),
    DECOMMISSIONED(
            Action.REPORT_DECOMMISSIONED, Deed.REPORT_DECOMMISSIONED, Owner.EITHER, Undo.WITHIN_TEN_DAYS, Kind.UNIT),
    STOLEN(Action.REPORT_STOLEN, Deed.REPORT_STOLEN, Owner.EITHER, Undo.NEVER, Kind.CONTAINER),
    RECALLED(Action.REPORT_RECALLED, Deed.REPORT_RECALLED, Owner.BRAND, Undo.NEVER, Kind.BATCH),
    DESTROYED(Action.REPORT_DESTROYED, Deed.REPORT_DESTROYED, Owner.CUSTODIAN, Undo.NEVER, Kind.CONTAINER),
    SAMPLE(Action.REPORT_SAMPLE, Deed.REPORT_SAMPLE, Owner.CUSTODIAN, Undo.WITHIN_TEN_DAYS, Kind.UNIT),
    EXPORTED(Action.REPORT_EXPORTED, Deed.REPORT_EXPORTED, Owner.CUSTODIAN, Undo.WITHIN_TEN_DAYS, Kind.CONTAINER),
    /** How a stolen thing comes back. */
    FOUND(Action.REPORT_FOUND, Deed.REPORT_FOUND, Owner.VICTIM, Undo.NEVER, Kind.CONTAINER);

    private final Action action;
    private final Deed deed;
    private final Owner owner;
    private final Undo undo;
    private final Kind widest;

    Status(Action action, Deed deed, Owner owner, Undo undo, Kind widest) {
        this.action = action;
        this.deed = deed;
        this.owner = owner;
        this.undo = undo;
        this.widest = widest;
    }

    /** Whose own a thing is for this report. */
    public enum Owner {
        /** Whoever holds it, unless it is sold: then it is its buyer's, who is no party. */
        CUSTODIAN,
        /** The brand of its batch; of a container, the brand that planned it, while it holds what it was planned to hold. */
        BRAND,
        /** Both of these. */
        EITHER,
        /** Whoever reported the thefts that are to be cleared, all of them. */
        VICTIM;

        /**
         * The parties whose own a thing is; none where it takes somebody who may report of what is another's.
         *
         * @param life how far its life is
         * @param holder who holds it; empty for a batch, which is nowhere
         * @param maker the brand whose it is by its making; empty where that is nobody
         * @param victims who reported the thefts that are to be cleared
         */
        public Set<Gln> of(Life life, Optional<Gln> holder, Optional<Gln> maker, Set<Gln> victims) {
            Stream<Gln> keeper = holder.stream().filter(gln -> life != Life.SOLD);
            Stream<Gln> owners = switch (this) {
                case CUSTODIAN -> keeper;
                case BRAND -> maker.stream();
                case EITHER -> Stream.concat(keeper, maker.stream());
                case VICTIM -> victims.stream().filter(victim -> victims.size() == 1);
            };
            return owners.collect(Collectors.toUnmodifiableSet());
        }

        /** Whether it takes to know who holds a thing. */
        public boolean dependsOnHolder(Life life) {
            return (this == CUSTODIAN || this == EITHER) && life != Life.SOLD;
        }
    }

    /** Until when the reporter may take its report back. */
    public enum Undo {
        WITHIN_TEN_DAYS,
        NEVER
    }

    /** What a report is about, the narrowest first: what fits one kind fits those before it. */
    public enum Kind {
        UNIT,
        CONTAINER,
        BATCH
    }

    public Action action() {
        return action;
    }

    /** What reporting it is, among all that can be done with goods. */
    public Deed deed() {
        return deed;
    }

    public Owner owner() {
        return owner;
    }

    public Undo undo() {
        return undo;
    }

    /** Whether it can be reported of such a thing. */
    public boolean fits(Kind kind) {
        return kind.compareTo(widest) <= 0;
    }

    /** Its name in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with this wire name.
     *
     * @throws RefusedException ARGUMENT_INVALID
     */
    public static Status parse(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.ARGUMENT_INVALID,
                        "the status is none of "
                                + Arrays.stream(values()).map(Status::wire).collect(Collectors.joining(", "))));
    }
}
