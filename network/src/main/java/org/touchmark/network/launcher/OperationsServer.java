package org.touchmark.network.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.touchmark.network.Network;
import org.touchmark.network.ca.Secret;

/**
 * Tells how the network is, over HTTP on loopback only: {@code /status} lists the nodes, {@code /healthz} answers 200
 * while every node is up and 503 otherwise. A POST to {@code /restart?NODE} starts one again; whoever sends it shows
 * the token that only the network's owner can read.
 */
final class OperationsServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

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
        server.createContext("/status", operations::status);
        server.createContext("/healthz", operations::health);
        server.createContext("/restart", operations::restart);
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

    private void status(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "application/json", JSON.writeValueAsString(NetworkStatus.of(network)));
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean healthy = NetworkStatus.of(network).healthy();
        answer(exchange, healthy ? 200 : 503, "text/plain", healthy ? "OK\n" : "a node is not up: see /status\n");
    }

    private void restart(HttpExchange exchange) throws IOException {
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!exchange.getRequestMethod().equals("POST") || !isToken(shown)) {
            answer(exchange, 403, "text/plain", "restart takes a POST with the network's token\n");
            return;
        }
        try {
            network.node(String.valueOf(exchange.getRequestURI().getQuery())).restart();
            answer(exchange, 200, "text/plain", "OK\n");
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
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
