package org.touchmark.scanner.command;

import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.DockApi;
import org.touchmark.scanner.party.DockApi.Moved;
import org.touchmark.scanner.party.Goods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts goods into a container. */
@Command(
        name = "pack",
        header = "Puts units or sealed containers into an open container that you hold.",
        description = {
            "",
            "What goes in is sealed first: touchmark container seal SSCC. A container that is inside another is taken"
                    + " out of that before it is packed."
        },
        footer = {"", "Example:", "  touchmark pack 195060001000000217 --links packed.txt --token-file FILE"})
final class PackCommand extends GoodsMove {

    @Parameters(paramLabel = "INTO", description = "The container's SSCC.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private Sscc into;

    PackCommand(Console console) {
        super(console);
    }

    @Override
    Moved move(DockApi dock, Goods things, OperationId id) throws GatewayException {
        return dock.pack(into, things, id);
    }

    @Override
    String where() {
        return "packed into " + into;
    }
}
