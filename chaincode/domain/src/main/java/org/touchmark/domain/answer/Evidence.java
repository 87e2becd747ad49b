package org.touchmark.domain.answer;

import java.util.Optional;
import java.util.function.Function;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Party;

/**
 * What a gateway shows for its answer; nothing of it is believed before it is checked.
 *
 * @param batch the batch that has the unit, or the one that its label names
 * @param brand the party that opened the batch
 * @param labelKey the key that the label names, among those of the brand
 * @param presence the proof that the unit is in the batch
 */
public record Evidence(
        UnitView unit,
        Optional<BatchHead> batch,
        Optional<Party> brand,
        Optional<LabelKey> labelKey,
        Optional<PresenceProof> presence,
        Optional<CustodyView> custody,
        LedgerView ledger) {

    static Evidence read(JsonObject json) {
        return new Evidence(
                UnitView.fromJson(json.object("unit")),
                optional(json, "batch", BatchHead::fromJson),
                optional(json, "brand", Party::fromJson),
                optional(json, "labelKey", LabelKey::fromJson),
                optional(json, "presence", PresenceProof::fromJson),
                optional(json, "custody", CustodyView::fromJson),
                LedgerView.fromJson(json.object("ledger")));
    }

    void write(JsonObject.Builder json) {
        json.put("unit", unit.toJson());
        batch.ifPresent(head -> json.put("batch", head.toJson()));
        brand.ifPresent(party -> json.put("brand", party.toJson()));
        labelKey.ifPresent(key -> json.put("labelKey", key.toJson()));
        presence.ifPresent(proof -> json.put("presence", proof.toJson()));
        custody.ifPresent(view -> json.put("custody", view.toJson()));
        json.put("ledger", ledger.toJson());
    }

    private static <T> Optional<T> optional(JsonObject json, String name, Function<JsonObject, T> read) {
        return json.has(name) ? Optional.of(read.apply(json.object(name))) : Optional.empty();
    }
}
