package org.touchmark.domain.custody;

import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.ledger.LedgerState;

/**
 * A hand-off with its goods: what {@code custody:Read} answers.
 *
 * @param offered all that was offered
 * @param accepted what was accepted, where it was a part
 */
public record HandOffReading(HandOff handOff, Consignment offered, Optional<Consignment> accepted) {

    /**
     * Reads a hand-off.
     *
     * @throws org.touchmark.domain.error.RefusedException HAND_OFF_UNKNOWN
     */
    public static HandOffReading of(LedgerState state, HandOffId id) {
        HandOff handOff = Custody.read(state, id);
        return new HandOffReading(
                handOff,
                Custody.offered(state, id),
                handOff.ending().flatMap(Ending::accepted).map(root -> Custody.accepted(state, id)));
    }

    public static HandOffReading fromJson(JsonObject json) {
        json.requireOnly("handOff", "offered", "accepted");
        return new HandOffReading(
                HandOff.fromJson(json.object("handOff")),
                Consignment.read(json.object("offered")),
                Optional.ofNullable(json.optionalObject("accepted")).map(Consignment::read));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("handOff", handOff.toJson())
                .put("offered", offered.write(JsonObject.builder()).build())
                .putIfPresent(
                        "accepted",
                        accepted.map(part -> part.write(JsonObject.builder()).build())
                                .orElse(null))
                .build();
    }
}
