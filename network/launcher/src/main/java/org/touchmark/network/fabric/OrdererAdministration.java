package org.touchmark.network.fabric;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.block.Endpoint;

/**
 * An orderer's channel participation interface, which {@code osnadmin} calls too
 * (orderer/common/channelparticipation/restapi.go). It asks for a client certificate.
 */
final class OrdererAdministration {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final String CHANNELS = "/participation/v1/channels";

    private final String orderer;
    private final Endpoint endpoint;
    private final HttpClient client;

    /** {@code orderer} is what messages call it. */
    OrdererAdministration(String orderer, Endpoint endpoint, SSLContext tls) {
        this.orderer = orderer;
        this.endpoint = endpoint;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** Whether the orderer takes part in the channel. */
    boolean hasJoined(String channelId) throws IOException {
        return send(request(CHANNELS + "/" + channelId).GET()).statusCode() == OK;
    }

    /** Joins the channel that begins with that block. */
    void join(Block blockZero) throws IOException {
        String boundary = UUID.randomUUID().toString();
        HttpResponse<String> response = send(request(CHANNELS)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(boundary, blockZero.toByteArray()))));
        if (response.statusCode() != CREATED) {
            throw new IOException("%s refuses to join the channel: %d %s"
                    .formatted(orderer, response.statusCode(), response.body().strip()));
        }
    }

    private static byte[] form(String boundary, byte[] block) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"config-block\"; "
                        + "filename=\"block0.pb\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        form.write(block);
        form.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://" + endpoint + path)).timeout(TIMEOUT);
    }

    /** An orderer that says it is well may not listen for its administrator yet. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        Instant end = Instant.now().plus(TIMEOUT);
        while (true) {
            try {
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException e) {
                if (Instant.now().isAfter(end)) {
                    throw new IOException(orderer + " does not listen on its admin port " + endpoint.port(), e);
                }
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while calling " + orderer, e);
            }
        }
    }
}
