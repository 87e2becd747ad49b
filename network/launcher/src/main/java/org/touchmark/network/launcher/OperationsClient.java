package org.touchmark.network.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a running network how it is. */
final class OperationsClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ORDER_TIMEOUT = Duration.ofSeconds(90);
    private static final int OK = 200;

    private OperationsClient() {}

    /** Has something done to a node, and waits until it is; returns what became of it. */
    static String order(StateFolder.Running running, NodeOrder order, String node)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + running.operationsPort() + order.path() + "?"
                + URLEncoder.encode(node, StandardCharsets.UTF_8));
        HttpResponse<String> response = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .build()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(ORDER_TIMEOUT)
                                .header("Authorization", "Bearer " + running.token())
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException(response.body().strip());
        }
        return response.body().strip();
    }

    static NetworkStatus status(StateFolder.Running running) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + running.operationsPort() + "/status");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
        HttpResponse<String> response = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        return JSON.readValue(response.body(), NetworkStatus.class);
    }
}
