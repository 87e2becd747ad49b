package org.touchmark.domain.container;

import java.util.Optional;
import java.util.Set;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.PlanClaims;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.ContainerEvent;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.ContainerState;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Holding;
import org.touchmark.domain.custody.Placement;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.custody.UnitRecord;
import org.touchmark.domain.custody.Whereabouts;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Actor;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.unit.UnitDigest;

/**
 * How goods are packed after they were registered. What is in a container points to it, so that a thing is in one container
 * at a time; a container's level is higher than those of what is in it, so that none is ever in itself and no pile is deeper
 * than {@link PlanRun#MAX_LEVEL}.
 */
public final class ContainerRules {
    private ContainerRules() {}

    /**
     * Makes an empty open container.
     *
     * @param level 1 for what holds units, higher for what holds containers
     * @throws RefusedException what {@link Parties#require} throws, PREFIX_NOT_OWNED, CONTAINER_LEVEL, CONTAINER_EXISTS
     */
    public static ContainerRecord create(Call call, Caller caller, Sscc sscc, int level) {
        Actor actor = Parties.require(call.state(), caller, Action.CREATE_CONTAINER);
        actor.requireOneOf(
                actor.party().owns(sscc) ? Set.of(actor.gln()) : Set.of(),
                () -> "container " + sscc + " begins with none of the party's prefixes");
        if (level < 1 || level > PlanRun.MAX_LEVEL) {
            throw new RefusedException(
                    ErrorCode.CONTAINER_LEVEL, "a container's level is 1 to " + PlanRun.MAX_LEVEL + ", not " + level);
        }
        if (Custody.keptContainer(call.state(), sscc).isPresent()
                || PlanClaims.find(call.state(), sscc).isPresent()) {
            throw new RefusedException(ErrorCode.CONTAINER_EXISTS, "there is a container " + sscc + " already");
        }
        ContainerRecord container = new ContainerRecord(
                sscc,
                level,
                ContainerState.OPEN,
                new Placement.With(actor.gln()),
                Optional.empty(),
                Marks.NONE,
                call.time());
        Custody.write(call.state(), container);
        return container;
    }

