package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.touchmark.domain.batch.AbsenceProof;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.batch.UnitFinding;
import org.touchmark.domain.batch.UnitSearch;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * What the ledger knows of one unit, from one state of it: what {@code unit:Read} answers.
 *
 * @param finding where its digest was looked for, and the proof
 * @param unit where it is; empty while it is with its brand, loose, or where there is none
 * @param trail what happened to it
 * @param parties everybody who signed something of this, in the forms that count for it, and in their present forms the brand,
 *     the custodian and those whom it was offered to
 */
public record UnitReading(UnitFinding finding, Optional<UnitState> unit, Trail trail, List<Admission> parties) {
    public UnitReading {
        parties = List.copyOf(parties);
    }

    /**
     * Reads a unit. In evaluations only.
     *
     * @param now the instant at which deadlines are looked at
     */
    public static UnitReading of(LedgerState state, Subject.OfUnit unit, Instant now) {
        Custody.expect(state, unit);
        // The brand comes with the page.
        Batches.find(state, unit.gtin(), unit.lot()).ifPresent(head -> Parties.expect(state, head.brand()));
        UnitFinding finding = UnitSearch.inLot(state, unit.gtin(), unit.lot(), unit.digest());
        Named parties = new Named(state);
        finding.head().ifPresent(parties::addAll);
        if (!finding.found()) {
            return new UnitReading(finding, Optional.empty(), Trail.NONE, parties.all());
        }
        UnitRecord record = record(state, unit, finding);
        Whereabouts whereabouts = Whereabouts.of(state, record, now);
        Trail trail = Trail.of(state, record, whereabouts);
        boolean moved = record.course().sequence() > 0 || !whereabouts.path().isEmpty();
        parties.addAll(trail);
        parties.add(whereabouts.custodian());
        return new UnitReading(
                finding,
                moved ? Optional.of(UnitState.of(record, whereabouts)) : Optional.empty(),
                trail,
                parties.all());
    }

    /** What is known of a unit; empty where its batch does not have it. In evaluations only. */
    public static Optional<UnitRecord> record(LedgerState state, Subject.OfUnit unit) {
        UnitFinding finding = UnitSearch.inLot(state, unit.gtin(), unit.lot(), unit.digest());
        return finding.found() ? Optional.of(record(state, unit, finding)) : Optional.empty();
    }

    private static UnitRecord record(LedgerState state, Subject.OfUnit unit, UnitFinding finding) {
        return Custody.unit(state, unit)
                .orElseGet(() -> Custody.born(finding.head().orElseThrow(), unit, ordinal(finding)));
    }

    private static int ordinal(UnitFinding finding) {
        return finding.presence().orElseThrow().ordinal().orElse(PackingPlan.LOOSE);
    }

    /** Parties by identifier and form, each once, in the order in which they come up; read when all are known. */
    private static final class Named {
        /** The present form, whichever that is. */
        private static final int PRESENT = 0;

        private final LedgerState state;
        private final Set<Form> forms = new LinkedHashSet<>();

        private record Form(Gln gln, int version) {}

        Named(LedgerState state) {
            this.state = state;
        }

        void addAll(BatchHead head) {
            add(head.brand());
            head.seal().map(Seal::signature).ifPresent(this::add);
        }

        void addAll(Trail trail) {
            trail.steps().forEach(step -> {
                add(step.handOff().signature());
                add(step.handOff().offer().to());
                step.handOff().ending().flatMap(Ending::signature).ifPresent(this::add);
            });
            trail.reports().stream().map(Reported::mark).forEach(mark -> add(mark.signature()));
        }

        void add(ClaimantSignature signature) {
            forms.add(new Form(signature.gln(), signature.version()));
        }

        void add(Gln gln) {
            forms.add(new Form(gln, PRESENT));
        }

        List<Admission> all() {
            forms.forEach(form -> Parties.expect(state, form.gln()));
            return forms.stream()
                    .map(form -> form.version() == PRESENT
                            ? Parties.read(state, form.gln())
                            : Parties.read(state, form.gln(), form.version()))
                    .distinct()
                    .toList();
        }
    }

    public static UnitReading fromJson(JsonObject json) {
        json.requireOnly("found", "batch", "presence", "absence", "unit", "trail", "parties");
        UnitFinding finding = new UnitFinding(
                Optional.ofNullable(json.optionalObject("batch")).map(BatchHead::fromJson),
                Optional.ofNullable(json.optionalObject("presence")).map(PresenceProof::fromJson),
                Optional.ofNullable(json.optionalObject("absence")).map(AbsenceProof::fromJson));
        if (json.bool("found") != finding.found()) {
            throw json.refused("found", "does not agree with the presence of a proof");
        }
        return new UnitReading(
                finding,
                Optional.ofNullable(json.optionalObject("unit")).map(UnitState::fromJson),
                Trail.fromJson(json.object("trail")),
                json.objects("parties").stream().map(Admission::fromJson).toList());
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("found", finding.found());
        finding.head().ifPresent(head -> json.put("batch", head.toJson()));
        finding.presence().ifPresent(proof -> json.put("presence", proof.toJson()));
        finding.absence().ifPresent(proof -> json.put("absence", proof.toJson()));
        unit.ifPresent(state -> json.put("unit", state.toJson()));
        return json.put("trail", trail.toJson())
                .putObjects("parties", parties.stream().map(Admission::toJson).toList())
                .build();
    }
}
