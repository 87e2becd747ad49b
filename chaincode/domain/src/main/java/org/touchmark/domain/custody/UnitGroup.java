package org.touchmark.domain.custody;

import java.util.List;
import java.util.TreeSet;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** Units of one batch: at least one, none twice, in ascending order. */
public record UnitGroup(Gtin gtin, Lot lot, List<UnitDigest> units) {
    public UnitGroup {
        TreeSet<UnitDigest> sorted = new TreeSet<>(units);
        if (sorted.isEmpty() || sorted.size() != units.size()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "a group names at least one unit, and none of them twice");
        }
        units = List.copyOf(sorted);
    }

    /** The units with the batch that they are of. */
    public List<Subject.OfUnit> things() {
        return units.stream().map(unit -> new Subject.OfUnit(gtin, lot, unit)).toList();
    }

    public static UnitGroup fromJson(JsonObject json) {
        return new UnitGroup(
                Gtin.parse(json.text("gtin")),
                new Lot(json.text("lot")),
                json.texts("units").stream().map(UnitDigest::parse).toList());
    }

    public JsonObject.Builder write(JsonObject.Builder json) {
        return json.put("gtin", gtin.digits())
                .put("lot", lot.value())
                .putTexts("units", units.stream().map(UnitDigest::hex).toList());
    }
}
