package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.AbsenceProof;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.batch.UnitFinding;
import org.touchmark.domain.batch.UnitSearch;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/**
 * What the ledger knows of one unit: what {@code unit:Read} answers.
 *
 * @param finding where its digest was looked for, and the proof
 * @param unit where it is; empty while it is with its brand, loose
 * @param reports what is reported of it, of the containers that it is in, and of its batch
 */
public record UnitReading(UnitFinding finding, Optional<UnitState> unit, List<Reported> reports) {
    public UnitReading {
        reports = List.copyOf(reports);
    }

    /**
     * Reads a unit. In evaluations only.
     *
     * @param lot the lot on its label, or "" to search all batches of the GTIN
     * @param now the instant at which deadlines are looked at
     */
    public static UnitReading of(LedgerState state, Gtin gtin, String lot, UnitDigest digest, Instant now) {
        UnitFinding finding =
                lot.isEmpty() ? UnitSearch.inAnyLot(state, gtin, digest) : inLot(state, gtin, new Lot(lot), digest);
        if (!finding.found()) {
            return new UnitReading(finding, Optional.empty(), List.of());
        }
        BatchHead head = finding.head().orElseThrow();
        Optional<UnitRecord> kept = Custody.unit(state, digest)
                .filter(record -> record.lot().equals(head.terms().lot()));
        UnitRecord record = kept.orElseGet(() -> Custody.born(state, head, ordinal(finding)));
        Whereabouts whereabouts = Custody.locate(state, digest, record, now);
        boolean moved = kept.isPresent() || !whereabouts.path().isEmpty();
        return new UnitReading(
                finding,
                moved ? Optional.of(UnitState.of(record, whereabouts)) : Optional.empty(),
                reports(state, head, digest, record, whereabouts));
    }

    private static UnitFinding inLot(LedgerState state, Gtin gtin, Lot lot, UnitDigest digest) {
        Custody.expect(state, gtin, lot, digest);
        return UnitSearch.inLot(state, gtin, lot, digest);
    }

    private static int ordinal(UnitFinding finding) {
        return finding.presence().orElseThrow().ordinal().orElse(PackingPlan.LOOSE);
    }

    private static List<Reported> reports(
            LedgerState state, BatchHead head, UnitDigest digest, UnitRecord record, Whereabouts whereabouts) {
        Gtin gtin = head.terms().gtin();
        Lot lot = head.terms().lot();
        List<Reported> reports = new ArrayList<>();
        add(reports, new Subject.OfUnit(gtin, lot, digest), record.marks());
        whereabouts
                .path()
                .forEach(container -> add(reports, new Subject.OfContainer(container.sscc()), container.marks()));
        add(reports, new Subject.OfBatch(gtin, lot), Custody.batchMarks(state, gtin, lot));
        return reports;
    }

    private static void add(List<Reported> reports, Subject subject, Marks marks) {
        marks.all().forEach(mark -> reports.add(new Reported(subject, mark)));
    }

    public static UnitReading fromJson(JsonObject json) {
        json.requireOnly("found", "batch", "presence", "absence", "alsoIn", "unit", "reports");
        UnitFinding finding = new UnitFinding(
                Optional.ofNullable(json.optionalObject("batch")).map(BatchHead::fromJson),
                Optional.ofNullable(json.optionalObject("presence")).map(PresenceProof::fromJson),
                Optional.ofNullable(json.optionalObject("absence")).map(AbsenceProof::fromJson),
                json.has("alsoIn") ? json.texts("alsoIn").stream().map(Lot::new).toList() : List.of());
        if (json.bool("found") != finding.found()) {
            throw json.refused("found", "does not agree with the presence of a proof");
        }
        return new UnitReading(
                finding,
                Optional.ofNullable(json.optionalObject("unit")).map(UnitState::fromJson),
                json.has("reports")
                        ? json.objects("reports").stream()
                                .map(Reported::fromJson)
                                .toList()
                        : List.of());
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("found", finding.found());
        finding.head().ifPresent(head -> json.put("batch", head.toJson()));
        finding.presence().ifPresent(proof -> json.put("presence", proof.toJson()));
        finding.absence().ifPresent(proof -> json.put("absence", proof.toJson()));
        if (!finding.others().isEmpty()) {
            json.putTexts("alsoIn", finding.others().stream().map(Lot::value).toList());
        }
        unit.ifPresent(state -> json.put("unit", state.toJson()));
        if (!reports.isEmpty()) {
            json.putObjects("reports", reports.stream().map(Reported::toJson).toList());
        }
        return json.build();
    }
}
