package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;
import static org.touchmark.domain.function.LedgerFunction.write;

import java.util.List;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.function.LedgerFunction.Data;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.ReportRules;
import org.touchmark.domain.report.Reports;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/** Contract {@code status}: what is reported of goods. */
final class StatusFunctions {
    private StatusFunctions() {}

    static List<LedgerFunction> all(Claims claims) {
        return List.of(
                write(
                        "status:Report",
                        List.of("report"),
                        Data.EVIDENCE,
                        (call, caller, in) -> ReportRules.report(
                                        call,
                                        caller,
                                        claims,
                                        Report.fromJson(in.json(0)),
                                        RegisteredUnits.in(call.state(), in.transientData()))
                                .toJson()),
                write("status:Undo", List.of("undo"), Data.EVIDENCE, (call, caller, in) -> {
                    JsonObject undo = in.json(0).requireOnly("subject", "status");
                    return ReportRules.undo(
                                    call,
                                    caller,
                                    Subject.fromJson(undo.object("subject")),
                                    Status.parse(undo.text("status")),
                                    RegisteredUnits.in(call.state(), in.transientData()))
                            .toJson();
                }),
                question(
                        "status:Read",
                        List.of("subject"),
                        (call, in) -> JsonArray.of(Reports.of(call, Subject.fromJson(in.json(0))), Reported::toJson)));
    }
}
