package org.touchmark.domain.party;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Change;

/** One entry of a prefix's history: which transaction, when, and who held it from then on; empty for nobody. */
public record PrefixChange(String transactionId, Instant at, Optional<Gln> holder) {

    static PrefixChange of(Change change) {
        return new PrefixChange(
                change.transactionId(),
                change.at(),
                change.value().texts("glns").stream().map(Gln::new).findFirst());
    }

    public static PrefixChange fromJson(JsonObject json) {
        json.requireOnly("txId", "at", "holder");
        return new PrefixChange(
                json.text("txId"),
                Instant.ofEpochMilli(json.number("at")),
                Optional.ofNullable(json.optionalText("holder")).map(Gln::new));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("txId", transactionId)
                .put("at", at.toEpochMilli())
                .putIfPresent("holder", holder.map(Gln::digits).orElse(null))
                .build();
    }
}
