package org.touchmark.gateway.http.traffic;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.touchmark.gateway.member.Tokens;
import org.touchmark.gateway.security.Network;
import org.touchmark.gateway.security.SecurityLog;

/**
 * What stands before the routes: the form of a request, who asks, how often, how many at once, and on how many threads.
 *
 * @param limits what one caller can take
 * @param tokens whose token is whose
 * @param log where refusals are noted
 */
public record TrafficRules(TrafficLimits limits, Tokens tokens, SecurityLog log) {
    /** Longest header of a request, its first line included. */
    static final int MAX_HEADER_BYTES = 8 << 10;

    private static final int MIN_THREADS = 8;
    /** How long a connection may be silent. */
    static final int IDLE_MILLIS = 30_000;

    /** What the system takes of an answer before its client has: more would hide for minutes that it takes it by drops. */
    private static final int SEND_BUFFER_BYTES = 256 << 10;

    private static final int REFUSAL_DELAY_MILLIS = 1_000;
    private static final int MAX_DELAYED = 1_000;
    private static final int MAX_CALLERS = 100_000;
    private static final Pattern DOWNLOAD = Pattern.compile("/api/v1/batches/[^/]+/[^/]+/(serials\\.csv|labels\\.zip)");

    /**
     * The server's threads.
     *
     * @return a pool, to be started with the server
     */
    public static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(TrafficLimits.THREADS, MIN_THREADS);
        threads.setName("http");
        return threads;
    }

    /**
     * What the server reads strictly: lines that end with LF alone are no lines. A path may hold an encoded slash or percent
     * sign, as lots and serials do, and empty segments, as labels' links may.
     *
     * @param http the configuration
     */
    public static void configure(HttpConfiguration http) {
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986.with(
                "GS1",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
    }

    /**
     * Where the server listens.
     *
     * @param server the server
     * @param http its configuration
     * @param host the address
     * @param port the port, or 0 for a free one
     * @return the connector, whose connections are limited
     */
    public ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        connector.addBean(new ConnectionGuard(limits, server));
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        return connector;
    }

    /**
     * What every request passes before the routes.
     *
     * @param server the server, before its routes are there
     */
    public void install(Server server) {
        server.setErrorHandler(new JettyProblems());
        InFlightLimit inFlight = new InFlightLimit(limits::inFlight, request -> true, refusal());
        InFlightLimit streamShare =
                new InFlightLimit(caller -> TrafficLimits.STREAMS_EACH, TrafficRules::isStream, refusal());
        Turns streams = new Turns(TrafficLimits.STREAMS, 0, limits.waiting(), inFlight);
        Turns workers = new Turns(TrafficLimits.WORKERS, TrafficLimits.WAITING, limits.waiting(), inFlight);
        include(streams, TrafficRules::isStream);
        include(workers, request -> !isStream(request) && !isHealth(request));
        DoSHandler rate = new DoSHandler(TrafficRules::countedAs, this::tracker, refusal(), MAX_CALLERS);
        RequestForm form = new RequestForm();
        chain(
                form,
                new CallerHandler(new ClientAddress(limits.trustedProxies()), tokens),
                rate,
                inFlight,
                streamShare,
                streams,
                workers);
        server.insertHandler(form);
    }

    @SuppressWarnings("unchecked")
    private static void include(Turns turns, Predicate<Request> which) {
        turns.include(which);
    }

    private static void chain(Handler.Wrapper... handlers) {
        for (int i = 0; i + 1 < handlers.length; i++) {
            handlers[i].setHandler(handlers[i + 1]);
        }
    }

    // A crowd of programs that send again at once is slowed to one request a second a connection, and holds no thread.
    private Handler refusal() {
        return new DoSHandler.DelayedRejectHandler(REFUSAL_DELAY_MILLIS, MAX_DELAYED, new TooMany(log));
    }

    // Health checks are counted apart: those who ask for them may ask for nothing else, and others must not use them
    // up.
    private static String countedAs(Request request) {
        Caller caller = Caller.of(request);
        return isHealth(request) ? "health " + Network.of(caller.address()) : caller.key();
    }

    private DoSHandler.Tracker tracker(String key) {
        int perSecond = key.startsWith("party ")
                ? limits.partyPerSecond()
                : key.startsWith("health ") ? TrafficLimits.HEALTH_PER_SECOND : limits.addressPerSecond();
        return new DoSHandler.LeakingBucketTrackerFactory(perSecond, 2 * perSecond + 1, Duration.ofSeconds(10))
                .newTracker(key);
    }

    private static boolean isHealth(Request request) {
        String path = Request.getPathInContext(request);
        return path.equals("/healthz") || path.equals("/readyz");
    }

    private static boolean isStream(Request request) {
        String path = Request.getPathInContext(request);
        return (path.equals("/api/v1/batches") && request.getMethod().equals("POST"))
                || DOWNLOAD.matcher(path).matches();
    }
}