    /**
     * Puts things into an open container.
     *
     * @throws RefusedException what {@link Parties#require} throws, CONTAINER_UNKNOWN, NOT_CUSTODIAN, IN_TRANSIT,
     *     TIME_REVERSED, CONTAINER_SEALED, BATCH_UNKNOWN, BATCH_NOT_SEALED, UNIT_UNKNOWN, PROOF_INVALID, SECOND_PARENT,
     *     STATUS_FORBIDS, CONTAINER_CYCLE, CONTAINER_LEVEL
     */
    public static void pack(Call call, Caller caller, Sscc into, Consignment things, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.PACK);
        Box box = Box.open(call, actor, into, ContainerEvent.PACK);
        move(call, actor, things, registered, new Move(Optional.empty(), Optional.of(box)));
    }

    /**
     * Takes things out of an open container; they stay with who does so.
     *
     * @throws RefusedException what {@link #pack} throws, with NOT_IN_CONTAINER in place of SECOND_PARENT
     */
    public static void unpack(Call call, Caller caller, Sscc from, Consignment things, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.UNPACK);
        Box box = Box.open(call, actor, from, ContainerEvent.UNPACK);
        move(call, actor, things, registered, new Move(Optional.of(box), Optional.empty()));
    }

    /**
     * Moves things from one open container into another. Moving some of them into a new one splits a container.
     *
     * @throws RefusedException what {@link #pack} and {@link #unpack} throw
     */
    public static void repack(
            Call call, Caller caller, Sscc from, Sscc into, Consignment things, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.PACK);
        Box source = Box.open(call, actor, from, ContainerEvent.UNPACK);
        Box target = Box.open(call, actor, into, ContainerEvent.PACK);
        move(call, actor, things, registered, new Move(Optional.of(source), Optional.of(target)));
    }

    /**
     * Closes a container, so that it can travel.
     *
     * @throws RefusedException what {@link Parties#require} throws, CONTAINER_UNKNOWN, NOT_CUSTODIAN, IN_TRANSIT,
     *     TIME_REVERSED, CONTAINER_SEALED
     */
    public static ContainerRecord seal(Call call, Caller caller, Sscc sscc) {
        return change(call, caller, sscc, Action.SEAL_CONTAINER, ContainerEvent.SEAL);
    }

    /**
     * Opens a sealed container.
     *
     * @throws RefusedException what {@link #seal} throws, with CONTAINER_OPEN in place of CONTAINER_SEALED
     */
    public static ContainerRecord unseal(Call call, Caller caller, Sscc sscc) {
        return change(call, caller, sscc, Action.UNSEAL_CONTAINER, ContainerEvent.UNSEAL);
    }

    private static ContainerRecord change(Call call, Caller caller, Sscc sscc, Action action, ContainerEvent event) {
        Actor actor = Parties.require(call.state(), caller, action);
        Box box = Box.open(call, actor, sscc, event);
        ContainerRecord changed = box.container().become(box.container().after(event), call.time());
        Custody.write(call.state(), changed);
        return changed;
    }

    /** A container in the actor's hands, in a state that allows an event. */
    private record Box(ContainerRecord container, Whereabouts whereabouts) {
        static Box open(Call call, Actor actor, Sscc sscc, ContainerEvent event) {
            ContainerRecord container = Custody.container(call.state(), sscc);
            Whereabouts whereabouts = Custody.locate(call.state(), container, call.time());
            Holding.require(call, actor, "container " + sscc, whereabouts);
            container.after(event);
            container.marks().requireTradeable("container " + sscc);
            return new Box(container, whereabouts);
        }

        Sscc sscc() {
            return container.sscc();
        }

        /** Whether it is another container, or in it. */
        boolean isIn(Sscc other) {
            return sscc().equals(other)
                    || whereabouts.path().stream()
                            .anyMatch(around -> around.sscc().equals(other));
        }
    }

    /** Where things come from and go to; a place that is absent is the actor's hands. */
    private record Move(Optional<Box> from, Optional<Box> into) {
        Placement target(Actor actor) {
            return into.<Placement>map(box -> new Placement.In(box.sscc()))
                    .orElseGet(() -> new Placement.With(actor.gln()));
        }

        void requireSource(String thing, Placement placement) {
            Optional<Sscc> in =
                    placement instanceof Placement.In inside ? Optional.of(inside.container()) : Optional.empty();
            if (from.isEmpty() && in.isPresent()) {
                throw new RefusedException(
                        ErrorCode.SECOND_PARENT,
                        thing + " is in container " + in.get() + " already; unpack or repack it from there");
            }
            from.map(Box::sscc).filter(sscc -> !in.equals(Optional.of(sscc))).ifPresent(sscc -> {
                throw new RefusedException(ErrorCode.NOT_IN_CONTAINER, thing + " is not in container " + sscc);
            });
        }
    }

    private static void move(Call call, Actor actor, Consignment things, RegisteredUnits registered, Move move) {
        for (UnitGroup group : things.groups()) {
            BatchHead head = registered.sealed(group.gtin(), group.lot());
            group.units().forEach(unit -> move(call, actor, unit, registered.require(head, unit), move));
        }
        things.containers().forEach(sscc -> move(call, actor, Custody.container(call.state(), sscc), move));
    }

    private static void move(Call call, Actor actor, UnitDigest unit, UnitRecord record, Move move) {
        String thing = "unit " + unit;
        move.requireSource(thing, record.placement());
        Holding.require(call, actor, thing, Custody.locate(call.state(), unit, record, call.time()));
        record.marks().requireTradeable(thing);
        Custody.write(
                call.state(),
                unit,
                new UnitRecord(record.gtin(), record.lot(), move.target(actor), record.marks(), call.time()));
        move.into().ifPresent(box -> Insides.note(call.state(), box.sscc(), unit));
    }

    private static void move(Call call, Actor actor, ContainerRecord container, Move move) {
        String thing = "container " + container.sscc();
        move.into().ifPresent(box -> requireHigher(box, container));
        move.requireSource(thing, container.placement());
        Holding.require(call, actor, thing, Custody.locate(call.state(), container, call.time()));
        container.marks().requireTradeable(thing);
        Custody.write(call.state(), container.moved(move.target(actor), call.time()));
        move.into().ifPresent(box -> Insides.note(call.state(), box.sscc(), container.sscc()));
    }

    private static void requireHigher(Box into, ContainerRecord container) {
        if (into.isIn(container.sscc())) {
            throw new RefusedException(
                    ErrorCode.CONTAINER_CYCLE,
                    "container " + into.sscc() + " is or is in container " + container.sscc()
                            + ", which therefore can't go into it");
        }
        if (into.container().level() <= container.level()) {
            throw new RefusedException(
                    ErrorCode.CONTAINER_LEVEL,
                    "container " + container.sscc() + " of level " + container.level() + " does not go into "
                            + into.sscc() + " of level " + into.container().level());
        }
    }
}
