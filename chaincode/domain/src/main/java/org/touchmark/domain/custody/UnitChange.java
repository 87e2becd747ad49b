package org.touchmark.domain.custody;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.party.SignatureForm;

/** One entry of a unit's own history: which transaction, when, and what it left. */
public record UnitChange(String transactionId, Instant at, UnitRecord state) {

    public static UnitChange fromJson(JsonObject json) {
        json.requireOnly("txId", "at", "state");
        return new UnitChange(
                json.text("txId"),
                Instant.ofEpochMilli(json.number("at")),
                UnitRecord.fromJson(json.object("state"), SignatureForm.whole()));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("txId", transactionId)
                .put("at", at.toEpochMilli())
                .put("state", state.toJson(SignatureForm.whole()))
                .build();
    }
}
