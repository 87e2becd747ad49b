package org.touchmark.domain.answer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.status.Condition;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/**
 * What is reported of the unit, of what it was in and of its batch: each report by its reporter's signature, in a role and at a
 * place of the trail in which the ledger takes it.
 */
final class ReportCheck implements Check {
    /** Other lots that a reason names. */
    private static final int MAX_NAMED = 3;

    private static final Map<Status, String> TEXTS = Map.of(
            Status.SOLD, "It was sold",
            Status.DECOMMISSIONED, "It was taken out of the market",
            Status.STOLEN, "It was stolen",
            Status.RECALLED, "It was recalled",
            Status.DESTROYED, "It was destroyed",
            Status.SAMPLE, "It was taken as a sample",
            Status.EXPORTED, "It was exported",
            Status.FOUND, "It was found again");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SignerCheck signers;

    ReportCheck(SignerCheck signers) {
        this.signers = signers;
    }

    @Override
    public List<Finding> findings(Inquiry inquiry) {
        List<Reported> reports = inquiry.evidence().trail().reports();
        Optional<BatchHead> batch = inquiry.sealedBatch();
        if (!reports.isEmpty() && batch.isEmpty()) {
            return List.of(Finding.broken(
                    ReasonCode.REPORT_INVALID, "The evidence shows reports of a unit that is not registered."));
        }
        List<Finding> findings = new ArrayList<>();
        if (!reports.isEmpty()) {
            List<Reported> open = Condition.of(reports).thefts();
            TrailWalk walk = TrailWalk.of(inquiry, batch.orElseThrow());
            Instant since = Instant.MIN;
            Map<Subject, Instant> last = new HashMap<>();
            for (TrailWalk.Place place : walk.places()) {
                if (place.event() instanceof TrailEvent.Report report) {
                    Subject subject = report.report().subject();
                    // Who reports of the unit reads all around it; who reports of a container reads nothing of what
                    // is in it, so its report may have been endorsed long before those inside.
                    Instant before = subject.equals(walk.unit()) ? since : last.getOrDefault(subject, Instant.MIN);
                    findings.add(new Judging(inquiry, batch.orElseThrow(), walk.unit(), place, before)
                            .finding(report.report(), open.contains(report.report())));
                    if (!(subject instanceof Subject.OfBatch)) {
                        since = report.report().mark().signature().at();
                        last.put(subject, since);
                    }
                }
            }
        }
        if (!inquiry.evidence().alsoIn().isEmpty()) {
            findings.add(new Finding(
                    Finding.Grade.BUT,
                    new Reason(
                            ReasonCode.REGISTERED_TWICE.wire(),
                            "Its brand registered the same serial in other batches too, "
                                    + lots(inquiry.evidence().alsoIn())
                                    + ": of all units that bear it, one can be the one.",
                            Basis.GATEWAY_SAYS)));
        }
        return findings;
    }

    /** One report, at its place in the trail. */
    private final class Judging {
        private final Inquiry inquiry;
        private final BatchHead batch;
        private final Subject.OfUnit unit;
        private final TrailWalk.Place place;
        private final Instant since;

        Judging(Inquiry inquiry, BatchHead batch, Subject.OfUnit unit, TrailWalk.Place place, Instant since) {
            this.inquiry = inquiry;
            this.batch = batch;
            this.unit = unit;
            this.place = place;
            this.since = since;
        }

        Finding finding(Reported report, boolean open) {
            Mark mark = report.mark();
            try {
                requireTaken(report);
            } catch (RefusedException e) {
                return Finding.broken(
                        ReasonCode.REPORT_INVALID,
                        "A report that it is " + mark.status().wire() + " does not hold: " + e.prose() + ".");
            }
            boolean over = mark.status() == Status.FOUND || (mark.status() == Status.STOLEN && !open);
            String what = TEXTS.get(mark.status())
                    + (over && mark.status() == Status.STOLEN ? " before it was found again" : "");
            return new Finding(
                    over ? Finding.Grade.HOLDS : Finding.Grade.BUT,
                    new Reason(
                            code(over ? Status.FOUND : mark.status()).wire(),
                            what + ", as " + inquiry.evidence().nameOf(mark.by()) + " (" + mark.by() + ") reported on "
                                    + MINUTE.format(mark.signature().at()) + " of " + named(report.subject()) + ".",
                            basis(report.subject())));
        }

        /** That the unit is in a container is not proved by what is proved of the container, nor who held it before all that. */
        private Basis basis(Subject subject) {
            boolean shown = place.holder().isPresent() || subject instanceof Subject.OfBatch;
            return shown && !(subject instanceof Subject.OfContainer) ? Basis.PROVED : Basis.GATEWAY_SAYS;
        }

