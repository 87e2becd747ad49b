package org.touchmark.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.touchmark.gateway.bench.Flood;
import org.touchmark.gateway.bench.Floods;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.GatewayConfig.HostedParty;
import org.touchmark.gateway.config.StateFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows what others wait while one caller floods. */
@Command(
        name = "flood",
        description =
                "Flood a gateway that runs on this machine, as one caller would, and print what honest callers wait"
                        + " meanwhile. It reaches no other machine.",
        mixinStandardHelpOptions = true)
final class FloodCommand implements Callable<Integer> {
    @ParentCommand
    private GatewayCommand parent = new GatewayCommand();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "8080", description = "The gateway's port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--only",
            split = ",",
            description = "What to try: ${COMPLETION-CANDIDATES} (default: all of them).")
    private List<Flood.Kind> kinds = List.of(Flood.Kind.values());

    @Option(
            names = "--connections",
            defaultValue = "300",
            description = "How many the flooder opens (default: ${DEFAULT-VALUE}; 1,000 at most).")
    private int connections;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long each flood is looked at (default: ${DEFAULT-VALUE}; 300 at most).")
    private int seconds;

    @Option(
            names = "--flooder",
            defaultValue = "aurelia",
            description = "Whose token floods (default: ${DEFAULT-VALUE}).")
    private String flooder = "aurelia";

    @Option(
            names = "--honest",
            defaultValue = "meridian",
            description = "Whose token does not (default: ${DEFAULT-VALUE}).")
    private String honest = "meridian";

    @Option(
            names = "--label",
            defaultValue = "/01/09506000100012/21/NOBODY",
            description = "The path of a label to scan (default: ${DEFAULT-VALUE}).")
    private String label = "";

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (connections < 1 || connections > 1_000 || seconds < 1 || seconds > 300) {
            throw new ConfigException("--connections is 1 to 1000 and --seconds 1 to 300");
        }
        StateFolder state = new StateFolder(parent.state());
        HostedParty first = GatewayConfig.read(state.gatewayFile()).parties().get(0);
        Floods.Target target = new Floods.Target(
                port, label, "/api/v1/parties/" + first.gln(), token(state, honest), token(state, flooder));
        PrintWriter out = spec.commandLine().getOut();
        new Floods(target, connections, Duration.ofSeconds(seconds), line -> {
                    out.println(line);
                    out.flush();
                })
                .run(kinds);
        return 0;
    }

    private static String token(StateFolder state, String slug) throws IOException {
        return Files.readString(state.token(slug), StandardCharsets.US_ASCII).strip();
    }
}
