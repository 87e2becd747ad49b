package org.touchmark.network.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.touchmark.network.Network;
import org.touchmark.network.Node;
import org.touchmark.network.ca.Secret;

/**
 * Tells how the network is, over HTTP on loopback only. {@code /status} lists the nodes; {@code /healthz},
 * {@code /version} and {@code /metrics} answer as those of Fabric's nodes do (core/operations), for all nodes at once. A
 * POST to {@code /stop?NODE}, {@code /start?NODE} or {@code /restart?NODE} does that to one; whoever sends it shows the
 * token that only the network's owner can read.
 */
final class OperationsServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final Map<String, String> VERSION =
            Map.of("Version", NetworkCommand.VERSION, "CommitSHA", "not recorded");

    private final HttpServer server;
    private final Network network;
    private final String token = Secret.random().reveal();

    private OperationsServer(HttpServer server, Network network) {
        this.server = server;
        this.network = network;
    }

    static OperationsServer start(Network network, int port) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "Port " + port + " of the operations endpoint is taken by another program. End that"
                            + " program (ss -ltnp shows it), or name another in a topology file (--topology).",
                    e);
        }
        OperationsServer operations = new OperationsServer(server, network);
        operations.read("/status", "application/json", operations::status);
        operations.read("/healthz", "application/json", operations::health);
        operations.read("/version", "application/json", () -> new Answer(OK, JSON.writeValueAsString(VERSION)));
        operations.read(
                "/metrics",
                NetworkMetrics.CONTENT_TYPE,
                () -> new Answer(OK, NetworkMetrics.of(NetworkStatus.of(network))));
        for (NodeOrder order : NodeOrder.values()) {
            server.createContext(order.path(), exchange -> operations.carryOut(exchange, order));
        }
        server.start();
        return operations;
    }

    String token() {
        return token;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, String text) {}

    private interface Reading {
        Answer answer() throws IOException;
    }

    /** Serves what may be read, at that path alone: GET, and HEAD without the body. */
    private void read(String path, String type, Reading reading) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                answer(exchange, 404, "text/plain", "no such page\n");
            } else if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, "text/plain", path + " takes GET and HEAD\n");
            } else {
                Answer answer = reading.answer();
                answer(exchange, answer.status(), type, answer.text());
            }
        });
    }

    private Answer status() throws IOException {
        return new Answer(OK, JSON.writeValueAsString(NetworkStatus.of(network)));
    }

    /** As fabric-lib-go's healthz handler: the checks that failed are nodes that are not up. */
    private Answer health() throws IOException {
        NetworkStatus status = NetworkStatus.of(network);
        ObjectNode answer = JSON.createObjectNode()
                .put("status", status.healthy() ? "OK" : "Service Unavailable")
                .put("time", Instant.now().toString());
        if (!status.healthy()) {
            ArrayNode failed = answer.putArray("failed_checks");
            status.nodes().stream()
                    .filter(node -> !node.health().equals("up"))
                    .forEach(node ->
                            failed.addObject().put("component", node.name()).put("reason", node.health()));
        }
        return new Answer(status.healthy() ? OK : UNAVAILABLE, JSON.writeValueAsString(answer));
    }

    private void carryOut(HttpExchange exchange, NodeOrder order) throws IOException {
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!exchange.getRequestMethod().equals("POST") || !isToken(shown)) {
            answer(exchange, 403, "text/plain", order.path() + " takes a POST with the network's token\n");
            return;
        }
        try {
            Node node = network.node(String.valueOf(exchange.getRequestURI().getQuery()));
            answer(exchange, OK, "text/plain", order.carryOut(node) + "\n");
        } catch (IllegalArgumentException e) {
            answer(exchange, 404, "text/plain", e.getMessage() + "\n");
        } catch (IllegalStateException | UncheckedIOException e) {
            answer(exchange, 500, "text/plain", e.getMessage() + "\n");
        }
    }

    private boolean isToken(String shown) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type.startsWith("text") ? type + "; charset=utf-8" : type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
