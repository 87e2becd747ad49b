package org.touchmark.network.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a running network how it is. */
final class OperationsClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private OperationsClient() {}

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
