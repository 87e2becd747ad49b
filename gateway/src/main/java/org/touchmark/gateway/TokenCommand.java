package org.touchmark.gateway;

import java.io.IOException;
import org.touchmark.gateway.admission.TokenFiles;
import org.touchmark.gateway.config.StateFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Replaces a party's token or takes it away; a gateway that runs needs no restart. */
@Command(
        name = "token",
        description = "Replace or take away a party's API token. A gateway that runs follows within a second.",
        mixinStandardHelpOptions = true)
final class TokenCommand {
    @ParentCommand
    private GatewayCommand parent = new GatewayCommand();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "renew",
            description = "Make a new token; the old one is good no more.",
            mixinStandardHelpOptions = true)
    int renew(@Parameters(paramLabel = "PARTY", description = "The party's short name.") String slug)
            throws IOException {
        say("the new token of " + slug + " is in " + files().renew(slug) + "; the old one is nobody's");
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Take the token away: nobody acts for the party here until it is renewed.",
            mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "PARTY", description = "The party's short name.") String slug)
            throws IOException {
        files().revoke(slug);
        say("the token of " + slug + " is nobody's; gateway/token renew " + slug + " makes a new one");
        return 0;
    }

    private TokenFiles files() {
        return new TokenFiles(new StateFolder(parent.state()));
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
