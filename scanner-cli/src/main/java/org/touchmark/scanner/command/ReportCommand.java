package org.touchmark.scanner.command;

import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.ReportApi;
import org.touchmark.scanner.party.ReportApi.Standing;
import org.touchmark.scanner.party.ReportSubject;
import picocli.CommandLine.Command;

/** Reports what became of goods. */
@Command(
        name = "report",
        header = "Reports what became of goods, and signs the report.",
        description = {
            "",
            "Whoever scans such a label from then on is told, with the reporter's signature. Sold, destroyed and so on are"
                    + " said by who has the goods, until they are sold; stolen and decommissioned by their brand too;"
                    + " recalled by their brand or an inspector; found by who reported them stolen, or an inspector."
                    + " Several units are reported one after the other; sent again with the same --operation, it goes on."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark report sold --link 'https://id.example.com/01/...' --token-file corner.token",
            "  touchmark report recalled --gtin 09506000134352 --lot A7 --token-file aurelia.token",
            "  touchmark report stolen --sscc 395060001343520001 --token-file meridian.token"
        })
final class ReportCommand extends ReportChange {

    ReportCommand(Console console) {
        super(console, "reported");
    }

    @Override
    Standing change(ReportApi api, ReportSubject about, Status what, OperationId id) throws GatewayException {
        return api.report(about, what, id);
    }
}
