package org.touchmark.gateway.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.answer.Answers;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.container.Containers;
import org.touchmark.gateway.custody.Goods;
import org.touchmark.gateway.custody.HandOffReplies;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.epoch.EpochKeeper;
import org.touchmark.gateway.http.traffic.TrafficLimits;
import org.touchmark.gateway.http.traffic.TrafficRules;
import org.touchmark.gateway.label.Labels;
import org.touchmark.gateway.labelkey.LabelKeys;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.member.Tokens;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.PresenceProofs;
import org.touchmark.gateway.registration.Registrations;
import org.touchmark.gateway.security.SecurityLog;
import org.touchmark.gateway.status.Reports;

/** The running HTTP service. */
public final class GatewayServer implements AutoCloseable {
    private final Javalin app;
    private final Registrations registrations;
    private final EpochKeeper epochs;
    private final SecurityLog log;

    private GatewayServer(Javalin app, Registrations registrations, EpochKeeper epochs, SecurityLog log) {
        this.app = app;
        this.registrations = registrations;
        this.epochs = epochs;
        this.log = log;
    }

    /**
     * What the service is made of.
     *
     * @param connection the ledger's description
     * @param ledger the ledger
     * @param members the hosted parties
     * @param roots the roots that verdicts are made from
     * @param state where lists of serials are kept
     * @param origin where labels' links lead; this service on localhost if it is not said
     * @param clock tells the time
     * @param patience how long a registration waits for a ledger that does not answer
     * @param limits what one caller can take
     */
    public record Parts(
            Connection connection,
            Ledger ledger,
            Members members,
            PinnedRoots roots,
            StateFolder state,
            Optional<LabelOrigin> origin,
            Clock clock,
            Duration patience,
            TrafficLimits limits) {
        /**
         * A service with the patience of {@link Registrations#PATIENCE} and standard limits.
         *
         * @param connection the ledger's description
         * @param ledger the ledger
         * @param members the hosted parties
         * @param roots the roots that verdicts are made from
         * @param state where lists of serials are kept
         * @param origin where labels' links lead; this service on localhost if it is not said
         * @param clock tells the time
         */
        public Parts(
                Connection connection,
                Ledger ledger,
                Members members,
                PinnedRoots roots,
                StateFolder state,
                Optional<LabelOrigin> origin,
                Clock clock) {
            this(
                    connection,
                    ledger,
                    members,
                    roots,
                    state,
                    origin,
                    clock,
                    Registrations.PATIENCE,
                    TrafficLimits.STANDARD);
        }
    }

    /**
     * Starts the service.
     *
     * @param parts what it is made of
     * @param host the address to listen on
     * @param port the port, or 0 for a free one
     * @return the running service
     * @throws ConfigException if the port is taken
     */
    public static GatewayServer start(Parts parts, String host, int port) {
        String channel = parts.connection().channel();
        BatchFolders folders = new BatchFolders(parts.state().batches());
        Registrations registrations = new Registrations(folders, channel, parts.clock(), parts.patience());
        // Asked for when a label is made: with port 0 the port is known only once the service listens.
        AtomicInteger bound = new AtomicInteger(port);
        Supplier<LabelOrigin> origin =
                () -> parts.origin().orElseGet(() -> LabelOrigin.parse("http://localhost:" + bound.get()));
        SecurityLog log = new SecurityLog(parts.state().securityLog(), parts.clock());
        Tokens tokens = new Tokens(
                parts.state().gatewayFile(),
                parts.members(),
                party -> Members.load(party, parts.ledger()),
                log::tokenChanged);
        Javalin app = Javalin.create(config -> {
            configure(config, new TrafficRules(parts.limits(), tokens, log), host, port);
            routes(config.routes, parts, folders, registrations, origin, tokens, log);
        });
        try {
            app.start();
        } catch (JavalinBindException e) {
            registrations.close();
            throw new ConfigException(
                    "port " + port + " on " + host + " is taken or not allowed; give another with --port", e);
        }
        bound.set(app.port());
        registrations.resume(parts.members());
        return new GatewayServer(app, registrations, EpochKeeper.start(parts.members(), parts.clock()), log);
    }

    /**
     * The port that the service listens on.
     *
     * @return the port
     */
    public int port() {
        return app.port();
    }

    /** Stops listening and ends running registrations where they are. */
    @Override
    public void close() {
        epochs.close();
        registrations.close();
        app.stop();
        log.close();
    }

    /** Every route that is installed, for the test that holds them to the API's description. */
    List<ParsedEndpoint> endpoints() {
        return app.unsafe.internalRouter.allHttpHandlers();
    }

    private static void configure(JavalinConfig config, TrafficRules rules, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.router.javaLangErrorHandler(ProblemHandlers::write);
        config.jetty.threadPool = TrafficRules.threads();
        config.jetty.modifyHttpConfiguration(TrafficRules::configure);
        config.jetty.addConnector((server, http) -> rules.connector(server, http, host, port));
        config.jetty.modifyServer(rules::install);
    }

    private static void routes(
            RoutesConfig routes,
            Parts parts,
            BatchFolders folders,
            Registrations registrations,
            Supplier<LabelOrigin> origin,
            Tokens tokens,
            SecurityLog log) {
        Authentication authentication = new Authentication(tokens);
        ProblemHandlers problems = new ProblemHandlers(log);
        Readiness readiness = new Readiness(parts.ledger());
        SecurityHeaders.install(routes);
        problems.install(routes);
        Goods goods = new Goods(folders);
        PresenceProofs proofs = new PresenceProofs(folders);
        String channel = parts.connection().channel();
        HandOffs handOffs = new HandOffs(goods, proofs, channel, parts.clock());
        new OperationRoutes(authentication, handOffs, parts.clock()).install(routes);
        new DocumentRoutes(parts.connection(), parts.members()).install(routes);
        new HealthRoutes(parts.connection(), readiness).install(routes);
        new BatchRoutes(authentication, registrations, folders::draft, origin, problems).install(routes);
        new LabelRoutes(authentication, new Labels(folders, origin), origin).install(routes);
        new HandOffRoutes(authentication, handOffs, new HandOffReplies(goods, channel, parts.clock())).install(routes);
        new ContainerRoutes(authentication, new Containers(goods, proofs)).install(routes);
        new ReportRoutes(authentication, new Reports(folders, proofs, channel, parts.clock())).install(routes);
        new LabelKeyRoutes(authentication, new LabelKeys(channel, parts.clock())).install(routes);
        new PartyRoutes(authentication).install(routes);
        Answers answers =
                new Answers(parts.members().reader().ledger(), parts.connection(), parts.roots(), parts.clock());
        new AnswerRoutes(answers, origin).install(routes);
    }
}
