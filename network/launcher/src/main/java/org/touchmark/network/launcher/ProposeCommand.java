package org.touchmark.network.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.touchmark.network.admin.ChannelAccess;
import org.touchmark.network.admin.ProposalFile;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.channel.ChannelView;
import org.touchmark.network.channel.ProposalWords;
import org.touchmark.network.config.ChannelEdits;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.config.ConsenterEdits;
import org.touchmark.network.material.Introductions;
import org.touchmark.network.msp.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that proposes a change of the channel, signs it, and leaves it in a file for the others. */
abstract class ProposeCommand implements Callable<Integer> {
    @Mixin
    private ProposalOptions who = new ProposalOptions();

    @Mixin
    private CommandOutput output = new CommandOutput();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Where the proposal goes.")
    private Path file = Path.of("");

    /** The change that is wanted, for a configuration as it is now. */
    abstract UnaryOperator<ConfigGroup> edit(Config current) throws IOException;

    @Override
    public Integer call() throws Exception {
        try (ChannelAccess access = who.open()) {
            Config current = access.configuration().current();
            ConfigProposal proposal =
                    access.configuration().propose(edit(current)).signedBy(access.admin());
            ProposalFile.write(file, proposal, access.admin());
            ProposalWords.of(proposal).forEach(output::line);
        }
        output.line("Others sign it: network/channel sign " + file);
        return 0;
    }

    @Command(name = "add-organisation", description = "Proposes to take an organisation with peers into the channel.")
    static final class AddOrganisation extends ProposeCommand {
        @Parameters(paramLabel = "FILE", description = "Its organisation-SLUG.json.")
        private Path introduction = Path.of("");

        @Override
        UnaryOperator<ConfigGroup> edit(Config current) throws IOException {
            return ChannelEdits.addMember(Introductions.organisation(introduction));
        }
    }

    @Command(name = "remove-organisation", description = "Proposes that an organisation with peers leaves the channel.")
    static final class RemoveOrganisation extends ProposeCommand {
        @Parameters(paramLabel = "MSP", description = "Such as BorealisMSP.")
        private String msp = "";

        @Override
        UnaryOperator<ConfigGroup> edit(Config current) {
            return ChannelEdits.removeMember(msp);
        }
    }

    @Command(
            name = "put-consenter",
            description = "Proposes a further orderer, or new certificates of one that the channel knows.")
    static final class PutConsenter extends ProposeCommand {
        @Parameters(paramLabel = "FILE", description = "Its consenter-NAME.json.")
        private Path introduction = Path.of("");

        @Override
        UnaryOperator<ConfigGroup> edit(Config current) throws IOException {
            Introductions.Consenter consenter = Introductions.consenter(introduction);
            ChannelView view = new ChannelView(current);
            UnaryOperator<ConfigGroup> put = view.isBft()
                    ? ConsenterEdits.put(
                            view.bft(consenter.endpoint(), consenter.msp(), consenter.identity(), consenter.tls()))
                    : ConsenterEdits.put(
                            new Consensus.RaftConsenter(consenter.endpoint(), consenter.tls(), consenter.tls()));
            UnaryOperator<ConfigGroup> address = ChannelEdits.addOrdererEndpoint(consenter.msp(), consenter.endpoint());
            return channel -> address.apply(put.apply(channel));
        }
    }

    @Command(name = "remove-consenter", description = "Proposes to take an orderer out of the channel.")
    static final class RemoveConsenter extends ProposeCommand {
        @Parameters(index = "0", paramLabel = "MSP", description = "Its organisation.")
        private String msp = "";

        @Parameters(index = "1", paramLabel = "HOST:PORT", description = "Where others reach it.")
        private String address = "";

        @Override
        UnaryOperator<ConfigGroup> edit(Config current) {
            Endpoint endpoint = Endpoint.parse(address);
            UnaryOperator<ConfigGroup> remove = ConsenterEdits.remove(endpoint);
            UnaryOperator<ConfigGroup> address = ChannelEdits.removeOrdererEndpoint(msp, endpoint);
            return channel -> address.apply(remove.apply(channel));
        }
    }

    @Command(
            name = "set-revocations",
            description = "Proposes that the channel refuses whom an organisation's authority has taken back.")
    static final class SetRevocations extends ProposeCommand {
        @Parameters(index = "0", paramLabel = "MSP", description = "The organisation.")
        private String msp = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The authority's list (PEM or DER).")
        private Path list = Path.of("");

        @Override
        UnaryOperator<ConfigGroup> edit(Config current) throws IOException {
            return ChannelEdits.revocations(msp, Pem.crl(Files.readAllBytes(list)));
        }
    }
}
