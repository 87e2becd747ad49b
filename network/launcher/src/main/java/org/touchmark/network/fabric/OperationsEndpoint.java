package org.touchmark.network.fabric;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/** The operations endpoint of a peer or orderer, over HTTP on the loopback interface (core/operations/system.go). */
final class OperationsEndpoint {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final int port;

    OperationsEndpoint(int port) {
        this.port = port;
    }

    /** Whether the node answers that it is well. */
    boolean healthy() {
        try {
            return get("/healthz").statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** A gauge of the channel, such as {@code ledger_blockchain_height}; empty if the node does not tell. */
    OptionalLong gauge(String name, String channel) {
        String start = name + "{channel=\"" + channel + "\"} ";
        try {
            return get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(start.length())))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT)
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
