package org.touchmark.domain.custody;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;

/** One entry of a unit's history: which transaction, when, and what it left. */
public record UnitChange(String transactionId, Instant at, UnitState state) {

    public static UnitChange fromJson(JsonObject json) {
        return new UnitChange(
                json.text("txId"), Instant.ofEpochMilli(json.number("at")), UnitState.fromJson(json.object("state")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("txId", transactionId)
                .put("at", at.toEpochMilli())
                .put("state", state.toJson())
                .build();
    }
}
