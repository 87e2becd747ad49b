package org.touchmark.domain.custody;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.unit.UnitDigest;

/** Units of one batch that change hands together: 1 to {@value #MAX_UNITS} different ones, in ascending order. */
public record Consignment(Gtin gtin, Lot lot, List<UnitDigest> units) {
    public static final int MAX_UNITS = 1_000;

    public Consignment {
        if (units.size() > MAX_UNITS) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_UNITS,
                    "a hand-off takes at most " + MAX_UNITS + " units, not " + units.size() + "; make several");
        }
        TreeSet<UnitDigest> sorted = new TreeSet<>(units);
        if (sorted.isEmpty() || sorted.size() != units.size()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "a hand-off names at least one unit, and none of them twice");
        }
        units = List.copyOf(sorted);
    }

    /** The units of a collection, whatever its order. */
    public static Consignment of(Gtin gtin, Lot lot, Collection<UnitDigest> units) {
        return new Consignment(gtin, lot, List.copyOf(units));
    }

    /** SHA-256 over the digests, one after the other: what both sides sign in place of a long list. */
    public Bytes unitsHash() {
        return Sha256.of(units.stream().map(UnitDigest::toBytes).toArray(byte[][]::new));
    }

    static Consignment read(JsonObject json) {
        List<String> units = json.texts("units");
        return new Consignment(
                Gtin.parse(json.text("gtin")),
                new Lot(json.text("lot")),
                units.stream().map(UnitDigest::parse).toList());
    }

    JsonObject.Builder write(JsonObject.Builder json) {
        return json.put("gtin", gtin.digits())
                .put("lot", lot.value())
                .putTexts("units", units.stream().map(UnitDigest::hex).toList());
    }
}
