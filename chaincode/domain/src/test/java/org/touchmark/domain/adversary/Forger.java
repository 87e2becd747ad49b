package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.custody.Ending;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.TestEvidence;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * A gateway that lies: it leaves out, swaps or doubles an event of good evidence, or says that the ledger held a claim against
 * another form of its party. Where the ledger could never have shown that, no verdict is good.
 */
final class Forger {
    private final Verifier verifier;
    private final Model model;
    private final Goods unit;

    Forger(Verifier verifier, Model model, Goods unit) {
        this.verifier = verifier;
        this.model = model;
        this.unit = unit;
    }

    void forge(DigitalLink link, Evidence evidence, Instant now, Random random) {
        List<TrailEvent> events = evidence.trail().events();
        if (events.isEmpty()) {
            return;
        }
        int place = random.nextInt(events.size());
        List<TrailEvent> forged = new ArrayList<>(events);
        switch (random.nextInt(4)) {
            case 0 -> forged.remove(place);
            case 1 -> Collections.swap(forged, place, random.nextInt(events.size()));
            case 2 -> forged.add(place, events.get(place));
            default -> reversion(events.get(place)).ifPresent(other -> forged.set(place, other));
        }
        if (forged.equals(events)) {
            return;
        }
        boolean versions = !forged.stream().allMatch(events::contains);
        if (!versions && isPossible(evidence, forged)) {
            return;
        }
        Verdict verdict = verify(link, evidence, new Trail(evidence.trail().earlier(), forged), now);
        Breach.unless(
                !Expert.isGood(verdict),
                "P4",
                "forged evidence passes" + (versions ? " with another version" : "") + " [" + unit + " at " + place
                        + " of " + events + "]");
    }

    private Verdict verify(DigitalLink link, Evidence evidence, Trail trail, Instant now) {
        try {
            return verifier.verify(link, TestEvidence.withTrail(evidence, trail), now)
                    .verdict();
        } catch (RefusedException e) {
            return new Verdict.Suspect(List.of());
        }
    }

    /** Whether the hand-offs lead from the brand to the custodian, and reports may follow each other like this. */
    private boolean isPossible(Evidence evidence, List<TrailEvent> events) {
        Optional<String> holder =
                evidence.trail().earlier() > 0 ? Optional.empty() : Optional.of(unit.lot.orElseThrow().brand);
        List<Object> steps = new ArrayList<>();
        for (TrailEvent event : events) {
            if (event instanceof TrailEvent.Step step) {
                HandOff handOff = step.handOff();
                String from = handOff.offer().from().digits();
                if (!from.equals(holder.orElse(from)) || (!steps.isEmpty() && isOpen(steps.get(steps.size() - 1)))) {
                    return false;
                }
                steps.add(handOff);
                holder = Optional.of(
                        handOff.ending().isPresent() ? handOff.offer().to().digits() : from);
            }
        }
        boolean waits = !steps.isEmpty() && isOpen(steps.get(steps.size() - 1));
        boolean arrives = holder.orElse(unit.custodian()).equals(unit.custodian());
        return arrives
                && waits == evidence.custody().orElseThrow().inTransit()
                && !isTwice(events)
                && !isOutOfTime(events);
    }

    private static boolean isOpen(Object handOff) {
        return ((HandOff) handOff).ending().isEmpty();
    }

    /** A report of the unit itself that follows itself: a life has each once, and a theft is over before the next. */
    private boolean isTwice(List<TrailEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i) instanceof TrailEvent.Report report
                    && report.report().subject().equals(GoodsMoves.subject(unit))
                    && events.get(i - 1).equals(events.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Hand-offs in an order that no clocks, however wrong, explain. */
    private static boolean isOutOfTime(List<TrailEvent> events) {
        Instant last = Instant.MIN;
        for (TrailEvent event : events) {
            if (event instanceof TrailEvent.Step step) {
                if (step.handOff().offer().offeredAt().plusSeconds(20 * 60).isBefore(last)) {
                    return true;
                }
                last = step.handOff()
                        .ending()
                        .flatMap(Ending::signature)
                        .map(ClaimantSignature::at)
                        .orElse(last);
            }
        }
        return false;
    }

    /** The same hand-off, whose offer is said to be held against a form in which its sender had another key or was suspended. */
    private Optional<TrailEvent> reversion(TrailEvent event) {
        if (!(event instanceof TrailEvent.Step step)) {
            return Optional.empty();
        }
        ClaimantSignature signature = step.handOff().signature();
        Company company = model.company(signature.gln().digits());
        Company.Form was = company.forms.get(signature.version() - 1);
        for (int version = 1; version <= company.version(); version++) {
            Company.Form form = company.forms.get(version - 1);
            if (!form.key().equals(was.key()) || form.suspended()) {
                HandOff handOff = step.handOff();
                return Optional.of(new TrailEvent.Step(
                        new HandOff(handOff.offer(), signature.taken(version), handOff.at(), handOff.ending()),
                        step.containers(),
                        step.offered(),
                        step.accepted()));
            }
        }
        return Optional.empty();
    }
}
