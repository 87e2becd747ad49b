package org.touchmark.network.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.touchmark.network.admin.ChannelAccess;
import org.touchmark.network.admin.ProposalFile;
import org.touchmark.network.channel.ChannelView;
import org.touchmark.network.channel.ProposalWords;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.msp.SigningIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "channel",
        description = "Shows and changes the channel's configuration. A change goes round as a file: one organisation"
                + " proposes, others sign, one submits.",
        subcommands = {
            ChannelCommand.Show.class,
            ProposeCommand.AddOrganisation.class,
            ProposeCommand.RemoveOrganisation.class,
            ProposeCommand.PutConsenter.class,
            ProposeCommand.RemoveConsenter.class,
            ProposeCommand.SetRevocations.class,
            ChannelCommand.Sign.class,
            ChannelCommand.Submit.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ChannelCommand {
    private ChannelCommand() {}

    @Command(
            name = "show",
            description = "Shows members, consenters with how long their certificates last, and policies.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private ProposalOptions who = new ProposalOptions();

        @Mixin
        private CommandOutput output = new CommandOutput();

        @Override
        public Integer call() throws Exception {
            try (ChannelAccess access = who.open()) {
                new ChannelView(access.configuration().current()).lines().forEach(output::line);
            }
            return 0;
        }
    }

    @Command(
            name = "sign",
            description = "Shows a proposed change in words; with --agree it signs it too. Needs no network.")
    static final class Sign implements Callable<Integer> {
        @Mixin
        private ProposalOptions who = new ProposalOptions();

        @Mixin
        private CommandOutput output = new CommandOutput();

        @Parameters(paramLabel = "FILE", description = "The proposal; the signature is added to it.")
        private Path file = Path.of("");

        @Option(names = "--agree", description = "Signs.")
        private boolean agree;

        @Override
        public Integer call() throws Exception {
            ConfigProposal proposal = ProposalFile.read(file);
            ProposalWords.of(proposal).forEach(output::line);
            if (!agree) {
                output.line("Nothing is signed. To sign it: network/channel sign --agree " + file);
                return 0;
            }
            SigningIdentity admin = who.admin();
            ProposalFile.write(file, proposal.signedBy(admin), admin);
            output.line("signed by " + admin.mspId() + ", now");
            return 0;
        }
    }

    @Command(name = "submit", description = "Hands a signed change to the orderers, and waits until it counts.")
    static final class Submit implements Callable<Integer> {
        @Mixin
        private ProposalOptions who = new ProposalOptions();

        @Mixin
        private CommandOutput output = new CommandOutput();

        @Parameters(paramLabel = "FILE", description = "The proposal.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws Exception {
            if (!Files.exists(file)) {
                throw new IOException(file + ": there is no such file");
            }
            try (ChannelAccess access = who.open()) {
                access.configuration().submit(ProposalFile.read(file), access.admin());
                new ChannelView(access.configuration().current()).lines().forEach(output::line);
            }
            return 0;
        }
    }
}
