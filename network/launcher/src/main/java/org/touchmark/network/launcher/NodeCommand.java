package org.touchmark.network.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.fabric.FabricFolder;
import org.touchmark.network.material.Consortium;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.material.NodeCertificates;
import org.touchmark.network.msp.SigningIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "node",
        description = "Enrols a node, renews its certificates, stops and starts it.",
        subcommands = {
            NodeCommand.Enrol.class,
            NodeCommand.Renew.class,
            NodeCommand.Stop.class,
            NodeCommand.Start.class,
            NodeCommand.Restart.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class NodeCommand {
    private NodeCommand() {}

    @Command(
            name = "enrol",
            description = "Enrols a node at the authority of its organisation, which is on another machine and has"
                    + " registered it.")
    static final class Enrol implements Callable<Integer> {
        @Mixin
        private StateOption state = new StateOption();

        @Mixin
        private CommandOutput output = new CommandOutput();

        @Parameters(paramLabel = "NODE", description = "Its name, as it was registered.")
        private String node = "";

        @Option(names = "--consortium", required = true, paramLabel = "FILE", description = "A consortium.json.")
        private Path consortium = Path.of("");

        @Option(names = "--msp", required = true, description = "Its organisation.")
        private String msp = "";

        @Option(names = "--host", required = true, description = "What others call this machine.")
        private String host = "";

        @Option(
                names = "--secret-file",
                required = true,
                paramLabel = "FILE",
                description = "A file with the secret that it was registered with.")
        private Path secret = Path.of("");

        @Override
        public Integer call() throws Exception {
            new NodeCertificates(state.folder().network())
                    .enrol(
                            Consortium.read(consortium).organisation(msp),
                            node,
                            host,
                            Secret.chosen(Files.readString(secret).strip()));
            output.line(node + " has its certificates.");
            return 0;
        }
    }

    @Command(
            name = "renew",
            description = "Gives a node new keys and certificates; it takes them when it is started again. An orderer"
                    + " needs a change of the channel first: network/channel put-consenter.")
    static final class Renew implements Callable<Integer> {
        @Mixin
        private StateOption state = new StateOption();

        @Mixin
        private CommandOutput output = new CommandOutput();

        @Parameters(paramLabel = "NODE")
        private String node = "";

        @Override
        public Integer call() throws Exception {
            Path network = state.folder().network();
            SigningIdentity renewed = new NodeCertificates(network).renew(node);
            FabricFolder.writeIdentity(
                    new FabricFolder(network.resolve("fabric")).msp(node),
                    renewed,
                    new MaterialFolder(network)
                            .consortium()
                            .organisation(renewed.mspId())
                            .root());
            output.line("%s has new certificates, until %s."
                    .formatted(node, renewed.certificate().getNotAfter().toInstant()));
            return 0;
        }
    }

    /** What a running network does to one of its nodes. */
    private abstract static class Order implements Callable<Integer> {
        private final NodeOrder order;

        @Mixin
        private StateOption state = new StateOption();

        @Mixin
        private CommandOutput output = new CommandOutput();

        @Parameters(paramLabel = "NODE", description = "Its name, as network/status has it.")
        private String node = "";

        Order(NodeOrder order) {
            this.order = order;
        }

        @Override
        public final Integer call() throws Exception {
            StateFolder.@Nullable Running running = state.folder().running().orElse(null);
            if (running == null) {
                output.error("No network runs in " + state.folder().root() + ". Start one with network/up.");
                return StatusCommand.NOT_RUNNING;
            }
            output.line(OperationsClient.order(running, order, node));
            return 0;
        }
    }

    @Command(
            name = "stop",
            description = "Stops one node of a running network; it stays down until network/node start, or until the"
                    + " network's next start.")
    static final class Stop extends Order {
        Stop() {
            super(NodeOrder.STOP);
        }
    }

    @Command(name = "start", description = "Starts one node of a running network that is down.")
    static final class Start extends Order {
        Start() {
            super(NodeOrder.START);
        }
    }

    @Command(name = "restart", description = "Stops one node of a running network and starts it again.")
    static final class Restart extends Order {
        Restart() {
            super(NodeOrder.RESTART);
        }
    }
}
