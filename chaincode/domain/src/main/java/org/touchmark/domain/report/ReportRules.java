package org.touchmark.domain.report;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.custody.Course;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Event;
import org.touchmark.domain.custody.Holding;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Actor;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How goods are reported on, by whom {@link Action} and {@link Status} say, and how a report is taken back. Neither moves
 * anything: what is reported on stays where it is.
 */
public final class ReportRules {
    /** How often a party may take back what it said of a thing that another holds, before it says nothing more that it might. */
    static final int MAX_WITHDRAWN = 2;

    private ReportRules() {}

    /**
     * Reports a status of a unit, a container or a batch.
     *
     * @throws RefusedException what {@link Parties#require} throws, ARGUMENT_INVALID for a status that does not fit, BATCH_*,
     *     UNIT_UNKNOWN, PROOF_INVALID or CONTAINER_UNKNOWN, STATUS_FOREIGN, IN_TRANSIT, STATUS_FORBIDS, REPORT_REPEATED,
     *     CLOCK_SKEW, TIME_REVERSED, SIGNATURE_INVALID, CERTIFICATE_UNTRUSTED
     */
    public static Standing report(Call call, Caller caller, Claims claims, Report report, RegisteredUnits registered) {
        Status status = report.status();
        Subject subject = report.subject();
        Actor actor = Parties.require(call.state(), caller, status.action());
        if (!status.fits(subject.kind())) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, subject + " can't be reported " + status.wire());
        }
        Reportable thing = Reportable.of(call, subject, registered);
        actor.requireOneOf(thing.owners(status), () -> subject + thing.whose(status));
        requireInHand(call, actor, thing, status);
        thing.condition().requireAllows(status, subject);
        if (status.undo() != Status.Undo.NEVER) {
            requireNotRepeated(actor, thing, subject);
        }
        Epoch.bind(call);
        call.requireNow(report.signature().at(), "the report's time");
        requireNew(report, thing);
        ClaimantSignature signature = claims.require(
                report.signature(),
                Mark.signedBytes(
                        call.channel(),
                        subject,
                        status,
                        actor.gln(),
                        report.signature().at()),
                actor,
                "the report");
        List<Subject> clears = status == Status.FOUND ? thing.condition().stolen() : Collections.emptyList();
        return write(call, subject, thing, new Mark(status, call.time(), signature, thing.next(), clears));
    }

    /** Who reports of what it has in hand has it there, and not on its way; thefts and such are told of goods in transit too. */
    private static void requireInHand(Call call, Actor actor, Reportable thing, Status status) {
        thing.holding()
                .filter(held -> thing.owners(status).contains(held.custodian()))
                .filter(held -> held.custodian().equals(actor.gln()))
                .filter(held -> status.owner() == Status.Owner.CUSTODIAN
                        || !held.whereabouts().inTransit())
                .ifPresent(held -> held.requireBy(call, actor));
    }

    private static void requireNotRepeated(Actor actor, Reportable thing, Subject subject) {
        long withdrawn = thing.holding()
                .filter(held -> !held.custodian().equals(actor.gln()))
                .map(held -> held.thing().course().withdrawn().stream()
                        .filter(actor.gln()::equals)
                        .count())
                .orElse(0L);
        if (withdrawn >= MAX_WITHDRAWN) {
            throw new RefusedException(
                    ErrorCode.REPORT_REPEATED,
                    "party " + actor.gln() + " has taken back " + withdrawn + " reports of " + subject
                            + ", which another party holds; it can't report again what could be taken back again");
        }
    }

    /** What was signed once is said once. */
    private static void requireNew(Report report, Reportable thing) {
        boolean taken = thing.reports().stream()
                .map(before -> before.mark().signature().signature())
                .anyMatch(report.signature().signature()::equals);
        if (taken) {
            throw new RefusedException(
                    ErrorCode.REPORT_REPEATED,
                    "that very report of " + report.subject() + " was taken already; who says it again signs it anew");
        }
    }

    private static Standing write(Call call, Subject subject, Reportable thing, Mark mark) {
        List<Reported> after = Stream.concat(thing.ofBatch().stream(), Stream.of(new Reported(subject, mark)))
                .toList();
        if (subject instanceof Subject.OfBatch batch) {
            Custody.write(
                    call.state(), batch, after.stream().map(Reported::mark).toList());
            return Standing.of(subject, after);
        }
        Holding held = thing.holding().orElseThrow();
        Custody.write(call.state(), held.thing().on(held.settled().told(subject, mark, call.time())));
        return Standing.of(
                subject,
                Stream.of(thing.ofBatch(), held.reports(), List.of(new Reported(subject, mark)))
                        .flatMap(List::stream)
                        .toList());
    }

    /**
     * Takes a report back, by whoever made it, within ten days, and only where nothing happened to the thing since: then all is
     * as it was before.
     *
     * @throws RefusedException what {@link Parties#require} throws, BATCH_*, UNIT_UNKNOWN, PROOF_INVALID or
     *     CONTAINER_UNKNOWN, NOTHING_TO_UNDO, NOT_REPORTER, UNDO_FORBIDDEN, UNDO_TOO_LATE, TIME_REVERSED
     */
    public static Standing undo(Call call, Caller caller, Subject subject, Status status, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.UNDO_REPORT);
        Reportable thing = Reportable.of(call, subject, registered);
        Mark mark = last(thing, subject, status);
        actor.requireOwner(mark.by(), () -> "that report of " + subject + " is party " + mark.by() + "'s");
        Epoch.bind(call);
        mark.requireUndoable(call.time());
        Holding held = thing.holding()
                .orElseThrow(() -> new IllegalStateException("what is reported of a batch can't be taken back"));
        Custody.write(call.state(), held.thing().on(without(held, actor, call.time())));
        List<Reported> before = held.reports();
        return Standing.of(
                subject,
                Stream.concat(thing.ofBatch().stream(), before.subList(0, before.size() - 1).stream())
                        .toList());
    }

    private static Course without(Holding held, Actor actor, Instant now) {
        Course without = held.settled().withoutLast(now);
        return held.custodian().equals(actor.gln()) ? without : without.withdrawnBy(actor.gln());
    }

    private static Mark last(Reportable thing, Subject subject, Status status) {
        List<Reported> candidates = thing.holding()
                .map(held -> lastTold(held).map(Event.Told::report).stream().toList())
                .orElseGet(thing::ofBatch);
        return candidates.stream()
                .filter(report -> report.subject().equals(subject))
                .map(Reported::mark)
                .filter(mark -> mark.status() == status)
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOTHING_TO_UNDO,
                        subject + " has no report \"" + status.wire()
                                + "\" that could be taken back: nobody made it, or something happened to it since"));
    }

    /** The report that came last, if nothing happened to the thing since. */
    private static Optional<Event.Told> lastTold(Holding held) {
        Course course = held.thing().course();
        return held.past().stream()
                .skip(Math.max(0, held.past().size() - 1))
                .filter(event -> event.sequence() > course.moved())
                .filter(Event.Told.class::isInstance)
                .map(Event.Told.class::cast)
                .findFirst();
    }
}
