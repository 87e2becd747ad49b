package org.touchmark.domain.answer;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;

/**
 * Which ledger an answer was read from, and how old the view is; all on the gateway's word.
 *
 * @param kind {@code embedded} or {@code fabric}
 * @param operators how many independent operators keep the ledger
 * @param height blocks of the peer that was asked
 * @param asOf when it was asked
 */
public record LedgerView(String channel, String kind, int operators, long height, Instant asOf) {
    public static LedgerView fromJson(JsonObject json) {
        json.requireOnly("channel", "kind", "operators", "height", "asOf");
        return new LedgerView(
                json.text("channel"),
                json.text("kind"),
                json.integer("operators", 1, 1_000),
                json.number("height"),
                Instant.ofEpochMilli(json.number("asOf")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("channel", channel)
                .put("kind", kind)
                .put("operators", operators)
                .put("height", height)
                .put("asOf", asOf.toEpochMilli())
                .build();
    }
}
