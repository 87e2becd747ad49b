package org.touchmark.domain.adversary;

import java.security.KeyPair;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.CustodyView;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.LedgerView;
import org.touchmark.domain.answer.Reason;
import org.touchmark.domain.answer.UnitView;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.LotSearch;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.custody.UnitState;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelClaim;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.trust.ClaimantSignature;

/** Scans labels and judges what the ledger shows of them: property P4. */
final class Expert {
    private static final Set<String> WARNINGS = Set.copyOf(Tactics.STATUSES);

    private final Court court;
    private final Model model;
    private final OfficeMoves keys;
    private final Audit audit;
    private final Judge judge;
    private int verified;

    /** Who judges: the product's own verifier. */
    record Judge(Verifier verifier) {
        static Judge with(Provider provider) {
            return new Judge(Verifier.of(Cast.ALL.roots, provider));
        }
    }

    Expert(Court court, Model model, OfficeMoves keys, Audit audit, Judge judge) {
        this.court = court;
        this.model = model;
        this.keys = keys;
        this.audit = audit;
        this.judge = judge;
    }

    int verified() {
        return verified;
    }

    /** Judges a unit's label, if it can have one, and some forgeries of the evidence. */
    void judge(Goods unit, Random random) {
        Optional<String> serial = serial(unit);
        if (serial.isEmpty()) {
            return;
        }
        boolean named = random.nextBoolean();
        DigitalLink link = label(unit, serial.get(), named);
        Goods meant = link.lot() == null ? first(unit) : unit;
        Evidence evidence = gather(link);
        Answer answer = judge.verifier().verify(link, evidence, court.now);
        verified++;
        requireRight(meant, link, answer);
        if (random.nextInt(4) == 0) {
            Answer read = Answer.parse(CanonicalJson.write(answer.toJson()));
            Breach.unless(
                    judge.verifier().judge(link, read, court.now).verdict().equals(answer.verdict()),
                    "P4",
                    "an answer that was sent is judged otherwise [" + meant + "]");
        }
        if (random.nextInt(2) == 0) {
            new Forger(judge.verifier(), model, meant).forge(link, evidence, court.now, random);
        }
    }

    /** What a label's digest is made of; empty for digests that were copied from another's numbers. */
    private static Optional<String> serial(Goods unit) {
        Lotted lot = unit.lot.orElseThrow();
        int index = lot.units.indexOf(unit);
        String serial = lot.template.serials().get(index);
        boolean own = Tactics.digests(lot.gtin, List.of(serial))
                .get(0)
                .equals(lot.template.digests().get(index));
        return own ? Optional.of(serial) : Optional.empty();
    }

    private DigitalLink label(Goods unit, String serial, boolean named) {
        Lotted lot = unit.lot.orElseThrow();
        Gtin gtin = new Gtin(lot.gtin);
        if (lot.template.labelKey().isPresent()) {
            KeyPair pair = keys.labelKey(lot.template.labelKey().get());
            return TestBatch.signedLink(
                    new LabelClaim(gtin, new Lot(lot.lot), new SerialNumber(serial), null, null), pair);
        }
        return new DigitalLink(
                TestBatch.ORIGIN,
                gtin,
                named ? new Lot(lot.lot) : null,
                new SerialNumber(serial),
                null,
                null,
                List.of());
    }

    /** Sealed batches that have a unit's digest, in the order of their seals. */
    private List<Lotted> having(Goods unit) {
        String digest = GoodsMoves.digest(unit).hex();
        return model.sealOrder.get(unit.lot.orElseThrow().gtin).stream()
                .filter(lot -> lot.template.digests().contains(digest))
                .toList();
    }

    private Goods first(Goods unit) {
        return model.goods.get(
                having(unit).get(0).name + "/" + GoodsMoves.digest(unit).hex());
    }

