package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.demo.Story;
import org.touchmark.scanner.demo.Story.Ending;
import org.touchmark.scanner.demo.Story.Plan;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells the whole story on this machine. */
@Command(
        name = "demo",
        header = "Tells the whole story on this machine: ledger, batch, labels, hand-offs, three scans.",
        description = {
            "",
            "Starts a ledger and a gateway, registers 1,000 watches, writes label pictures, walks the watches"
                    + " from their brand through a distributor to a shop, and scans a genuine label, one with a changed"
                    + " serial and one signed by a stranger's key. Leaves the genuine label's page open. Run again, it"
                    + " goes on from what is there. Its state is in .touchmark (TOUCHMARK_STATE)."
        },
        footer = {
            "",
            "Examples:",
            "  touchmark demo                 tell the story and leave the page open",
            "  touchmark demo --stop          stop ledger and gateway; what they hold is kept",
            "  touchmark demo --exit          tell it, check the three answers (exit code 0 or not), stop"
        })
final class DemoCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    private final Console console;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @ArgGroup
    private @Nullable Choice choice;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where the gateway listens. Default: where it does already, or 8080.")
    private @Nullable Integer port;

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description = "The ledger's nodes and ports, as for network/up. Default: three organisations.")
    private @Nullable Path topology;

    @Option(names = "--fabric", description = "Run on Hyperledger Fabric itself, as network/up --fabric does.")
    private boolean fabric;

    DemoCommand(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** What to do other than to tell the story and leave it open. */
    private static final class Choice {
        @Option(names = "--stop", description = "Stop what an earlier run left open.")
        private boolean stop;

        @Option(names = "--exit", description = "Stop at the end what this run started, and say by the exit code.")
        private boolean exit;
    }

    @Override
    public Integer call() throws IOException {
        if (port != null && (port < 1 || port > MAX_PORT)) {
            throw new ParameterException(spec.commandLine(), "--port %d: is 1 to %d".formatted(port, MAX_PORT));
        }
        if (choice != null && choice.stop) {
            Story.stop(console, ProjectPlaces.of(environment));
            return ExitCode.GENUINE.number();
        }
        Ending ending = choice != null && choice.exit ? Ending.CLOSED : Ending.OPEN;
        Plan plan = new Plan(ending, Optional.ofNullable(port), ledgerArguments());
        return Story.tell(console, ProjectPlaces.of(environment), plan).number();
    }

    private List<String> ledgerArguments() {
        List<String> arguments = new ArrayList<>();
        if (fabric) {
            arguments.add("--fabric");
        }
        if (topology != null) {
            arguments.addAll(List.of("--topology", topology.toAbsolutePath().toString()));
        }
        return arguments;
    }
}
