package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.http.traffic.TrafficLimits;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** One caller takes all that it can get: it is slowed, and the others and the health checks are not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class TrafficTest {
    private static final String LABEL = "/01/" + GTIN + "/21/A";
    private static final int CROWD = 300;
    private static final Duration PROMPT = Duration.ofSeconds(2);
    private static final TrafficLimits FAST = TrafficLimits.STANDARD.withRates(1_000_000, 1_000_000);

    @TempDir
    private Path folder;

    private final CountDownLatch hung = new CountDownLatch(1);
    private final ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
    private final List<Socket> sockets = new ArrayList<>();
    private RulesLedger ledger;
    private TestGateway gateway;

    private void start(TrafficLimits limits) throws IOException {
        TestConsortium consortium = TestConsortium.create(folder);
        ledger = new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC());
        gateway = TestGateway.start(
                consortium.connection(),
                consortium.roots(),
                ledger,
                folder.resolve("state"),
                Clock.systemUTC(),
                limits);
    }

    @AfterEach
    void stop() throws IOException {
        hung.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        crowd.shutdownNow();
        gateway.close();
    }

    private void hang() {
        ledger.failWhere(invocation -> {
            try {
                hung.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
    }

    private void assertHealthIsPrompt() {
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(gateway.get("", "/healthz").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
        }
    }

    private Socket open(String from) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(30_000);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), gateway.server().port()));
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String read(Socket socket) throws IOException {
        byte[] some = new byte[8_192];
        int got = socket.getInputStream().read(some);
        return got < 0 ? "" : new String(some, 0, got, StandardCharsets.UTF_8);
    }

    private String slowPost(String slug) {
        return "POST /api/v1/hand-offs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.token(slug)
                + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{";
    }

    @Test
    void slow_bodies_of_one_token_stop_neither_health_nor_another_party() throws IOException {
        start(FAST);
        for (int i = 0; i < CROWD; i++) {
            write(open("127.0.0.1"), slowPost("aurelia"));
        }

        assertHealthIsPrompt();
        long start = System.nanoTime();
        assertThat(gateway.get("meridian", "/api/v1/parties/" + TestConsortium.BRAND)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
        HttpResponse<byte[]> own = gateway.get("aurelia", "/api/v1/label-keys");
        assertThat(own.statusCode()).isEqualTo(429);
        assertThat(json(own).path("code").asText()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(own.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void a_body_that_comes_by_drops_is_given_up() throws Exception {
        start(FAST);
        Socket socket = open("127.0.0.1");
        write(socket, slowPost("aurelia"));
        socket.setSoTimeout(200);

        String answer = "";
        for (int i = 0; i < 100 && answer.isEmpty(); i++) {
            write(socket, " ");
            try {
                answer = read(socket);
            } catch (SocketTimeoutException e) {
                answer = "";
            }
        }

        assertThat(answer).startsWith("HTTP/1.1 408").contains("BODY_TOO_SLOW");
    }

    @Test
    void scans_of_a_ledger_that_hangs_do_not_stop_health() throws Exception {
        start(FAST);
        hang();
        for (int i = 0; i < CROWD; i++) {
            Socket socket = open("127.0.0." + (2 + i % 100));
            write(socket, "GET " + LABEL + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }

        assertHealthIsPrompt();
        assertThat(gateway.get("", "/readyz").statusCode()).isIn(200, 503);
        HttpResponse<byte[]> waited = gateway.get("", LABEL);
        assertThat(waited.statusCode()).isEqualTo(503);
        assertThat(json(waited).path("code").asText()).isEqualTo("GATEWAY_BUSY");
        assertThat(waited.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void uploads_and_downloads_of_all_leave_threads_for_the_rest() throws IOException {
        start(FAST);
        String upload = "POST /api/v1/batches?gtin=" + GTIN + "&lot=SLOW HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer TOKEN\r\nContent-Type: text/csv\r\nContent-Length: 60000\r\n\r\nserial\n";
        for (String slug : List.of("aurelia", "borealis", "meridian", "corner")) {
            for (int i = 0; i < 75; i++) {
                write(open("127.0.0.1"), upload.replace("TOKEN", gateway.token(slug)));
            }
        }

        assertHealthIsPrompt();
        assertThat(gateway.get("", LABEL).statusCode()).isEqualTo(200);
    }

    @Test
    void a_flood_of_one_address_gets_429_and_another_address_is_answered() throws Exception {
        start(TrafficLimits.STANDARD.withRates(1_000, 10));
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(crowd.submit(() -> gateway.get("", LABEL).statusCode()));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get(60, TimeUnit.SECONDS));
        }

        assertThat(statuses).contains(200, 429).allMatch(status -> status == 200 || status == 429);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSizeBetween(15, 40);
        Socket other = open("127.0.0.9");
        write(other, "GET " + LABEL + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(read(other)).startsWith("HTTP/1.1 200");
        assertThat(gateway.get("meridian", "/api/v1/label-keys").statusCode()).isEqualTo(200);
        assertHealthIsPrompt();
        assertThat(Files.readString(folder.resolve("state/security/security.log")))
                .contains("\"status\":429", "TOO_MANY_REQUESTS", "127.0.0.1")
                .doesNotContain(GTIN);
    }

    @Test
    void a_wrong_token_is_counted_by_its_address() throws Exception {
        start(TrafficLimits.STANDARD.withRates(1_000, 5));

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            statuses.add(
                    gateway.send(gateway.request("", "/api/v1/label-keys").header("Authorization", "Bearer guess" + i))
                            .statusCode());
        }

        assertThat(statuses).contains(401, 429);
    }

    @Test
    void connections_of_one_address_are_limited_and_those_of_another_are_not() throws Exception {
        TrafficLimits few = new TrafficLimits(1_000, 1_000, 10, 10, 20, 100, Duration.ofSeconds(1), Set.of());
        start(few);
        for (int i = 0; i < 40; i++) {
            open("127.0.0.7");
        }
        Socket other = open("127.0.0.8");
        write(other, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(read(other)).startsWith("HTTP/1.1 200");

        int closed = 0;
        for (Socket socket : sockets.subList(0, 40)) {
            socket.setSoTimeout(200);
            try {
                closed += socket.getInputStream().read() < 0 ? 1 : 0;
            } catch (SocketTimeoutException e) {
                assertThat(socket.isConnected()).isTrue();
            } catch (SocketException e) {
                closed++;
            }
        }
        assertThat(closed).isBetween(20, 21);
    }

    @Test
    void a_head_that_does_not_end_is_given_up() throws Exception {
        start(FAST);
        Socket socket = open("127.0.0.1");
        write(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
        socket.setSoTimeout(500);

        long start = System.nanoTime();
        boolean ended = false;
        while (!ended && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(25)) {
            try {
                write(socket, "X-More: a\r\n");
                ended = socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                ended = false;
            } catch (SocketException e) {
                ended = true;
            }
        }
        assertThat(ended).isTrue();
        assertHealthIsPrompt();
    }

    @Test
    void whom_a_proxy_names_is_believed_only_of_a_trusted_one() throws Exception {
        start(TrafficLimits.STANDARD.withRates(1_000, 3).trusting(Set.of(InetAddress.getByName("127.0.0.3"))));

        assertThat(statuses("127.0.0.2")).contains(429);
        assertThat(statuses("127.0.0.3")).containsOnly(200);
    }

    /** Twelve scans through one connection's address, each for another client. */
    private List<Integer> statuses(String proxy) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Socket socket = open(proxy);
            write(
                    socket,
                    "GET " + LABEL + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.0.1, 192.0.2." + i
                            + "\r\n\r\n");
            statuses.add(Integer.parseInt(read(socket).substring(9, 12)));
        }
        return statuses;
    }
}