    private void requireRight(Goods meant, DigitalLink link, Answer answer) {
        Set<String> should = new TreeSet<>(Note.Sum.warnings(meant.allNotes()));
        boolean forged = link.proof() == null
                && meant.lot.orElseThrow().template.labelKey().isPresent();
        if (forged) {
            Breach.unless(
                    answer.verdict() instanceof Verdict.ForgedLabel, "P4", "an unsigned label passes [" + meant + "]");
            return;
        }
        List<String> others = link.lot() == null ? alsoIn(meant) : List.of();
        String wire = should.isEmpty() && others.isEmpty() ? "genuine" : "genuine-but";
        if (!answer.verdict().wire().equals(wire)) {
            throw new Breach(
                    "P4",
                    "verdict is " + answer.verdict().wire() + ", should be " + wire + why(answer) + " [" + meant + ": "
                            + answer.verdict().reasons() + " " + meant.past + "]");
        }
        Set<String> said = answer.verdict().reasons().stream()
                .map(Reason::code)
                .filter(WARNINGS::contains)
                .filter(code -> !code.equals("found"))
                .collect(Collectors.toCollection(TreeSet::new));
        Breach.unless(
                said.equals(should), "P4", "warnings differ [" + said + " should be " + should + " of " + meant + "]");
    }

    /** The reason that weighs most, without what differs from one history to the next. */
    private static String why(Answer answer) {
        String text = answer.verdict().reasons().isEmpty()
                ? ""
                : answer.verdict().reasons().get(0).text();
        return " (" + text.replaceAll("[0-9]+(-[A-Za-z0-9-]+)?", "#").replaceAll("unit [0-9a-f#]+", "unit") + ")";
    }

    private List<String> alsoIn(Goods meant) {
        return having(meant).stream()
                .skip(1)
                .filter(lot -> lot.brand.equals(having(meant).get(0).brand))
                .map(lot -> lot.lot)
                .toList();
    }

    /** The evidence that an honest gateway gathers. */
    private Evidence gather(DigitalLink link) {
        UnitView unit = UnitView.of(link);
        List<LotSearch.Found> lots = unit.lot().isPresent()
                ? List.of()
                : LotSearch.fromJson(CanonicalJson.parse(court.ask(
                                "unit:Lots", unit.gtin().digits(), unit.digest().hex(), "0")))
                        .found();
        Lot lot = unit.lot().orElseGet(() -> lots.get(0).lot());
        UnitReading reading = audit.reading(model.goods.get(
                unit.gtin().digits() + "/" + lot.value() + "/" + unit.digest().hex()));
        Optional<BatchHead> head = reading.finding().head();
        Optional<LabelKey> key = link.proof() == null
                ? Optional.empty()
                : head.map(found -> LabelKey.fromJson(CanonicalJson.parse(court.ask(
                        "party:LabelKey",
                        found.brand().digits(),
                        link.proof().keyId().hex()))));
        return new Evidence(
                unit,
                head,
                key,
                reading.finding().presence(),
                reading.finding().absence(),
                lots.stream()
                        .skip(1)
                        .filter(other -> other.brand().equals(lots.get(0).brand()))
                        .map(LotSearch.Found::lot)
                        .toList(),
                head.map(found -> new CustodyView(
                        reading.unit().map(UnitState::custodian).orElse(found.brand()),
                        reading.unit().map(UnitState::inTransit).orElse(false))),
                reading.trail(),
                parties(reading, key),
                new LedgerView(Cast.CHANNEL, "embedded", 1, 7, court.now));
    }

    private List<Admission> parties(UnitReading reading, Optional<LabelKey> key) {
        List<ClaimantSignature> signatures = new ArrayList<>();
        key.ifPresent(shown -> {
            signatures.add(shown.signature());
            Optional.ofNullable(shown.revocation()).ifPresent(signatures::add);
        });
        return Stream.concat(
                        reading.parties().stream(),
                        signatures.stream()
                                .map(signature -> Admission.fromJson(CanonicalJson.parse(court.ask(
                                        "party:Version",
                                        signature.gln().digits(),
                                        Integer.toString(signature.version()))))))
                .distinct()
                .toList();
    }

    /** Whether a verdict lets a buyer believe. */
    static boolean isGood(Verdict verdict) {
        return verdict instanceof Verdict.Genuine || verdict instanceof Verdict.GenuineBut;
    }
}
