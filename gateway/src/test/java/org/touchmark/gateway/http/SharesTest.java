package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** Slow bodies of one token, which go on and on: they take its share and nobody else's. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(90)
class SharesTest {
    private static final String LABEL = "/01/" + GTIN + "/21/A";
    private static final Duration PROMPT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final ExecutorService drip = Executors.newSingleThreadExecutor();
    private final List<Socket> sockets = new ArrayList<>();
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        TestConsortium consortium = TestConsortium.create(folder);
        gateway = TestGateway.start(
                consortium.connection(),
                consortium.roots(),
                new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC()),
                folder.resolve("state"),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        drip.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    private Socket open(String head, String begin) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.server().port());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        write(socket, "POST " + head + "\r\nContent-Length: 60000\r\n\r\n" + begin);
        return socket;
    }

    private String upload(String slug, String lot) {
        return "/api/v1/batches?gtin=" + GTIN + "&lot=" + lot + head(slug, "text/csv");
    }

    private String fields(String slug) {
        return "/api/v1/hand-offs" + head(slug, "application/json");
    }

    private String head(String slug, String type) {
        return " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.token(slug) + "\r\nContent-Type: "
                + type;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    /** A body of drops: 1,200 bytes a second each. */
    private void keepDripping() {
        List<Socket> dripping = List.copyOf(sockets);
        String drop = "A".repeat(19) + "\n";
        drip.execute(() -> {
            while (!drip.isShutdown()) {
                dripping.forEach(socket -> drop(socket, drop.repeat(30)));
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
        });
    }

    private static void drop(Socket socket, String text) {
        try {
            write(socket, text);
        } catch (IOException e) {
            // It was refused, or given up.
        }
    }

    private void assertOthersAreAnswered() {
        long begin = System.nanoTime();
        assertThat(gateway.get("", LABEL).statusCode()).isEqualTo(200);
        assertThat(gateway.get("", "/healthz").statusCode()).isEqualTo(200);
        assertThat(gateway.get("meridian", "/api/v1/parties/" + TestConsortium.BRAND)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPT);
    }

    @Test
    void slow_uploads_and_slow_fields_of_one_token_leave_the_others_theirs() throws IOException {
        for (int i = 0; i < 70; i++) {
            open(upload("aurelia", "SLOW" + i), "serial\n");
        }
        for (int i = 0; i < 100; i++) {
            open(fields("aurelia"), "{");
        }
        keepDripping();

        HttpResponse<byte[]> own = gateway.get("aurelia", "/api/v1/label-keys");
        assertThat(own.statusCode()).isEqualTo(429);
        assertThat(own.headers().firstValue("Retry-After")).hasValue("2");
        assertOthersAreAnswered();
        // A brand without a prefix: it is answered, since there is a place for its upload, and told what it lacks.
        HttpResponse<byte[]> upload = gateway.postCsv("borealis", "gtin=" + GTIN + "&lot=FREE", "serial\nA\n");
        assertThat(upload.statusCode()).isEqualTo(403);
        assertThat(json(upload).path("code").asText()).isEqualTo("PREFIX_NOT_OWNED");
        assertOthersAreAnswered();
    }

    @Test
    void uploads_over_a_tokens_share_are_refused_and_its_other_requests_are_not() throws IOException {
        for (int i = 0; i < 8; i++) {
            open(upload("aurelia", "SLOW" + i), "serial\n");
        }
        assertThat(gateway.get("aurelia", "/api/v1/label-keys").statusCode()).isEqualTo(200);

        HttpResponse<byte[]> ninth = gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=NINTH", "serial\nA\n");

        assertThat(ninth.statusCode()).isEqualTo(429);
        assertThat(json(ninth).path("code").asText()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(ninth.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void fields_that_do_not_come_are_given_up_after_ten_seconds() throws IOException {
        Socket silent = open(fields("aurelia"), "{");
        long begin = System.nanoTime();

        byte[] some = new byte[8_192];
        int got = silent.getInputStream().read(some);

        assertThat(new String(some, 0, Math.max(0, got), UTF_8))
                .startsWith("HTTP/1.1 408")
                .contains("BODY_TOO_SLOW");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(13));
    }
}
