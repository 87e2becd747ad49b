package org.touchmark.gateway.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.admission.Admitter;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.http.GatewayServer;
import org.touchmark.gateway.http.traffic.TrafficLimits;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Members;

/** A running gateway over some ledger, with its parties admitted, and a client for it. */
public final class TestGateway implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final GatewayServer.Parts parts;
    private final StateFolder state;
    private final GatewayServer server;

    private TestGateway(GatewayServer.Parts parts) {
        this.parts = parts;
        this.state = parts.state();
        this.server = GatewayServer.start(parts, "localhost", 0);
    }

    /** Admits the parties and serves them, as fast as a test asks. */
    public static TestGateway start(Connection connection, PinnedRoots roots, Ledger ledger, Path folder, Clock clock)
            throws IOException {
        return start(connection, roots, ledger, folder, clock, TrafficLimits.STANDARD.withRates(1_000_000, 1_000_000));
    }

    /** Admits the parties and serves them within limits. */
    public static TestGateway start(
            Connection connection, PinnedRoots roots, Ledger ledger, Path folder, Clock clock, TrafficLimits limits)
            throws IOException {
        StateFolder state = new StateFolder(folder);
        Members members = Members.load(new Admitter(connection, state, ledger, clock, line -> {}).run(), ledger);
        // No patience, so that a test that makes the ledger fail sees it at once.
        GatewayServer.Parts parts = new GatewayServer.Parts(
                connection, ledger, members, roots, state, Optional.empty(), clock, Duration.ZERO, limits);
        return new TestGateway(parts);
    }

    /** Another gateway over the same ledger and state, as after a restart. */
    public TestGateway another() {
        return new TestGateway(parts);
    }

    /** The running service. */
    public GatewayServer server() {
        return server;
    }

    /** A hosted party. */
    public Member member(String slug) {
        return parts.members().all().stream()
                .filter(member -> member.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    /** The state folder. */
    public Path folder() {
        return state.root();
    }

    /** An address of this gateway. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }

    /** A party's token. */
    public String token(String slug) {
        try {
            return Files.readString(state.token(slug)).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request that shows a party's token; none for an empty slug. */
    public HttpRequest.Builder request(String slug, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
        return slug.isEmpty() ? request : request.header("Authorization", "Bearer " + token(slug));
    }

    /** Sends a request. */
    public HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gets what is at a path. */
    public HttpResponse<byte[]> get(String slug, String path) {
        return send(request(slug, path));
    }

    /** Gets a path as JSON. */
    public JsonNode getJson(String slug, String path) {
        return json(send(request(slug, path).header("Accept", "application/json")));
    }

    /** Posts JSON; apostrophes stand for quotation marks. */
    public HttpResponse<byte[]> post(String slug, String path, String json) {
        return send(request(slug, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    /** Posts CSV. */
    public HttpResponse<byte[]> postCsv(String slug, String query, String csv) {
        return send(request(slug, "/api/v1/batches?" + query)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv)));
    }

    /** The body as JSON. */
    public static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of an event stream. */
    public static List<JsonNode> events(HttpResponse<byte[]> response) {
        List<JsonNode> events = new ArrayList<>();
        try {
            for (String line : new String(response.body(), UTF_8).lines().toList()) {
                events.add(MAPPER.readTree(line));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return events;
    }

    /** The last event. */
    public static JsonNode last(HttpResponse<byte[]> response) {
        List<JsonNode> events = events(response);
        return events.get(events.size() - 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
