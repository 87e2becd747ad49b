package org.touchmark.gateway.http;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.ConsignmentRoot;
import org.touchmark.domain.custody.Ending;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffReading;

/**
 * A hand-off as callers see it: as the ledger has it, with the root and the count that both sides sign, and its goods besides,
 * by which they are counted and checked. What was accepted in part has its goods in {@code accepted}.
 */
final class HandOffJson {
    private static final String ACCEPTED = "accepted";

    private HandOffJson() {}

    static JsonObject of(HandOffReading reading) {
        JsonObject.Builder json = JsonObject.builder();
        HandOff handOff = reading.handOff();
        handOff.toJson().members().forEach((name, value) -> {
            if (!name.equals(ACCEPTED)) {
                json.put(name, value);
            }
        });
        handOff.ending()
                .flatMap(Ending::accepted)
                .ifPresent(root -> json.put(
                        ACCEPTED,
                        reading.accepted().map(part -> withGoods(root, part)).orElseGet(root::toJson)));
        return reading.offered().write(json).build();
    }

    private static JsonObject withGoods(ConsignmentRoot root, Consignment goods) {
        JsonObject.Builder json = JsonObject.builder();
        root.toJson().members().forEach(json::put);
        return goods.write(json).build();
    }
}
