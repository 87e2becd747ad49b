package org.touchmark.domain.answer;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.touchmark.domain.batch.AbsenceProof;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * What a gateway shows for its answer; nothing of it is believed before it is checked.
 *
 * @param batch the batch that has the unit, or the one that its label names
 * @param labelKey the key that the label names, among those of the brand
 * @param presence the proof that the unit is in the batch
 * @param absence the proof that it is not
 * @param alsoIn the lots of other batches of the same brand that have it too
 * @param custody who holds the unit
 * @param trail what happened to it, in the ledger's order
 * @param parties everybody who signed something of this, in the form that the ledger held it against; and in their present
 *     forms whoever is named
 */
public record Evidence(
        UnitView unit,
        Optional<BatchHead> batch,
        Optional<LabelKey> labelKey,
        Optional<PresenceProof> presence,
        Optional<AbsenceProof> absence,
        List<Lot> alsoIn,
        Optional<CustodyView> custody,
        Trail trail,
        List<Admission> parties,
        LedgerView ledger) {
    private static final int MAX_LISTED = 1_000;

    public Evidence {
        alsoIn = List.copyOf(alsoIn);
        parties = List.copyOf(parties);
        if (alsoIn.size() > MAX_LISTED || parties.size() > MAX_LISTED) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "evidence has at most " + MAX_LISTED + " parties and other lots");
        }
    }

    /** The form of its party that the ledger held a signature against; empty where it is not shown. */
    Optional<Admission> formOf(ClaimantSignature signature) {
        return parties.stream()
                .filter(form -> form.party().gln().equals(signature.gln()) && form.version() == signature.version())
                .findFirst();
    }

    /** The newest form of a party that is shown, on the gateway's word; as for signatures, the first that is said to be it. */
    public Optional<Admission> present(Gln gln) {
        return parties.stream()
                .filter(form -> form.party().gln().equals(gln))
                .reduce((one, other) -> one.version() >= other.version() ? one : other);
    }

    /** The brand of the batch, on the gateway's word. */
    public Optional<Admission> brand() {
        return batch.map(BatchHead::brand).flatMap(this::present);
    }

    /** What a party is called, on the gateway's word; its identifier where no name is shown. */
    public String nameOf(Gln gln) {
        return present(gln).map(Admission::party).map(Party::name).orElse(gln.digits());
    }

    static Evidence read(JsonObject json) {
        return new Evidence(
                UnitView.fromJson(json.object("unit")),
                optional(json, "batch", BatchHead::fromJson),
                optional(json, "labelKey", LabelKey::fromJson),
                optional(json, "presence", PresenceProof::fromJson),
                optional(json, "absence", AbsenceProof::fromJson),
                json.has("alsoIn") ? json.texts("alsoIn").stream().map(Lot::new).toList() : List.of(),
                optional(json, "custody", CustodyView::fromJson),
                optional(json, "trail", Trail::fromJson).orElse(Trail.NONE),
                json.has("parties")
                        ? json.objects("parties").stream()
                                .map(Admission::fromJson)
                                .toList()
                        : List.of(),
                LedgerView.fromJson(json.object("ledger")));
    }

    void write(JsonObject.Builder json) {
        json.put("unit", unit.toJson());
        batch.ifPresent(head -> json.put("batch", head.toJson()));
        labelKey.ifPresent(key -> json.put("labelKey", key.toJson()));
        presence.ifPresent(proof -> json.put("presence", proof.toJson()));
        absence.ifPresent(proof -> json.put("absence", proof.toJson()));
        if (!alsoIn.isEmpty()) {
            json.putTexts("alsoIn", alsoIn.stream().map(Lot::value).toList());
        }
        custody.ifPresent(view -> json.put("custody", view.toJson()));
        if (!trail.equals(Trail.NONE)) {
            json.put("trail", trail.toJson());
        }
        if (!parties.isEmpty()) {
            json.putObjects("parties", parties.stream().map(Admission::toJson).toList());
        }
        json.put("ledger", ledger.toJson());
    }

    private static <T> Optional<T> optional(JsonObject json, String name, Function<JsonObject, T> read) {
        return json.has(name) ? Optional.of(read.apply(json.object(name))) : Optional.empty();
    }
}
