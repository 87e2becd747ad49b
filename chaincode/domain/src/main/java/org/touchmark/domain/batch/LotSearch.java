package org.touchmark.domain.batch;

import java.util.List;
import java.util.OptionalInt;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Which sealed batches of a GTIN have a digest, one slice of them: what {@code unit:Lots} answers.
 *
 * @param found those of this slice, in the order in which the ledger has their seals: the first of all is the unit's
 * @param next what the next slice begins with; empty after the last one
 */
public record LotSearch(List<Found> found, OptionalInt next) {
    /** Batches that one call looks at: a page of 64 KB each. */
    public static final int MAX_LOTS = 64;

    public LotSearch {
        found = List.copyOf(found);
    }

    /** A batch that has it, and who sealed it. */
    public record Found(Lot lot, Gln brand) {
        private static Found fromJson(JsonObject json) {
            json.requireOnly("lot", "brand");
            return new Found(new Lot(json.text("lot")), new Gln(json.text("brand")));
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("lot", lot.value())
                    .put("brand", brand.digits())
                    .build();
        }
    }

    /**
     * A slice of the search. In evaluations only.
     *
     * @param from 0, or what the slice before gave as its next
     * @throws RefusedException ARGUMENT_INVALID for a slice that is not there
     */
    public static LotSearch of(LedgerState state, Gtin gtin, UnitDigest digest, int from) {
        int count = SealedLots.count(state, gtin);
        if (from < 0 || (from > 0 && from >= count)) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "GTIN " + gtin + " has " + count + " sealed batches; there is no batch " + from);
        }
        int to = Math.min(count, from + MAX_LOTS);
        List<Lot> lots = SealedLots.of(state, gtin, from, to);
        lots.forEach(lot -> Batches.expect(state, gtin, lot));
        List<BatchHead> heads =
                lots.stream().map(lot -> Batches.read(state, gtin, lot)).toList();
        heads.forEach(head -> Batches.expectPage(state, head, head.layout().pageOf(digest)));
        List<Found> found = heads.stream()
                .filter(head ->
                        UnitSearch.page(state, head, digest).indexOf(digest).isPresent())
                .map(head -> new Found(head.terms().lot(), head.brand()))
                .toList();
        return new LotSearch(found, to < count ? OptionalInt.of(to) : OptionalInt.empty());
    }

    public static LotSearch fromJson(JsonObject json) {
        json.requireOnly("found", "next");
        return new LotSearch(
                json.objects("found").stream().map(Found::fromJson).toList(),
                json.has("next") ? OptionalInt.of(json.integer("next", 1, Integer.MAX_VALUE)) : OptionalInt.empty());
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .putObjects("found", found.stream().map(Found::toJson).toList());
        next.ifPresent(place -> json.put("next", place));
        return json.build();
    }
}
