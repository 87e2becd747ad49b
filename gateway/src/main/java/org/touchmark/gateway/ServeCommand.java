package org.touchmark.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.LabelReach;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.GatewayConfig.HostedParty;
import org.touchmark.gateway.config.RootsFile;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.http.GatewayServer;
import org.touchmark.gateway.http.traffic.TrafficLimits;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.registration.Registrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Serves HTTP until it is told to end. */
@Command(
        name = "serve",
        description = "Serve the parties of gateway.json over HTTP until a signal ends it (with"
                + " TOUCHMARK_EXIT_WITH_STDIN=true: until its standard input ends).",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final int CLOSING_SECONDS = 10;
    private static final String EXIT_WITH_STDIN = "TOUCHMARK_EXIT_WITH_STDIN";

    @ParentCommand
    private GatewayCommand parent = new GatewayCommand();

    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port (default: ${DEFAULT-VALUE}; 0: a free one).")
    private int port;

    @Option(
            names = "--bind",
            defaultValue = "localhost",
            description = "The address to listen on (default: ${DEFAULT-VALUE}). Tokens travel unencrypted: put a TLS"
                    + " proxy in front before you choose another.")
    private String bind = "localhost";

    @Option(
            names = "--label-host",
            description = "Where labels' links lead, such as id.example.com (https) or http://localhost:8080 (default:"
                    + " http://localhost and the port).")
    private @Nullable String labelHost;

    @Option(
            names = "--roots",
            description = "The organisations' root certificates (default: roots.json beside the connection file).")
    private @Nullable Path roots;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "The address of a proxy in front, whose X-Forwarded-For is believed; nobody's is by default, and"
                            + " then all that come through a proxy are counted as one.")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--party-rate",
            paramLabel = "N",
            description = "Requests a second that a party sustains; twice as many may come at once"
                    + " (default: ${DEFAULT-VALUE}).")
    private int partyRate = TrafficLimits.STANDARD.partyPerSecond();

    @Option(
            names = "--address-rate",
            paramLabel = "N",
            description = "The same of an address that shows no token (default: ${DEFAULT-VALUE}).")
    private int addressRate = TrafficLimits.STANDARD.addressPerSecond();

    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return serve();
        } finally {
            closed.countDown();
        }
    }

    private int serve() throws IOException, InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new ConfigException("--port " + port + ": is no port; give 0 to " + MAX_PORT);
        }
        Connection connection = Connection.read(parent.connection());
        StateFolder state = new StateFolder(parent.state());
        GatewayConfig config = GatewayConfig.read(state.gatewayFile());
        if (config.parties().isEmpty()) {
            throw new ConfigException(state.gatewayFile() + ": lists no party; run gateway/admit");
        }
        state.lock();
        HostedParty first = config.parties().get(0);
        Signatory prober = Signatory.read(first.msp(), first.identity());
        PinnedRoots pinned = pinnedRoots();
        try (Ledger ledger = FabricLedger.open(connection, Deadlines.STANDARD, prober, first.gln())) {
            GatewayServer.Parts parts = new GatewayServer.Parts(
                    connection,
                    ledger,
                    Members.load(config, ledger),
                    pinned,
                    state,
                    Optional.ofNullable(labelHost).map(ServeCommand::origin),
                    Clock.systemUTC(),
                    Registrations.PATIENCE,
                    limits());
            try (GatewayServer server = GatewayServer.start(parts, bind, port)) {
                PrintWriter out = spec.commandLine().getOut();
                out.println("gateway ready on http://localhost:" + server.port());
                LabelOrigin leads =
                        parts.origin().orElseGet(() -> LabelOrigin.parse("http://localhost:" + server.port()));
                String obstacle = LabelReach.obstacle(leads);
                if (!obstacle.isEmpty()) {
                    out.println("labels made now lead to " + leads + ": " + obstacle
                            + "; give the brand's own host with --label-host before any are printed");
                }
                out.flush();
                awaitEnd();
            }
        }
        return 0;
    }

    private TrafficLimits limits() {
        if (partyRate < 1 || addressRate < 1) {
            throw new ConfigException("--party-rate and --address-rate are at least 1, or nobody would be let in");
        }
        Set<InetAddress> proxies = new HashSet<>();
        for (String proxy : trustedProxies) {
            proxies.add(TrafficLimits.address(proxy)
                    .orElseThrow(() -> new ConfigException("--trusted-proxy " + proxy
                            + ": is no IP address, such as 192.0.2.1 or 2001:db8::1; names are not looked up")));
        }
        return TrafficLimits.STANDARD.withRates(partyRate, addressRate).trusting(proxies);
    }

    private PinnedRoots pinnedRoots() throws IOException {
        return RootsFile.read(
                roots != null ? roots : parent.connection().toAbsolutePath().resolveSibling("roots.json"));
    }

    private static LabelOrigin origin(String text) {
        try {
            return LabelOrigin.parse(text);
        } catch (RefusedException e) {
            throw new ConfigException("--label-host: " + e.prose(), e);
        }
    }

    // A signal's hook waits until everything is closed, so that the end is an orderly one.
    private void awaitEnd() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            try {
                closed.await(CLOSING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        if ("true".equals(System.getenv(EXIT_WITH_STDIN))) {
            Thread watcher = new Thread(this::watchInput, "stdin-watcher");
            watcher.setDaemon(true);
            watcher.start();
        }
        end.await();
    }

    private void watchInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debug("a broken standard input has ended too", e);
        }
        end.countDown();
    }
}
