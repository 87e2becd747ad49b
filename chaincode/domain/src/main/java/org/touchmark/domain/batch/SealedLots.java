package org.touchmark.domain.batch;

import java.util.List;
import java.util.stream.IntStream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/**
 * The sealed lots of a GTIN in the order in which the ledger has them. For labels that do not carry their lot: a unit belongs
 * to the first batch that was sealed with it, and neither open batches nor later ones stand in its way.
 */
final class SealedLots {
    private static final String COUNT = "count";

    private SealedLots() {}

    /** Adds a lot whose batch is sealed now. Two seals of one GTIN at once: the second is made again. */
    static void add(LedgerState state, Gtin gtin, Lot lot) {
        int count = count(state, gtin);
        state.putJson(
                key(gtin, count), JsonObject.builder().put("lot", lot.value()).build());
        state.putJson(key(gtin), JsonObject.builder().put(COUNT, count + 1).build());
    }

    static int count(LedgerState state, Gtin gtin) {
        return state.getJson(key(gtin))
                .map(json -> json.integer(COUNT, 1, Integer.MAX_VALUE))
                .orElse(0);
    }

    /** Some lots, by their places in the order from 0. */
    static List<Lot> of(LedgerState state, Gtin gtin, int from, int to) {
        IntStream.range(from, to).forEach(place -> state.expect(key(gtin, place)));
        return IntStream.range(from, to)
                .mapToObj(place -> state.getJson(key(gtin, place))
                        .map(json -> new Lot(json.text("lot")))
                        .orElseThrow(() -> new IllegalStateException("GTIN " + gtin + " lacks sealed lot " + place)))
                .toList();
    }

    private static LedgerKey key(Gtin gtin) {
        return LedgerKey.of("sealed-lots", gtin.digits());
    }

    private static LedgerKey key(Gtin gtin, int place) {
        return LedgerKey.of("sealed-lot", gtin.digits(), Integer.toString(place));
    }
}
