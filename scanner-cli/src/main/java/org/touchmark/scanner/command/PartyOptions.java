package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Path;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.Timeouts;
import org.touchmark.scanner.client.Token;
import org.touchmark.scanner.party.DockApi;
import org.touchmark.scanner.party.PartyApi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who asks, and which gateway. */
final class PartyOptions {

    @Mixin
    private final GatewayOption gateway = new GatewayOption();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "Holds the party's API token. A token is never written on the command line, where every"
                    + " program of the machine could read it.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options.
    private Path tokenFile;

    PartyApi api() throws IOException {
        return new PartyApi(client());
    }

    DockApi dock() throws IOException {
        return new DockApi(client());
    }

    GatewayClient client() throws IOException {
        return GatewayClient.ofParty(gateway.address(), Timeouts.STANDARD, Token.read(tokenFile));
    }
}
