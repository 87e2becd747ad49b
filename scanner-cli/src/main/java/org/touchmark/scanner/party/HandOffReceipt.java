package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the ledger holds of a hand-off, as far as its parties need to see it.
 *
 * @param id its id, by which the other side accepts it
 * @param from who hands over
 * @param to who receives
 * @param units how many units
 * @param state OFFERED or ACCEPTED
 */
public record HandOffReceipt(String id, String from, String to, int units, String state) {

    static HandOffReceipt of(JsonNode json) {
        JsonNode units = json.path("units");
        return new HandOffReceipt(
                json.path("id").asText(),
                json.path("from").asText(),
                json.path("to").asText(),
                units.isArray() ? units.size() : units.asInt(),
                json.path("state").asText());
    }
}
