package org.touchmark.domain.answer;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.touchmark.domain.batch.AbsenceProof;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.status.Reported;

/**
 * What a gateway shows for its answer; nothing of it is believed before it is checked.
 *
 * @param batch the batch that has the unit, or the one that its label names
 * @param brand the party that opened the batch
 * @param labelKey the key that the label names, among those of the brand
 * @param presence the proof that the unit is in the batch
 * @param absence the proof that it is not
 * @param alsoIn the lots of other batches that have it too
 * @param reports what is reported of the unit, its containers and its batch
 */
public record Evidence(
        UnitView unit,
        Optional<BatchHead> batch,
        Optional<Party> brand,
        Optional<LabelKey> labelKey,
        Optional<PresenceProof> presence,
        Optional<AbsenceProof> absence,
        List<Lot> alsoIn,
        List<Reported> reports,
        Optional<CustodyView> custody,
        LedgerView ledger) {
    private static final int MAX_LISTED = 1_000;

    public Evidence {
        alsoIn = List.copyOf(alsoIn);
        reports = List.copyOf(reports);
        if (alsoIn.size() > MAX_LISTED || reports.size() > MAX_LISTED) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "evidence has at most " + MAX_LISTED + " reports and other lots");
        }
    }

    /** Evidence without a proof of absence, of a unit that nothing is reported of. */
    public Evidence(
            UnitView unit,
            Optional<BatchHead> batch,
            Optional<Party> brand,
            Optional<LabelKey> labelKey,
            Optional<PresenceProof> presence,
            Optional<CustodyView> custody,
            LedgerView ledger) {
        this(unit, batch, brand, labelKey, presence, Optional.empty(), List.of(), List.of(), custody, ledger);
    }

    /** What a party is called, on the gateway's word; empty for one that is neither the brand nor ever held the unit. */
    public Optional<String> nameOf(Gln gln) {
        Stream<String> brands = brand.filter(party -> party.gln().equals(gln)).map(Party::name).stream();
        Stream<String> holders = custody.stream().flatMap(view -> view.namesOf(gln));
        return Stream.concat(brands, holders).findFirst();
    }

    static Evidence read(JsonObject json) {
        return new Evidence(
                UnitView.fromJson(json.object("unit")),
                optional(json, "batch", BatchHead::fromJson),
                optional(json, "brand", Party::fromJson),
                optional(json, "labelKey", LabelKey::fromJson),
                optional(json, "presence", PresenceProof::fromJson),
                optional(json, "absence", AbsenceProof::fromJson),
                json.has("alsoIn") ? json.texts("alsoIn").stream().map(Lot::new).toList() : List.of(),
                json.has("reports")
                        ? json.objects("reports").stream()
                                .map(Reported::fromJson)
                                .toList()
                        : List.of(),
                optional(json, "custody", CustodyView::fromJson),
                LedgerView.fromJson(json.object("ledger")));
    }

    void write(JsonObject.Builder json) {
        json.put("unit", unit.toJson());
        batch.ifPresent(head -> json.put("batch", head.toJson()));
        brand.ifPresent(party -> json.put("brand", party.toJson()));
        labelKey.ifPresent(key -> json.put("labelKey", key.toJson()));
        presence.ifPresent(proof -> json.put("presence", proof.toJson()));
        absence.ifPresent(proof -> json.put("absence", proof.toJson()));
        if (!alsoIn.isEmpty()) {
            json.putTexts("alsoIn", alsoIn.stream().map(Lot::value).toList());
        }
        if (!reports.isEmpty()) {
            json.putObjects("reports", reports.stream().map(Reported::toJson).toList());
        }
        custody.ifPresent(view -> json.put("custody", view.toJson()));
        json.put("ledger", ledger.toJson());
    }

    private static <T> Optional<T> optional(JsonObject json, String name, Function<JsonObject, T> read) {
        return json.has(name) ? Optional.of(read.apply(json.object(name))) : Optional.empty();
    }
}
