package org.touchmark.domain.report;

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
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/** How goods are reported on, by whom {@link Action} and {@link Status} say, and how a report is taken back. */
public final class ReportRules {
    private ReportRules() {}

    /**
     * Reports a status of a unit, a container or a batch. A unit or container that is reported on alone, unless recalled, is
     * taken out of the container that it was in.
     *
     * @throws RefusedException what {@link Parties#require} throws, ARGUMENT_INVALID for a status that does not fit, BATCH_*,
     *     UNIT_UNKNOWN, PROOF_INVALID or CONTAINER_UNKNOWN, STATUS_FOREIGN, IN_TRANSIT, TIME_REVERSED, STATUS_FORBIDS,
     *     CLOCK_SKEW, SIGNATURE_INVALID
     */
    public static Standing report(Call call, Caller caller, Claims claims, Report report, RegisteredUnits registered) {
        Status status = report.status();
        Subject subject = report.subject();
        Actor actor = Parties.require(call.state(), caller, status.action());
        if (!status.fits(subject.kind())) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, subject + " can't be reported " + status.wire());
        }
        Reportable thing = Reportable.of(call, subject, registered);
        actor.requireOneOf(thing.owners(status), () -> subject + " is another's");
        call.requireNotBefore(thing.since(), "the last change of " + subject);
        if (status.owner() == Status.Owner.CUSTODIAN && thing.owners(status).contains(actor.gln())) {
            thing.whereabouts().ifPresent(whereabouts -> Holding.require(call, actor, subject.toString(), whereabouts));
        }
        thing.marks().requireAllows(status, thing.around(), subject);
        call.requireNow(report.signature().at(), "the report's time");
        Mark mark = new Mark(status, call.time(), report.signature());
        claims.require(report.signature(), mark.signedBytes(call.channel(), subject), actor.party(), "the report");
        Marks marks = thing.marks().with(mark);
        thing.writing().write(marks, status);
        return Standing.of(subject, marks);
    }

    /**
     * Takes a report back, by whoever made it and within ten days.
     *
     * @throws RefusedException what {@link Parties#require} throws, BATCH_*, UNIT_UNKNOWN, PROOF_INVALID or
     *     CONTAINER_UNKNOWN, NOTHING_TO_UNDO, NOT_REPORTER, UNDO_FORBIDDEN, UNDO_TOO_LATE, TIME_REVERSED
     */
    public static Standing undo(Call call, Caller caller, Subject subject, Status status, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.UNDO_REPORT);
        Reportable thing = Reportable.of(call, subject, registered);
        Mark mark = thing.marks().last(status, subject);
        actor.requireOwner(mark.by(), () -> "that report of " + subject + " is party " + mark.by() + "'s");
        call.requireNotBefore(thing.since(), "the last change of " + subject);
        Epoch.bind(call);
        Marks marks = thing.marks().without(mark, call.time());
        thing.writing().write(marks, status);
        return Standing.of(subject, marks);
    }
}
