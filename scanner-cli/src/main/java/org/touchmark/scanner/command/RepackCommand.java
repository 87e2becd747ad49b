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

/** Moves goods from one container into another. */
@Command(
        name = "repack",
        header = "Moves units or sealed containers from one open container into another.",
        description = {
            "",
            "Moving some of what is in one into a new one splits it. Neither may be inside another container."
        },
        footer = {
            "",
            "Example:",
            "  touchmark repack 195060001000000217 195060001000000224 --links moved.txt \\",
            "      --token-file .touchmark/gateway/tokens/meridian"
        })
final class RepackCommand extends GoodsMove {

    @Parameters(index = "0", paramLabel = "FROM", description = "The SSCC of the container that they are in.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private Sscc from;

    @Parameters(index = "1", paramLabel = "INTO", description = "The SSCC of the container that they go into.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private Sscc into;

    RepackCommand(Console console) {
        super(console);
    }

    @Override
    Moved move(DockApi dock, Goods things, OperationId id) throws GatewayException {
        return dock.repack(from, into, things, id);
    }

    @Override
    String where() {
        return "moved from " + from + " into " + into;
    }
}
