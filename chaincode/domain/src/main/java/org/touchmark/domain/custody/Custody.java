package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanClaims;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** Where hand-offs, units and containers lie on the ledger, and how they are read and followed. */
public final class Custody {
    private Custody() {}

    /**
     * A hand-off.
     *
     * @throws RefusedException HAND_OFF_UNKNOWN
     */
    public static HandOff read(LedgerState state, OperationId id) {
        return find(state, id)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.HAND_OFF_UNKNOWN, "there is no hand-off " + id + " on this ledger"));
    }

    /** Says that a unit of a batch is going to be looked at. */
    static void expect(LedgerState state, Gtin gtin, Lot lot, UnitDigest unit) {
        Batches.expect(state, gtin, lot);
        state.expect(unitKey(unit));
        state.expect(batchKey(gtin, lot));
    }

    /** Says that a hand-off is going to be offered: what is read whatever becomes of it. */
    public static void expect(LedgerState state, SignedOffer signed) {
        Offer offer = signed.offer();
        state.expect(handOffKey(offer.id()));
        Parties.expect(state, offer.to());
        SignatureForm.expect(state, signed.signature());
        for (UnitGroup group : offer.consignment().groups()) {
            Batches.expect(state, group.gtin(), group.lot());
            group.units().forEach(unit -> state.expect(unitKey(unit)));
        }
        offer.consignment().containers().forEach(sscc -> state.expect(containerKey(sscc)));
    }

    /** Says that a hand-off is going to be answered. */
    public static void expect(LedgerState state, OperationId id, ClaimantSignature signature) {
        state.expect(handOffKey(id));
        Epoch.expect(state);
        SignatureForm.expect(state, signature);
    }

    static Optional<HandOff> find(LedgerState state, OperationId id) {
        return state.getJson(handOffKey(id)).map(json -> HandOff.fromJson(json, SignatureForm.kept(state)));
    }

    /** What has happened to one unit alone; empty while nothing has. */
    public static Optional<UnitRecord> unit(LedgerState state, UnitDigest unit) {
        return state.getJson(unitKey(unit)).map(json -> UnitRecord.fromJson(json, SignatureForm.kept(state)));
    }

    /** All that has happened to one unit alone, oldest first. In evaluations only. */
    public static List<UnitChange> history(LedgerState state, UnitDigest unit) {
        SignatureForm form = SignatureForm.kept(state);
        return state.history(unitKey(unit)).stream()
                .map(change ->
                        new UnitChange(change.transactionId(), change.at(), UnitRecord.fromJson(change.value(), form)))
                .toList();
    }

    /** All that has happened to one container by itself, oldest first. In evaluations only. */
    static List<ContainerRecord> history(LedgerState state, Sscc sscc) {
        SignatureForm form = SignatureForm.kept(state);
        return state.history(containerKey(sscc)).stream()
                .map(change -> ContainerRecord.fromJson(change.value(), form))
                .toList();
    }

    /**
     * A container, with a key of its own or only planned.
     *
     * @throws RefusedException CONTAINER_UNKNOWN
     */
    public static ContainerRecord container(LedgerState state, Sscc sscc) {
        return findContainer(state, sscc)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.CONTAINER_UNKNOWN,
                        "there is no container " + sscc
                                + " on this ledger; create it, or seal the batch that plans it"));
    }

    static Optional<ContainerRecord> findContainer(LedgerState state, Sscc sscc) {
        return keptContainer(state, sscc).or(() -> plannedContainer(state, sscc));
    }

    /** A container with a key of its own. */
    public static Optional<ContainerRecord> keptContainer(LedgerState state, Sscc sscc) {
        return state.getJson(containerKey(sscc)).map(json -> ContainerRecord.fromJson(json, SignatureForm.kept(state)));
    }

    /** A container as its batch's plan has it, once the batch is sealed. */
    static Optional<ContainerRecord> plannedContainer(LedgerState state, Sscc sscc) {
        return PlanClaims.find(state, sscc)
                .flatMap(claim -> Batches.find(state, claim.gtin(), claim.lot())
                        .filter(head -> head.state() == BatchState.SEALED)
                        .flatMap(head -> planned(
                                head,
                                Math.toIntExact(claim.ordinal()
                                        + sscc.number()
                                        - claim.first().number()))));
    }

    private static Optional<ContainerRecord> planned(BatchHead head, int ordinal) {
        return head.terms()
                .plan()
                .flatMap(plan -> plan.container(ordinal))
                .map(container -> new ContainerRecord(
                        container.sscc(),
                        container.level(),
                        ContainerState.SEALED,
                        container
                                .parent()
                                .<Placement>map(Placement.In::new)
                                .orElseGet(() -> new Placement.With(head.brand())),
                        Optional.of(new ContainerRecord.Origin(
                                head.terms().gtin(), head.terms().lot(), ordinal)),
                        Marks.NONE,
                        head.sealedAt().orElse(head.openedAt())));
    }

    /**
     * Where a unit is that nothing has happened to alone: in the container that its entry names, if that container is the
     * planned one still, or else with its brand.
     *
     * @param ordinal its entry's
     */
    static UnitRecord born(LedgerState state, BatchHead head, int ordinal) {
        Optional<Sscc> birth = ordinal == PackingPlan.LOOSE
                ? Optional.empty()
                : head.terms().plan().flatMap(plan -> plan.container(ordinal)).map(PackingPlan.Container::sscc);
        ContainerRecord.Origin origin =
                new ContainerRecord.Origin(head.terms().gtin(), head.terms().lot(), Math.max(0, ordinal));
        Placement placement = birth.filter(sscc -> keptContainer(state, sscc).stream()
                        .allMatch(kept -> kept.origin().filter(origin::equals).isPresent()))
                .<Placement>map(Placement.In::new)
                .orElseGet(() -> new Placement.With(head.brand()));
        return new UnitRecord(
                head.terms().gtin(),
                head.terms().lot(),
                placement,
                Marks.NONE,
                head.sealedAt().orElse(head.openedAt()));
    }

    /** Follows a unit's placement to its custodian. */
    public static Whereabouts locate(LedgerState state, UnitDigest unit, UnitRecord record, Instant now) {
        if (record.placement() instanceof Placement.HandedOver handed) {
            HandOff handOff = read(state, handed.handOff());
            return handedOver(handOff, handOff.holderOf(unit), List.of(), record.at(), now);
        }
        if (record.placement() instanceof Placement.In in) {
            return locate(state, in.container(), List.of(), record.at(), now);
        }
        return new Whereabouts(custodian(record.placement()), false, Optional.empty(), List.of(), record.at());
    }

    /** Follows a container's placement to its custodian. */
    public static Whereabouts locate(LedgerState state, ContainerRecord container, Instant now) {
        return locate(state, container, List.of(), container.at(), now);
    }

    private static Whereabouts locate(
            LedgerState state, Sscc sscc, List<ContainerRecord> inner, Instant since, Instant now) {
        ContainerRecord container = container(state, sscc);
        List<ContainerRecord> path = new ArrayList<>(inner);
        path.add(container);
        if (path.size() > PlanRun.MAX_LEVEL) {
            throw new IllegalStateException("containers " + path.get(0).sscc() + " and up are too deep");
        }
        return locate(state, container, path, later(since, container.at()), now);
    }

    private static Whereabouts locate(
            LedgerState state, ContainerRecord container, List<ContainerRecord> path, Instant since, Instant now) {
        if (container.placement() instanceof Placement.HandedOver handed) {
            HandOff handOff = read(state, handed.handOff());
            return handedOver(handOff, handOff.holderOf(container.sscc()), path, since, now);
        }
        if (container.placement() instanceof Placement.In in) {
            return locate(state, in.container(), path, since, now);
        }
        return new Whereabouts(custodian(container.placement()), false, Optional.empty(), path, since);
    }

    private static Whereabouts handedOver(
            HandOff handOff, Gln holder, List<ContainerRecord> path, Instant since, Instant now) {
        return new Whereabouts(
                holder, handOff.inTransitAt(now), Optional.of(handOff), path, later(since, handOff.changedAt()));
    }

    private static Gln custodian(Placement placement) {
        if (placement instanceof Placement.With with) {
            return with.custodian();
        }
        throw new IllegalStateException("placement " + placement + " names no custodian");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What is reported of a whole batch. */
    public static Marks batchMarks(LedgerState state, Gtin gtin, Lot lot) {
        return state.getJson(batchKey(gtin, lot))
                .map(json -> Marks.read(json, SignatureForm.kept(state)))
                .orElse(Marks.NONE);
    }

    public static void write(LedgerState state, Gtin gtin, Lot lot, Marks marks) {
        state.putJson(
                batchKey(gtin, lot),
                marks.write(JsonObject.builder(), SignatureForm.kept(state)).build());
    }

    static void write(LedgerState state, HandOff handOff) {
        state.putJson(handOffKey(handOff.offer().id()), handOff.toJson(SignatureForm.kept(state)));
    }

    public static void write(LedgerState state, UnitDigest unit, UnitRecord record) {
        state.putJson(unitKey(unit), record.toJson(SignatureForm.kept(state)));
    }

    public static void write(LedgerState state, ContainerRecord container) {
        state.putJson(containerKey(container.sscc()), container.toJson(SignatureForm.kept(state)));
    }

    private static LedgerKey handOffKey(OperationId id) {
        return LedgerKey.of("hand-off", id.value());
    }

    private static LedgerKey unitKey(UnitDigest unit) {
        return LedgerKey.of("unit", unit.hex());
    }

    private static LedgerKey containerKey(Sscc sscc) {
        return LedgerKey.of("container", sscc.digits());
    }

    private static LedgerKey batchKey(Gtin gtin, Lot lot) {
        return LedgerKey.of("batch-status", gtin.digits(), lot.value());
    }
}
