package org.touchmark.scanner.command;

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
        footer = {
            "",
            "Example:",
            "  touchmark undo sold --link 'https://id.example.com/01/...' --token-file corner.token"
        })
final class UndoCommand extends ReportChange {

    UndoCommand(Console console) {
        super(console, "no longer reported");
    }

    @Override
    Standing change(ReportApi api, ReportSubject about, Status what, OperationId id) throws GatewayException {
        return api.undo(about, what, id);
    }
}
