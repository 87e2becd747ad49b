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

/** Takes goods out of a container. */
@Command(
        name = "unpack",
        header = "Takes units or containers out of an open container that you hold.",
        description = {
            "",
            "What is sealed is opened first: touchmark container unseal SSCC. A container that is inside another is taken"
                    + " out of that before it is opened."
        },
        footer = {
            "",
            "Example:",
            "  touchmark unpack 195060001000000224 --container 195060001000000217 \\",
            "      --token-file .touchmark/gateway/tokens/meridian"
        })
final class UnpackCommand extends GoodsMove {

    @Parameters(paramLabel = "FROM", description = "The container's SSCC.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
    private Sscc from;

    UnpackCommand(Console console) {
        super(console);
    }

    @Override
    Moved move(DockApi dock, Goods things, OperationId id) throws GatewayException {
        return dock.unpack(from, things, id);
    }

    @Override
    String where() {
        return "taken out of " + from;
    }
}
