package org.touchmark.domain.custody;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.OperationId;

/**
 * What has happened to one unit alone. A unit without this state is with its batch's brand.
 *
 * @param custodian who holds it, or held it last while it is in transit
 * @param handOff the hand-off that wrote this
 * @param inTransit whether that hand-off waits to be accepted; past its deadline it no longer does
 * @param at the timestamp of the transaction that wrote this
 */
public record UnitState(Gtin gtin, Lot lot, Gln custodian, OperationId handOff, boolean inTransit, Instant at) {

    public static UnitState fromJson(JsonObject json) {
        json.requireOnly("gtin", "lot", "custodian", "handOff", "inTransit", "at");
        return new UnitState(
                new Gtin(json.text("gtin")),
                new Lot(json.text("lot")),
                new Gln(json.text("custodian")),
                new OperationId(json.text("handOff")),
                json.bool("inTransit"),
                Instant.ofEpochMilli(json.number("at")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("gtin", gtin.digits())
                .put("lot", lot.value())
                .put("custodian", custodian.digits())
                .put("handOff", handOff.value())
                .put("inTransit", inTransit)
                .put("at", at.toEpochMilli())
                .build();
    }
}
