package org.touchmark.gateway.ledger;

import java.util.List;
import java.util.Map;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.Standing;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/**
 * The contract's functions on what is reported of goods, for one party.
 *
 * @param client the party's way to the ledger
 */
public record StatusLedger(LedgerClient client) {

    /**
     * Reports.
     *
     * @param operation the operation's id
     * @param report what is reported, signed
     * @param proofs a transient entry {@code presence/DIGEST} for a unit that has it
     * @return how the subject stands from then on
     * @throws OutcomeUnknownException if it is not known in time whether it is on the ledger
     */
    public Standing report(OperationId operation, Report report, Map<String, byte[]> proofs) {
        Invocation content =
                new Invocation("status:Report", List.of(report.toJson().toString()), proofs);
        return Standing.fromJson(new Functions(client).writeNow(content, operation.value()));
    }

    /**
     * Takes a report back; asked again, it answers the same.
     *
     * @param operation the operation's id
     * @param subject what was reported on
     * @param status what was reported
     * @return how the subject stands from then on
     * @throws OutcomeUnknownException if it is not known in time whether it is on the ledger
     */
    public Standing undo(OperationId operation, Subject subject, Status status) {
        String undo = JsonObject.builder()
                .put("subject", subject.toJson())
                .put("status", status.wire())
                .build()
                .toString();
        return Standing.fromJson(new Functions(client).writeNow(Invocation.of("status:Undo", undo), operation.value()));
    }

    /**
     * What is reported of a subject and stands, in the ledger's order: of a unit or a container also what is and was reported of
     * the containers around it while it was in them, of a unit also what is reported of its batch.
     *
     * @param subject a unit, a container or a batch
     * @return the reports
     */
    public List<Reported> read(Subject subject) {
        return new Functions(client)
                .list("status:Read", Reported::fromJson, subject.toJson().toString());
    }
}
