package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;

/**
 * Where a unit is, once it or a container that it is in has moved.
 *
 * @param custodian who holds it, or held it last while it is in transit
 * @param handOff the hand-off that took it there; empty where none did
 * @param inTransit whether that hand-off waits to be answered; past its deadline it no longer does
 * @param containers those that it is in, the innermost first
 * @param at the newest timestamp of what this was read from
 */
public record UnitState(
        Gtin gtin,
        Lot lot,
        Gln custodian,
        Optional<HandOffId> handOff,
        boolean inTransit,
        List<Sscc> containers,
        Instant at) {
    public UnitState {
        containers = List.copyOf(containers);
    }

    static UnitState of(UnitRecord record, Whereabouts whereabouts) {
        return new UnitState(
                record.subject().gtin(),
                record.subject().lot(),
                whereabouts.custodian(),
                whereabouts.handOff().map(handOff -> handOff.offer().id()),
                whereabouts.inTransit(),
                whereabouts.path().stream().map(ContainerRecord::sscc).toList(),
                whereabouts.since());
    }

    public static UnitState fromJson(JsonObject json) {
        json.requireOnly("gtin", "lot", "custodian", "handOff", "inTransit", "containers", "at");
        return new UnitState(
                new Gtin(json.text("gtin")),
                new Lot(json.text("lot")),
                new Gln(json.text("custodian")),
                Optional.ofNullable(json.optionalText("handOff")).map(HandOffId::new),
                json.bool("inTransit"),
                json.has("containers")
                        ? json.texts("containers").stream().map(Sscc::new).toList()
                        : List.of(),
                Instant.ofEpochMilli(json.number("at")));
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("gtin", gtin.digits())
                .put("lot", lot.value())
                .put("custodian", custodian.digits())
                .putIfPresent("handOff", handOff.map(HandOffId::value).orElse(null))
                .put("inTransit", inTransit)
                .put("at", at.toEpochMilli());
        if (!containers.isEmpty()) {
            json.putTexts("containers", containers.stream().map(Sscc::digits).toList());
        }
        return json.build();
    }
}
