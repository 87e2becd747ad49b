package org.touchmark.gateway.answer;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.CustodyView;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.LedgerView;
import org.touchmark.domain.answer.UnitView;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.LotSearch;
import org.touchmark.domain.batch.UnitFinding;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.scan.Scan;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Crypto;

/**
 * Answers scanned labels: gathers the evidence from the ledger and draws the verdict from it with the same verifier and
 * pinned roots that any checker uses.
 */
public final class Answers {
    private static final UnitReading NOTHING =
            new UnitReading(UnitFinding.NONE, Optional.empty(), Trail.NONE, List.of());

    /** Further lots that an answer names: nobody makes it longer than it may be. */
    private static final int MAX_ALSO_IN = 100;

    private final LedgerClient client;
    private final Registry registry;
    private final Connection connection;
    private final Verifier verifier;
    private final Clock clock;

    /**
     * Answers from a ledger.
     *
     * @param client reads the ledger
     * @param connection the ledger's description
     * @param roots the organisations' roots, from a file
     * @param clock tells the time
     */
    public Answers(LedgerClient client, Connection connection, PinnedRoots roots, Clock clock) {
        this.client = client;
        this.registry = new Registry(client);
        this.connection = connection;
        this.verifier = Verifier.of(roots, Crypto.PROVIDER);
        this.clock = clock;
    }

    /**
     * The answer to a label.
     *
     * @param link what its code holds
     * @return verdict, reasons and evidence
     * @throws org.touchmark.gateway.ledger.LedgerUnavailableException if the ledger can't be read
     */
    public Answer answer(DigitalLink link) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return verifier.verify(link, gather(link, now), now);
    }

    /**
     * The answer to whatever was scanned.
     *
     * @param scan what was made of it
     * @return for a unit what {@link #answer(DigitalLink)} says; for anything else what it is
     * @throws org.touchmark.gateway.ledger.LedgerUnavailableException if the ledger can't be read
     */
    public Answer answer(Scan scan) {
        if (scan instanceof Scan.Unit unit) {
            return Answer.scanned(unit, answer(unit.link()));
        }
        if (scan instanceof Scan.Other other) {
            return Answer.other(other);
        }
        return scan instanceof Scan.Malformed malformed ? Answer.malformed(malformed.fault()) : Answer.foreign();
    }

    private Evidence gather(DigitalLink link, Instant now) {
        UnitView unit = UnitView.of(link);
        Lots lots = lots(unit);
        UnitReading reading = lots.first()
                .map(lot -> registry.unit(new Subject.OfUnit(unit.gtin(), lot, unit.digest())))
                .orElse(NOTHING);
        Optional<BatchHead> head = reading.finding().head();
        Optional<LabelKey> labelKey = head.flatMap(batch -> labelKey(link, batch.brand()));
        return new Evidence(
                unit,
                head,
                labelKey,
                reading.finding().presence(),
                reading.finding().absence(),
                lots.alsoIn(),
                reading.finding().found() ? head.map(batch -> custody(batch, reading)) : Optional.empty(),
                reading.trail(),
                parties(reading.parties(), labelKey),
                new LedgerView(
                        connection.channel(), connection.ledger(), connection.operators(), client.height(), now));
    }

    /**
     * Where a unit is to be read.
     *
     * @param first its lot; empty where no sealed batch has it
     * @param alsoIn further lots that the same brand sealed with it; those of others say nothing of this unit
     */
    private record Lots(Optional<Lot> first, List<Lot> alsoIn) {
        static Lots of(List<LotSearch.Found> found) {
            return new Lots(
                    found.stream().map(LotSearch.Found::lot).findFirst(),
                    found.stream()
                            .skip(1)
                            .filter(other -> other.brand().equals(found.get(0).brand()))
                            .map(LotSearch.Found::lot)
                            .limit(MAX_ALSO_IN)
                            .toList());
        }
    }

    /** A label that says its lot is of that one; for one that does not, the ledger's sealed batches are searched. */
    private Lots lots(UnitView unit) {
        return unit.lot().isPresent()
                ? new Lots(unit.lot(), List.of())
                : Lots.of(registry.lots(unit.gtin(), unit.digest()));
    }

    private Optional<LabelKey> labelKey(DigitalLink link, Gln brand) {
        return Optional.ofNullable(link.proof()).flatMap(proof -> registry.labelKey(brand, proof.keyId()));
    }

    private static CustodyView custody(BatchHead head, UnitReading reading) {
        return reading.unit()
                .map(state -> new CustodyView(state.custodian(), state.inTransit()))
                .orElseGet(() -> new CustodyView(head.brand(), false));
    }

    /** Those of the reading, and the forms that the label key's signatures count by, where it has them not. */
    private List<Admission> parties(List<Admission> read, Optional<LabelKey> labelKey) {
        List<Admission> all = new ArrayList<>(read);
        labelKey.stream()
                .flatMap(key -> Stream.concat(Stream.of(key.signature()), Stream.ofNullable(key.revocation())))
                .forEach(signature -> {
                    if (all.stream().noneMatch(form -> isFormOf(signature, form))) {
                        registry.party(signature.gln(), signature.version()).ifPresent(all::add);
                    }
                });
        return all;
    }

    private static boolean isFormOf(ClaimantSignature signature, Admission form) {
        return form.party().gln().equals(signature.gln()) && form.version() == signature.version();
    }
}
