package org.touchmark.gateway.status;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.Standing;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.gateway.ledger.StatusLedger;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.PresenceProofs;

/** Reports by hosted parties, each signed here with the party's key. */
public final class Reports {
    private final SubjectNames names;
    private final PresenceProofs proofs;
    private final String channel;
    private final Clock clock;

    /**
     * Reports on a channel.
     *
     * @param folders where the brands' lists of serials are kept
     * @param proofs that units are registered, which reports bring along
     * @param channel the channel's name, which reporters sign
     * @param clock tells the times that are signed
     */
    public Reports(BatchFolders folders, PresenceProofs proofs, String channel, Clock clock) {
        this.names = new SubjectNames(folders);
        this.proofs = proofs;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Reports a status.
     *
     * @param reporter who reports
     * @param name what is reported on
     * @param status what is reported
     * @param idempotencyKey the caller's name for the request: asked again, it answers how the subject stands
     * @return how the subject stands
     * @throws RefusedException what the ledger's rules refuse
     */
    public Standing report(Member reporter, SubjectName name, Status status, Optional<String> idempotencyKey) {
        SubjectNames.Found found = names.find(reporter, name);
        return found.naming(() -> report(reporter, found.subject(), status, idempotencyKey));
    }

    private Standing report(Member reporter, Subject subject, Status status, Optional<String> idempotencyKey) {
        // Milliseconds, since the signed bytes hold no more.
        Instant now = Instant.ofEpochMilli(clock.millis());
        byte[] signed = Mark.signedBytes(channel, subject, status, reporter.gln(), now);
        StatusLedger ledger = new StatusLedger(reporter.ledger());
        OperationId operation = reporter.operation("status:Report", idempotencyKey);
        try {
            Report report = new Report(subject, status, reporter.sign(signed, now));
            return ledger.report(operation, report, proof(subject));
        } catch (RefusedException e) {
            // The same request, signed at another time, is the same operation with another content.
            if (idempotencyKey.isPresent() && e.code() == ErrorCode.OPERATION_REUSED) {
                List<Reported> standing = ledger.read(subject);
                if (standing.stream()
                        .filter(report -> report.subject().equals(subject))
                        .anyMatch(report -> isBy(reporter, status, report.mark()))) {
                    return Standing.of(subject, standing);
                }
            }
            throw e;
        }
    }

    /**
     * Takes a report back.
     *
     * @param reporter who reported
     * @param name what was reported on
     * @param status what was reported
     * @param idempotencyKey the caller's name for the request: asked again, it answers the same
     * @return how the subject stands from then on
     * @throws RefusedException what the ledger's rules refuse
     */
    public Standing undo(Member reporter, SubjectName name, Status status, Optional<String> idempotencyKey) {
        OperationId operation = reporter.operation("status:Undo", idempotencyKey);
        SubjectNames.Found found = names.find(reporter, name);
        return found.naming(() -> new StatusLedger(reporter.ledger()).undo(operation, found.subject(), status));
    }

    /**
     * What is reported of a subject and stands, in the ledger's order: of a unit also what is and was reported of the containers
     * around it while it was in them, and first what is reported of its batch.
     *
     * @param member who asks
     * @param name the subject
     * @return the reports; none for a subject that nothing is known of
     */
    public List<Reported> read(Member member, SubjectName name) {
        SubjectNames.Found found = names.find(member, name);
        return found.naming(() -> new StatusLedger(member.ledger()).read(found.subject()));
    }

    /** Of a unit, which may be in a container; an undo needs none, since the report has left a record. */
    private Map<String, byte[]> proof(Subject subject) {
        return subject instanceof Subject.OfUnit unit
                ? proofs.anywhere(new Consignment(unit.gtin(), unit.lot(), List.of(unit.digest())))
                : Map.of();
    }

    private static boolean isBy(Member reporter, Status status, Mark mark) {
        return mark.status() == status && mark.by().equals(reporter.gln());
    }
}
