package org.touchmark.gateway.answer;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.CustodyView;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.LedgerView;
import org.touchmark.domain.answer.UnitView;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.custody.UnitState;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Crypto;

/**
 * Answers scanned labels: gathers the evidence from the ledger and draws the verdict from it with the same verifier and
 * pinned roots that any checker uses.
 */
public final class Answers {
    /** Hand-offs of one unit do not follow each other as fast as reads. */
    private static final int MAX_REREADS = 2;

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

    private Evidence gather(DigitalLink link, Instant now) {
        UnitView unit = UnitView.of(link);
        Reading read = read(unit);
        UnitReading reading = read.unit();
        Optional<BatchHead> head = reading.finding().head();
        Names names = new Names();
        Optional<Party> brand = head.flatMap(batch -> names.party(batch.brand()));
        return new Evidence(
                unit,
                head,
                brand,
                brand.flatMap(party -> labelKey(link, party.gln())),
                reading.finding().presence(),
                reading.finding().absence(),
                reading.finding().others(),
                reading.reports(),
                reading.finding().found() ? head.map(batch -> custody(batch, read, names, now)) : Optional.empty(),
                new LedgerView(
                        connection.channel(), connection.ledger(), connection.operators(), client.height(), now));
    }

    private Optional<LabelKey> labelKey(DigitalLink link, Gln brand) {
        if (link.proof() == null) {
            return Optional.empty();
        }
        return registry.labelKeys(brand).stream()
                .filter(key -> key.keyId().equals(link.proof().keyId()))
                .findFirst();
    }

    /** What is read of a unit: where it is, and how it came there. */
    private record Reading(UnitReading unit, Trail trail) {
        /** Whether both are of one state of the ledger, as far as it can be told from who holds the unit. */
        boolean agree(UnitDigest digest) {
            Optional<Gln> custodian = unit.unit().map(UnitState::custodian);
            return trail.steps().isEmpty()
                    || custodian.equals(Optional.of(
                            trail.steps().get(trail.steps().size() - 1).holderOf(digest)));
        }
    }

    /** Two reads: where a hand-off comes between them, both are made again. */
    private Reading read(UnitView view) {
        Reading reading = readOnce(view);
        for (int again = 0; again < MAX_REREADS && !reading.agree(view.digest()); again++) {
            reading = readOnce(view);
        }
        return reading;
    }

    private Reading readOnce(UnitView view) {
        UnitReading unit = registry.unit(view.gtin(), view.lot(), view.digest());
        // A unit that is nowhere but with its brand has no trail.
        Trail trail = unit.unit().isEmpty()
                ? new Trail(List.of())
                : registry.trail(
                        view.gtin(), unit.finding().head().orElseThrow().terms().lot(), view.digest());
        return new Reading(unit, trail);
    }

    private static CustodyView custody(BatchHead head, Reading reading, Names names, Instant now) {
        List<Trail.Step> steps = reading.trail().steps();
        Gln custodian = reading.unit().unit().map(UnitState::custodian).orElse(head.brand());
        boolean inTransit =
                !steps.isEmpty() && steps.get(steps.size() - 1).handOff().inTransitAt(now);
        List<CustodyView.Step> trail = steps.stream()
                .map(step -> new CustodyView.Step(
                        step.handOff(),
                        step.containers(),
                        names.of(step.handOff().offer().from()),
                        names.of(step.handOff().offer().to())))
                .toList();
        return new CustodyView(custodian, names.of(custodian), inTransit, trail);
    }

    /** Parties, each read once an answer. */
    private final class Names {
        private final Map<Gln, Optional<Party>> read = new HashMap<>();

        Optional<Party> party(Gln gln) {
            return read.computeIfAbsent(gln, key -> registry.party(key).map(Admission::party));
        }

        String of(Gln gln) {
            return party(gln).map(Party::name).orElse(gln.digits());
        }
    }
}
