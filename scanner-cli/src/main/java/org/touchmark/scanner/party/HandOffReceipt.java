package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the ledger holds of a hand-off, as far as its parties need to see it.
 *
 * @param id its id, by which the other side answers it
 * @param from who hands over
 * @param to who receives
 * @param offered what is handed over
 * @param accepted what was taken, where that is a part; else the same
 * @param state OFFERED, ACCEPTED, ACCEPTED_IN_PART, REFUSED, CANCELLED or LAPSED
 * @param document all that the gateway answered
 */
public record HandOffReceipt(
        String id, String from, String to, Amount offered, Amount accepted, String state, JsonNode document) {

    static HandOffReceipt of(JsonNode json) {
        Amount offered = Amount.of(json, json.path("goods").path("count").asInt());
        JsonNode part = json.path("accepted");
        return new HandOffReceipt(
                json.path("id").asText(),
                json.path("from").asText(),
                json.path("to").asText(),
                offered,
                part.isObject() ? Amount.of(part, part.path("count").asInt()) : offered,
                json.path("state").asText(),
                json);
    }
}
