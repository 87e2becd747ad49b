package org.touchmark.domain.container;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.batch.SsccClaims;
import org.touchmark.domain.custody.Attempts;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.ContainerEvent;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Course;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Holding;
import org.touchmark.domain.custody.Insides;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.custody.Placement;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.Thing;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Actor;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.status.Deed;
import org.touchmark.domain.status.Subject;

/**
 * How goods are packed after they were registered. What is in a container points to it, so that a thing is in one container
 * at a time; a container's level is higher than those of what is in it, so that none is ever in itself and no pile is deeper
 * than {@link PlanRun#MAX_LEVEL}. Only a sealed container goes into another one, and what is in another one is not opened: so
 * what is in a container stays as it is until that one is open itself.
 *
 * <p>Whatever leaves a container takes along, in its own record, what happened to the container while it was in it.
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
        SsccClaims.take(call.state(), sscc, actor.gln());
        ContainerRecord container = ContainerRecord.made(sscc, level, actor.gln(), call.time());
        Custody.write(call.state(), container);
        return container;
    }

    /**
     * Puts things into an open container.
     *
     * @throws RefusedException what {@link Parties#require} throws, CONTAINER_UNKNOWN, NOT_CUSTODIAN, IN_TRANSIT,
     *     CONTAINER_SEALED, BATCH_UNKNOWN, BATCH_NOT_SEALED, UNIT_UNKNOWN, PROOF_INVALID, SECOND_PARENT, STATUS_FORBIDS,
     *     CONTAINER_OPEN, CONTAINER_CYCLE, CONTAINER_LEVEL, CONTAINER_FULL
     */
    public static void pack(Call call, Caller caller, Sscc into, Consignment things, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.PACK);
        Box box = Box.open(call, actor, into, ContainerEvent.PACK, Deed.PACK);
        new Move(call, actor, Optional.empty(), Optional.of(box), Attempts.untilTheFirstRefusal())
                .run(things, registered);
    }

    /**
     * Takes things out of an open container; they stay with who does so.
     *
     * @throws RefusedException what {@link #pack} throws, with NOT_IN_CONTAINER in place of SECOND_PARENT
     */
    public static void unpack(Call call, Caller caller, Sscc from, Consignment things, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.UNPACK);
        Box box = Box.open(call, actor, from, ContainerEvent.UNPACK, Deed.UNPACK);
        new Move(call, actor, Optional.of(box), Optional.empty(), Attempts.untilTheFirstRefusal())
                .run(things, registered);
    }

    /**
     * Moves things from one open container into another. Moving some of them into a new one splits a container.
     *
     * @throws RefusedException what {@link #pack} and {@link #unpack} throw
     */
    public static void repack(
            Call call, Caller caller, Sscc from, Sscc into, Consignment things, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.PACK);
        if (from.equals(into)) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "container " + from + " is both where things come from and go to");
        }
        Box source = Box.open(call, actor, from, ContainerEvent.UNPACK, Deed.UNPACK);
        Box target = Box.open(call, actor, into, ContainerEvent.PACK, Deed.PACK);
        new Move(call, actor, Optional.of(source), Optional.of(target), Attempts.untilTheFirstRefusal())
                .run(things, registered);
    }

    /**
     * What of some things could not be moved, and why: every one that {@link #pack}, {@link #unpack} or {@link #repack} would
     * refuse. In evaluations only.
     *
     * @param from where they are; empty for the party's hands
     * @param into where they should go; empty for the party's hands
     * @throws RefusedException PARTY_UNKNOWN, and what those throw for the containers themselves
     */
    public static List<Obstacle> tryMove(
            Call call,
            Gln by,
            Optional<Sscc> from,
            Optional<Sscc> into,
            Consignment things,
            RegisteredUnits registered) {
        Attempts attempts = Attempts.ofAll();
        Call tried = call.tried();
        Actor actor = Parties.actor(call.state(), by, into.isPresent() ? Action.PACK : Action.UNPACK);
        Optional<Box> source = from.map(sscc -> Box.open(tried, actor, sscc, ContainerEvent.UNPACK, Deed.UNPACK));
        Optional<Box> target = into.map(sscc -> Box.open(tried, actor, sscc, ContainerEvent.PACK, Deed.PACK));
        new Move(tried, actor, source, target, attempts).run(things, registered);
        return attempts.obstacles();
    }

    /**
     * Closes a container, so that it can travel.
     *
     * @throws RefusedException what {@link Parties#require} throws, CONTAINER_UNKNOWN, NOT_CUSTODIAN, IN_TRANSIT,
     *     CONTAINER_SEALED, STATUS_FORBIDS
     */
    public static ContainerRecord seal(Call call, Caller caller, Sscc sscc) {
        return change(call, caller, sscc, Action.SEAL_CONTAINER, ContainerEvent.SEAL, Deed.SEAL);
    }

    /**
     * Opens a sealed container.
     *
     * @throws RefusedException what {@link #seal} throws, with CONTAINER_OPEN in place of CONTAINER_SEALED, and IN_CONTAINER
     */
    public static ContainerRecord unseal(Call call, Caller caller, Sscc sscc) {
        return change(call, caller, sscc, Action.UNSEAL_CONTAINER, ContainerEvent.UNSEAL, Deed.UNSEAL);
    }

    private static ContainerRecord change(
            Call call, Caller caller, Sscc sscc, Action action, ContainerEvent event, Deed deed) {
        Actor actor = Parties.require(call.state(), caller, action);
        ContainerRecord container = Box.open(call, actor, sscc, event, deed).container();
        ContainerRecord changed = container.become(container.after(event), call.time());
        Custody.write(call.state(), changed);
        return changed;
    }

    /** A container by itself in the actor's hands, in a state and a condition that allow an event; its course is settled. */
    private record Box(ContainerRecord container) {
        static Box open(Call call, Actor actor, Sscc sscc, ContainerEvent event, Deed deed) {
            ContainerRecord container = Custody.container(call.state(), sscc);
            Holding holding = Holding.of(call, container);
            holding.requireBy(call, actor);
            container.after(event);
            holding.requireAlone();
            holding.condition().require(deed, container.subject().toString());
            return new Box(container.on(holding.settled()));
        }

        Sscc sscc() {
            return container.sscc();
        }

        ContainerRecord with(int more, Instant when) {
            int putIn = container.putIn() + more;
            if (putIn > PackingPlan.MAX_HELD) {
                throw new RefusedException(
                        ErrorCode.CONTAINER_FULL,
                        "container " + sscc() + " would hold " + putIn + " things put in by hand, at most "
                                + PackingPlan.MAX_HELD + "; take another one");
            }
            return container.holding(putIn, when);
        }
    }

    /** Things on their way from one place to another; a place that is absent is the actor's hands. */
    private static final class Move {
        private final Call call;
        private final Actor actor;
        private final Optional<Box> from;
        private final Optional<Box> into;
        private final Attempts attempts;
        private int putIn;

        Move(Call call, Actor actor, Optional<Box> from, Optional<Box> into, Attempts attempts) {
            this.call = call;
            this.actor = actor;
            this.from = from;
            this.into = into;
            this.attempts = attempts;
        }

        void run(Consignment things, RegisteredUnits registered) {
            // Settled first: what happened to the container before does not happen to what comes in now.
            int count = things.things().size();
            Optional<ContainerRecord> filled = into.map(box -> box.with(count, call.time()));
            Function<Course, Placement> target = filled.<Function<Course, Placement>>map(
                            box -> thing -> new Placement.In(
                                    box.sscc(),
                                    box.course().sequence(),
                                    thing.hands() - box.course().hands()))
                    .orElseGet(() -> thing -> new Placement.With(actor.gln()));
            for (UnitGroup group : things.groups()) {
                attempts.withAll(group.things(), () -> registered.sealed(group.gtin(), group.lot()))
                        .ifPresent(head -> group.things()
                                .forEach(unit -> attempts.with(
                                        unit, () -> move(registered.require(head, unit.digest()), target))));
            }
            for (Sscc sscc : things.containers()) {
                attempts.with(new Subject.OfContainer(sscc), () -> {
                    ContainerRecord container = Custody.container(call.state(), sscc);
                    into.ifPresent(box -> requireFits(box, container));
                    move(container, target);
                });
            }
            filled.ifPresent(box -> Custody.write(call.state(), box));
            from.ifPresent(box -> Custody.write(call.state(), box.with(-putIn, call.time())));
        }

        private void move(Thing thing, Function<Course, Placement> target) {
            String name = thing.subject().toString();
            requireSource(thing);
            Holding holding = Holding.of(call, thing);
            holding.requireBy(call, actor);
            from.ifPresent(box -> holding.condition().require(Deed.UNPACK, name));
            into.ifPresent(box -> holding.condition().require(Deed.PACK, name));
            Custody.write(call.state(), thing.on(holding.departed(target, call.time())));
            from.filter(box -> isPutIn(thing)).ifPresent(box -> {
                Insides.remove(call.state(), box.sscc(), thing.subject());
                putIn++;
            });
            into.ifPresent(box -> Insides.add(call.state(), box.sscc(), thing.subject()));
        }

        /** What was packed at birth is listed by its plan. */
        private static boolean isPutIn(Thing thing) {
            return thing.course().placement() instanceof Placement.In in && in.since() > 0;
        }

        private void requireSource(Thing thing) {
            Optional<Sscc> in = thing.course().placement() instanceof Placement.In inside
                    ? Optional.of(inside.container())
                    : Optional.empty();
            if (from.isEmpty() && in.isPresent()) {
                throw new RefusedException(
                        ErrorCode.SECOND_PARENT,
                        thing.subject() + " is in container " + in.get() + " already; unpack or repack it from there");
            }
            from.map(Box::sscc).filter(sscc -> !in.equals(Optional.of(sscc))).ifPresent(sscc -> {
                throw new RefusedException(
                        ErrorCode.NOT_IN_CONTAINER, thing.subject() + " is not in container " + sscc);
            });
        }

        private static void requireFits(Box into, ContainerRecord container) {
            if (into.sscc().equals(container.sscc())) {
                throw new RefusedException(
                        ErrorCode.CONTAINER_CYCLE, "container " + into.sscc() + " can't go into itself");
            }
            if (into.container().level() <= container.level()) {
                throw new RefusedException(
                        ErrorCode.CONTAINER_LEVEL,
                        "container " + container.sscc() + " of level " + container.level() + " does not go into "
                                + into.sscc() + " of level " + into.container().level());
            }
            container.after(ContainerEvent.TRAVEL);
        }
    }
}
