package org.touchmark.domain.container;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Placement;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.unit.UnitDigest;

/**
 * What was ever put into a container after its birth, under keys that begin with its SSCC, so that its contents are listed
 * without looking at everything that ever moved. The thing's own pointer says whether it is there still; so taking something
 * out costs no key here.
 */
final class Insides {
    /** Things that one call looks at. */
    static final int MAX_LISTED = 10_000;

    private static final String UNIT = "inside-unit";
    private static final String CONTAINER = "inside-container";
    private static final JsonObject PUT_IN = JsonObject.builder().build();

    private Insides() {}

    static void note(LedgerState state, Sscc into, UnitDigest unit) {
        state.putJson(LedgerKey.of(UNIT, into.digits(), unit.hex()), PUT_IN);
    }

    static void note(LedgerState state, Sscc into, Sscc container) {
        state.putJson(LedgerKey.of(CONTAINER, into.digits(), container.digits()), PUT_IN);
    }

    /** The units that were put in. In evaluations only. */
    static Stream<UnitDigest> units(LedgerState state, Sscc sscc) {
        return list(state, UNIT, sscc).stream()
                .map(entry -> UnitDigest.parse(entry.key().lastPart()));
    }

    /** The containers that are in one, planned and put in. In evaluations only. */
    static List<Sscc> containers(LedgerState state, ContainerRecord around) {
        List<Sscc> planned = head(state, around).stream()
                .flatMap(head -> head.terms().plan().stream())
                .flatMap(plan -> plan.within(around.origin().orElseThrow().ordinal(), MAX_LISTED).stream())
                .toList();
        Stream<Sscc> put = list(state, CONTAINER, around.sscc()).stream()
                .map(entry -> new Sscc(entry.key().lastPart()));
        return Stream.concat(planned.stream(), put)
                .distinct()
                .filter(sscc -> isIn(Custody.container(state, sscc).placement(), around.sscc()))
                .sorted()
                .toList();
    }

    static boolean isIn(Placement placement, Sscc container) {
        return placement.equals(new Placement.In(container));
    }

    /** The batch whose plan has a container; empty for one that was made later. */
    static Optional<BatchHead> head(LedgerState state, ContainerRecord container) {
        return container.origin().flatMap(origin -> Batches.find(state, origin.gtin(), origin.lot()));
    }

    private static List<Entry> list(LedgerState state, String type, Sscc sscc) {
        List<Entry> entries = state.list(LedgerKey.of(type, sscc.digits()));
        if (entries.size() > MAX_LISTED) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "container " + sscc + " was given more than " + MAX_LISTED + " things; ask for each by itself");
        }
        return entries;
    }
}
