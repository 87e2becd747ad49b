package org.touchmark.scanner.command;

import java.util.List;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.ReportApi;
import org.touchmark.scanner.party.ReportApi.Standing;
import org.touchmark.scanner.party.ReportSubject;
import picocli.CommandLine.Command;

/** Takes a report back. */
@Command(
        name = "undo",
        header = "Takes a report back, within ten days, by who made it.",
        description = {
            "",
            "Only while nothing has happened to the goods since: no other report, no hand-off, no packing. A recall, a theft"
                    + " and a destruction are not taken back; what was stolen and is found is reported found."
        },
        footer = {"", "Example:", "  touchmark undo sold --links sold.txt --token-file .touchmark/gateway/tokens/corner"
        })
final class UndoCommand extends ReportChange {

    UndoCommand(Console console) {
        super(console);
    }

    @Override
    String told(Status what, String beside) {
        return "the report \"%s\" is taken back; %s"
                .formatted(what.wire(), beside.isEmpty() ? "no other stands" : "it is " + beside + " still");
    }

    @Override
    void confirm(Console out, PartyOptions who, Status what, List<ReportSubject> about) {
        // A report that is taken back is made again if that was wrong.
    }

    @Override
    Standing change(ReportApi api, ReportSubject about, Status what, OperationId id) throws GatewayException {
        return api.undo(about, what, id);
    }
}
