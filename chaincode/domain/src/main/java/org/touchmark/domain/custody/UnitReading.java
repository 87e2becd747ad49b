package org.touchmark.domain.custody;

import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.batch.UnitFinding;
import org.touchmark.domain.batch.UnitSearch;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.unit.UnitDigest;

/**
 * What the ledger knows of one unit: what {@code unit:Read} answers.
 *
 * @param finding where its digest was looked for, and the proof
 * @param unit what has happened to it alone; empty while it is with its brand
 */
public record UnitReading(UnitFinding finding, Optional<UnitState> unit) {

    /**
     * Reads a unit. In evaluations only.
     *
     * @param lot the lot on its label, or "" to search all batches of the GTIN
     */
    public static UnitReading of(LedgerState state, Gtin gtin, String lot, UnitDigest digest) {
        UnitFinding finding = lot.isEmpty()
                ? UnitSearch.inAnyLot(state, gtin, digest)
                : UnitSearch.inLot(state, gtin, new Lot(lot), digest);
        Optional<UnitState> unit = finding.found() ? Custody.unit(state, digest) : Optional.empty();
        return new UnitReading(finding, unit);
    }

    public static UnitReading fromJson(JsonObject json) {
        json.requireOnly("found", "batch", "presence", "unit");
        UnitFinding finding = new UnitFinding(
                json.has("batch") ? Optional.of(BatchHead.fromJson(json.object("batch"))) : Optional.empty(),
                json.has("presence") ? Optional.of(PresenceProof.fromJson(json.object("presence"))) : Optional.empty());
        if (json.bool("found") != finding.found()) {
            throw json.refused("found", "does not agree with the presence of a proof");
        }
        return new UnitReading(
                finding, json.has("unit") ? Optional.of(UnitState.fromJson(json.object("unit"))) : Optional.empty());
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("found", finding.found());
        finding.head().ifPresent(head -> json.put("batch", head.toJson()));
        finding.presence().ifPresent(proof -> json.put("presence", proof.toJson()));
        unit.ifPresent(state -> json.put("unit", state.toJson()));
        return json.build();
    }
}
