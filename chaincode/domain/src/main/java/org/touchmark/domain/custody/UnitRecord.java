package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Marks;

/**
 * What the ledger keeps of one unit from the first thing that happens to it alone. A unit without a record is where it was
 * packed at birth, or else with its brand.
 *
 * @param marks what is reported of it
 * @param at the timestamp of the transaction that wrote this
 */
public record UnitRecord(Gtin gtin, Lot lot, Placement placement, Marks marks, Instant at) {

    /** The hand-off that last took the unit by itself; empty where none did since it was in a container. */
    public Optional<OperationId> handOff() {
        return placement instanceof Placement.HandedOver handed ? Optional.of(handed.handOff()) : Optional.empty();
    }

    UnitRecord moved(Placement to, Instant when) {
        return new UnitRecord(gtin, lot, to, marks, when);
    }

    UnitRecord marked(Marks now, Placement to, Instant when) {
        return new UnitRecord(gtin, lot, to, now, when);
    }

    public static UnitRecord fromJson(JsonObject json, SignatureForm form) {
        json.requireOnly("gtin", "lot", "with", "handOff", "in", "at", "life", "theft", "recall");
        return new UnitRecord(
                new Gtin(json.text("gtin")),
                new Lot(json.text("lot")),
                Placement.read(json),
                Marks.read(json, form),
                Instant.ofEpochMilli(json.number("at")));
    }

    public JsonObject toJson(SignatureForm form) {
        JsonObject.Builder json = JsonObject.builder()
                .put("gtin", gtin.digits())
                .put("lot", lot.value())
                .put("at", at.toEpochMilli());
        return marks.write(placement.write(json), form).build();
    }
}
