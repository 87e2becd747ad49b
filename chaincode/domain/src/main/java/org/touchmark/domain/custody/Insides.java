package org.touchmark.domain.custody;

import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/**
 * What was put into a container after its birth and is in it, under keys that begin with its SSCC, so that its contents are
 * listed without looking at everything that ever moved. A container's record counts them, and bounds how many they are.
 */
public final class Insides {
    private static final String UNIT = "inside-unit";
    private static final String CONTAINER = "inside-container";
    private static final JsonObject PUT_IN = JsonObject.builder().build();

    private Insides() {}

    /** Lists a thing that was put in. */
    public static void add(LedgerState state, Sscc into, Subject thing) {
        state.putJson(key(into, thing), PUT_IN);
    }

    /** Takes a thing off the list. */
    public static void remove(LedgerState state, Sscc from, Subject thing) {
        state.delete(key(from, thing));
    }

    /** The units that were put in. In evaluations only. */
    public static Stream<Subject.OfUnit> units(LedgerState state, Sscc sscc) {
        return state.list(LedgerKey.of(UNIT, sscc.digits())).stream()
                .map(Entry::key)
                .map(LedgerKey::parts)
                .map(parts -> new Subject.OfUnit(
                        new Gtin(parts.get(1)), new Lot(parts.get(2)), UnitDigest.parse(parts.get(3))));
    }

    /** The containers that are in one, planned and put in. In evaluations only. */
    public static List<Sscc> containers(LedgerState state, ContainerRecord around) {
        Stream<Sscc> planned = head(state, around)
                .flatMap(head -> head.terms().plan().stream())
                .flatMap(plan -> plan.within(around.origin().orElseThrow().ordinal()).stream())
                .filter(sscc ->
                        Custody.container(state, sscc).course().placement().isIn(around.sscc()));
        Stream<Sscc> put = state.list(LedgerKey.of(CONTAINER, around.sscc().digits())).stream()
                .map(entry -> new Sscc(entry.key().lastPart()));
        return Stream.concat(planned, put).distinct().sorted().toList();
    }

    /** The batch whose plan has a container; empty for one that was made later. */
    public static Stream<BatchHead> head(LedgerState state, ContainerRecord container) {
        return container.origin().flatMap(origin -> Batches.find(state, origin.gtin(), origin.lot())).stream();
    }

    private static LedgerKey key(Sscc sscc, Subject thing) {
        if (thing instanceof Subject.OfUnit unit) {
            return LedgerKey.of(
                    UNIT,
                    sscc.digits(),
                    unit.gtin().digits(),
                    unit.lot().value(),
                    unit.digest().hex());
        }
        return LedgerKey.of(
                CONTAINER, sscc.digits(), ((Subject.OfContainer) thing).sscc().digits());
    }
}