        private void requireTaken(Reported report) {
            Mark mark = report.mark();
            requireSubject(report.subject());
            if (!mark.status().fits(report.subject().kind())) {
                throw SignerCheck.invalid(report.subject() + " can't be reported so");
            }
            SignerCheck.Signer signer = signers.require(
                    inquiry,
                    mark.signature(),
                    mark.signedBytes(inquiry.roots().channel(), report.subject()),
                    mark.by(),
                    mark.signature().at());
            requireOrder(report);
            boolean own = owners(report).map(glns -> glns.contains(mark.by())).orElse(true);
            if (!signer.may(mark.status().action(), own ? Action.Whose.OWN : Action.Whose.FOREIGN)
                    && !signer.may(mark.status().action(), Action.Whose.FOREIGN)) {
                throw SignerCheck.invalid("party " + mark.by() + " could not report that of it");
            }
        }

        private void requireSubject(Subject subject) {
            boolean same = subject instanceof Subject.OfContainer
                    || subject.equals(unit)
                    || subject.equals(new Subject.OfBatch(unit.gtin(), unit.lot()));
            if (!same) {
                throw SignerCheck.invalid("it is of something else");
            }
        }

        /** Whether it may stand here: by the state that the reports before it left, and by its time. */
        private void requireOrder(Reported report) {
            Mark mark = report.mark();
            if (mark.signature().at().plus(CustodyCheck.TOLERANCE).isBefore(since)) {
                throw SignerCheck.invalid("it is from before the one before it");
            }
            requireNumber(report);
            Condition condition = Condition.of(place.before());
            if (report.subject().equals(unit)) {
                condition.requireAllows(mark.status(), unit);
            }
            if (mark.status() == Status.FOUND && !clearsWhatWasStolen(report, condition)) {
                throw SignerCheck.invalid("it does not clear what was stolen and no more");
            }
        }

        /** Reports of one subject come in the order of its changes, each once; only thefts and findings come again. */
        private void requireNumber(Reported report) {
            List<Reported> same = place.told().stream()
                    .filter(before -> before.subject().equals(report.subject()))
                    .toList();
            if (same.stream()
                    .anyMatch(before -> before.mark().number() >= report.mark().number())) {
                throw SignerCheck.invalid("it is shown twice, or out of order");
            }
            Status status = report.mark().status();
            boolean again = same.stream().anyMatch(before -> before.mark().status() == status);
            if (again && status != Status.STOLEN && status != Status.FOUND) {
                throw SignerCheck.invalid("it is shown a second time");
            }
        }

        /**
         * Found is what stood reported stolen: of the unit all that did; of a container what did of it and of those around it,
         * even where the unit was found by itself before, but never what did of the unit.
         */
        private boolean clearsWhatWasStolen(Reported found, Condition condition) {
            List<Subject> clears = found.mark().clears();
            if (found.subject().equals(unit)) {
                return clears.equals(condition.stolen());
            }
            boolean own = !condition.stolen().contains(found.subject()) || clears.contains(found.subject());
            return own
                    && !clears.isEmpty()
                    && clears.stream()
                            .allMatch(subject -> subject instanceof Subject.OfContainer
                                    && lastTheft(subject).isPresent());
        }

        private Optional<Reported> lastTheft(Subject subject) {
            return place.before().stream()
                    .filter(report -> report.mark().status() == Status.STOLEN)
                    .filter(report -> report.subject().equals(subject))
                    .reduce((one, next) -> next);
        }

        /** Whose own the subject was then; empty where the trail does not tell. */
        private Optional<Set<Gln>> owners(Reported report) {
            // Only a unit is sold; what a container goes through is not what became of the unit.
            Life life =
                    report.subject().equals(unit) ? Condition.of(place.before()).life() : Life.ACTIVE;
            Status.Owner owner = report.mark().status().owner();
            return place.holder().isEmpty() && owner.dependsOnHolder(life)
                    ? Optional.empty()
                    : Optional.of(owner.of(life, place.holder(), maker(report.subject()), victims(report.mark())));
        }

        private Optional<Gln> maker(Subject subject) {
            boolean makes = !(subject instanceof Subject.OfContainer container)
                    || TrailWalk.packedAtBirth(inquiry, batch).contains(container.sscc());
            return Optional.of(batch.brand()).filter(brand -> makes);
        }

        /** Who reported what it clears. */
        private Set<Gln> victims(Mark found) {
            return found.clears().stream()
                    .flatMap(subject -> lastTheft(subject).stream())
                    .map(theft -> theft.mark().by())
                    .collect(Collectors.toSet());
        }
    }

    /** Each status has a reason of its name. */
    private static ReasonCode code(Status status) {
        return ReasonCode.valueOf(status.name());
    }

    private static String named(Subject subject) {
        return switch (subject.kind()) {
            case UNIT -> "this very unit";
            case CONTAINER -> subject + ", which it was in";
            case BATCH -> "its whole batch";
        };
    }

    private static String lots(List<Lot> lots) {
        String named = lots.stream().limit(MAX_NAMED).map(lot -> "lot " + lot).collect(Collectors.joining(", "));
        return lots.size() <= MAX_NAMED ? named : named + " and " + (lots.size() - MAX_NAMED) + " more";
    }
}
