package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.List;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Status;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.ReportApi;
import org.touchmark.scanner.party.ReportApi.Standing;
import org.touchmark.scanner.party.ReportSubject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
            "  touchmark report sold --links sold.txt --token-file .touchmark/gateway/tokens/corner",
            "  touchmark report recalled --gtin 09506000101019 --lot A7 \\",
            "      --token-file .touchmark/gateway/tokens/aurelia",
            "  touchmark report stolen --sscc 195060001000000217 --token-file FILE"
        })
final class ReportCommand extends ReportChange {

    @Mixin
    private final ConfirmOption confirm = new ConfirmOption();

    ReportCommand(Console console) {
        super(console);
    }

    @Override
    String told(Status what, String beside) {
        return "reported " + what.wire() + (beside.isEmpty() ? "" : "; it is " + beside + " as well");
    }

    @Override
    void confirm(Console out, PartyOptions who, Status what, List<ReportSubject> about) throws IOException {
        boolean forGood = what == Status.RECALLED || what == Status.DESTROYED;
        if (forGood && !confirm.isGiven()) {
            confirm.require(out, Consequence.of(what, about, who));
        }
    }

    @Override
    Standing change(ReportApi api, ReportSubject about, Status what, OperationId id) throws GatewayException {
        return api.report(about, what, id);
    }
}
