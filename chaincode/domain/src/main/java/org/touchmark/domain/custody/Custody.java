package org.touchmark.domain.custody;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.SsccClaims;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;

/** Where hand-offs, units and containers lie on the ledger, and how they are read. */
public final class Custody {
    private static final String MARKS = "marks";

    private Custody() {}

    /**
     * A hand-off.
     *
     * @throws RefusedException HAND_OFF_UNKNOWN
     */
    public static HandOff read(LedgerState state, HandOffId id) {
        return find(state, id)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.HAND_OFF_UNKNOWN, "there is no hand-off " + id + " on this ledger"));
    }

    static Optional<HandOff> find(LedgerState state, HandOffId id) {
        return state.getJson(handOffKey(id)).map(json -> HandOff.fromJson(json, SignatureForm.kept(state)));
    }

    /** What was offered. */
    static Consignment offered(LedgerState state, HandOffId id) {
        return consignment(state, goodsKey(id));
    }

    /** What was accepted of a hand-off that was accepted in part. */
    static Consignment accepted(LedgerState state, HandOffId id) {
        return consignment(state, partKey(id));
    }

    private static Consignment consignment(LedgerState state, LedgerKey key) {
        return state.getJson(key)
                .map(Consignment::read)
                .orElseThrow(() -> new IllegalStateException("the ledger lacks " + key));
    }

    /** Says that a unit of a batch is going to be looked at. */
    static void expect(LedgerState state, Subject.OfUnit unit) {
        Batches.expect(state, unit.gtin(), unit.lot());
        state.expect(unitKey(unit));
        state.expect(batchKey(unit.gtin(), unit.lot()));
    }

    /** Says that a hand-off is going to be looked at, with its goods. */
    static void expect(LedgerState state, HandOffId id) {
        state.expect(handOffKey(id));
        state.expect(goodsKey(id));
    }

    /** Says that a hand-off is going to be offered: what is read whatever becomes of it. */
    public static void expect(LedgerState state, SignedOffer signed) {
        Offer offer = signed.offer();
        state.expect(handOffKey(offer.id()));
        Epoch.expect(state);
        Parties.expect(state, offer.to());
        SignatureForm.expect(state, signed.signature());
        for (UnitGroup group : signed.consignment().groups()) {
            Batches.expect(state, group.gtin(), group.lot());
            group.things().forEach(unit -> state.expect(unitKey(unit)));
        }
        signed.consignment().containers().forEach(sscc -> state.expect(SsccClaims.containerKey(sscc)));
    }

    /** Says that a hand-off is going to be answered. */
    public static void expect(LedgerState state, HandOffId id, ClaimantSignature signature) {
        state.expect(handOffKey(id));
        Epoch.expect(state);
        SignatureForm.expect(state, signature);
    }

    /** What has happened to one unit alone; empty while nothing has. */
    public static Optional<UnitRecord> unit(LedgerState state, Subject.OfUnit unit) {
        return state.getJson(unitKey(unit)).map(json -> UnitRecord.fromJson(unit, json, SignatureForm.kept(state)));
    }

    /** Every value that a unit's record has had, oldest first. In evaluations only. */
    public static List<Change> history(LedgerState state, Subject.OfUnit unit) {
        return state.history(unitKey(unit));
    }

    /**
     * A container, with a key of its own or only planned.
     *
     * @throws RefusedException CONTAINER_UNKNOWN
     */
    public static ContainerRecord container(LedgerState state, Sscc sscc) {
        return state.getJson(SsccClaims.containerKey(sscc))
                .map(json -> ContainerRecord.fromJson(json, SignatureForm.kept(state)))
                .or(() -> plannedContainer(state, sscc))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.CONTAINER_UNKNOWN,
                        "there is no container " + sscc
                                + " on this ledger; create it, or seal the batch that plans it"));
    }

    /** A container as its batch's plan has it, once the batch is sealed. */
    private static Optional<ContainerRecord> plannedContainer(LedgerState state, Sscc sscc) {
        return SsccClaims.find(state, sscc)
                .flatMap(place -> Batches.find(state, place.gtin(), place.lot())
                        .filter(head -> head.state() == BatchState.SEALED)
                        .flatMap(head -> planned(head, place.ordinal())));
    }

    private static Optional<ContainerRecord> planned(BatchHead head, int ordinal) {
        return head.terms()
                .plan()
                .flatMap(plan -> plan.container(ordinal))
                .map(container -> new ContainerRecord(
                        new Subject.OfContainer(container.sscc()),
                        container.level(),
                        ContainerState.SEALED,
                        0,
                        0,
                        Optional.of(new ContainerRecord.Origin(
                                head.terms().gtin(), head.terms().lot(), ordinal)),
                        born(head, container.parent())));
    }

    /**
     * A unit that nothing has happened to alone: in the container that its entry names, or else with its brand.
     *
     * @param ordinal its entry's
     */
    static UnitRecord born(BatchHead head, Subject.OfUnit unit, int ordinal) {
        Optional<Sscc> container = ordinal == PackingPlan.LOOSE
                ? Optional.empty()
                : head.terms().plan().flatMap(plan -> plan.container(ordinal)).map(PackingPlan.Container::sscc);
        return new UnitRecord(unit, born(head, container));
    }

    private static Course born(BatchHead head, Optional<Sscc> in) {
        return Course.born(
                in.<Placement>map(sscc -> new Placement.In(sscc, 0, 0))
                        .orElseGet(() -> new Placement.With(head.brand())),
                head.sealedAt().orElse(head.openedAt()));
    }

    /** What is reported of a whole batch. */
    public static List<Reported> batchReports(LedgerState state, Gtin gtin, Lot lot) {
        Subject.OfBatch batch = new Subject.OfBatch(gtin, lot);
        return state.getJson(batchKey(gtin, lot))
                .map(json -> json.objects(MARKS).stream()
                        .map(mark -> new Reported(batch, Mark.fromJson(mark, SignatureForm.kept(state))))
                        .toList())
                .orElse(List.of());
    }

    public static void write(LedgerState state, Subject.OfBatch batch, List<Mark> marks) {
        state.putJson(
                batchKey(batch.gtin(), batch.lot()),
                JsonObject.builder()
                        .putObjects(
                                MARKS,
                                marks.stream()
                                        .map(mark -> mark.toJson(SignatureForm.kept(state)))
                                        .toList())
                        .build());
    }

    static void write(LedgerState state, HandOff handOff) {
        state.putJson(handOffKey(handOff.offer().id()), handOff.toJson(SignatureForm.kept(state)));
    }

    static void writeOffered(LedgerState state, HandOffId id, Consignment goods) {
        state.putJson(goodsKey(id), goods.write(JsonObject.builder()).build());
    }

    static void writeAccepted(LedgerState state, HandOffId id, Consignment part) {
        state.putJson(partKey(id), part.write(JsonObject.builder()).build());
    }

    public static void write(LedgerState state, Thing thing) {
        SignatureForm form = SignatureForm.kept(state);
        if (thing instanceof UnitRecord unit) {
            state.putJson(unitKey(unit.subject()), unit.toJson(form));
        } else if (thing instanceof ContainerRecord container) {
            state.putJson(SsccClaims.containerKey(container.sscc()), container.toJson(form));
        }
    }

    private static LedgerKey handOffKey(HandOffId id) {
        return LedgerKey.of("hand-off", id.value());
    }

    private static LedgerKey goodsKey(HandOffId id) {
        return LedgerKey.of("hand-off-goods", id.value());
    }

    private static LedgerKey partKey(HandOffId id) {
        return LedgerKey.of("hand-off-part", id.value());
    }

    private static LedgerKey unitKey(Subject.OfUnit unit) {
        return LedgerKey.of(
                "unit", unit.gtin().digits(), unit.lot().value(), unit.digest().hex());
    }

    private static LedgerKey batchKey(Gtin gtin, Lot lot) {
        return LedgerKey.of("batch-status", gtin.digits(), lot.value());
    }
}
