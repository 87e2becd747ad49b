package org.touchmark.scanner.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to one gateway. It follows no redirects (a label or a gateway must not send the asker elsewhere), reads no more
 * than its limits, and tells two failures apart: not reached, and refused.
 */
public final class GatewayClient {

    private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;
    private static final int MAX_LINE_BYTES = 256 * 1024;

    /** A day's progress, a line a second. */
    private static final long MAX_LINES_BYTES = 64L * 1024 * 1024;

    private static final long MAX_DOWNLOAD_BYTES = 4L * 1024 * 1024 * 1024;
    private static final String PROBLEM = "application/problem+json";

    private final GatewayAddress address;
    private static final int ACCEPTED = 202;
    private static final Duration LONGEST_WORK = Duration.ofDays(1);
    private static final Duration ASK_INTERVAL = Duration.ofMillis(500);

    private final Timeouts timeouts;
    private final @Nullable Token token;
    private final HttpClient http;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private GatewayClient(GatewayAddress address, Timeouts timeouts, @Nullable Token token) {
        this.address = address;
        this.timeouts = timeouts;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect())
                .followRedirects(Redirect.NEVER)
                .build();
    }

    /** A client that anyone may be: it asks about labels. */
    public static GatewayClient anonymous(GatewayAddress address, Timeouts timeouts) {
        return new GatewayClient(address, timeouts, null);
    }

    /** A party's client; refuses to carry its token in clear text to another machine. */
    public static GatewayClient ofParty(GatewayAddress address, Timeouts timeouts, Token token) {
        if (address.isOpenToOthers()) {
            throw new IllegalArgumentException(
                    "gateway %s: a token must not travel in clear text; write https://...".formatted(address));
        }
        return new GatewayClient(address, timeouts, token);
    }

    /** The gateway that is asked. */
    public GatewayAddress address() {
        return address;
    }

    /**
     * Asks for a label's answer.
     *
     * @param pathAndQuery the label's own, as it stands in the code
     * @return the answer, which the gateway sends with status 400 too when the code is malformed
     */
    public Reply answer(String pathAndQuery) throws GatewayException {
        Reply reply = reply(request(pathAndQuery, timeouts.answer()).GET());
        boolean isAnswer = reply.mediaType().equals("application/json") && (reply.isSuccess() || reply.status() == 400);
        if (!isAnswer) {
            throw failure(reply);
        }
        return reply;
    }

    /** A JSON document of the gateway's API. */
    public JsonNode get(String pathAndQuery) throws GatewayException {
        return successful(reply(request(pathAndQuery, timeouts.answer()).GET()));
    }

    /**
     * Sends a JSON document, under an operation id that makes sending it again harmless. Where the gateway does not know
     * yet what became of it, this asks until it does.
     */
    public JsonNode post(String path, String operation, JsonNode body) throws GatewayException {
        Reply reply = reply(request(path, timeouts.work())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", operation)
                .POST(BodyPublishers.ofString(body.toString())));
        return reply.status() == ACCEPTED ? settled(successful(reply)) : successful(reply);
    }

    private JsonNode settled(JsonNode first) throws GatewayException {
        UnsettledOperation operation = UnsettledOperation.of(first);
        Instant end = Instant.now().plus(timeouts.work());
        while (operation.isUnknown()) {
            if (Instant.now().isAfter(end)) {
                throw new GatewayUnreachableException(
                        "gateway %s does not know yet whether transaction %s is on the ledger; it goes on asking. Send the same command again with the same --operation to learn what became of it"
                                .formatted(address, operation.transaction()));
            }
            LockSupport.parkNanos(ASK_INTERVAL.toNanos());
            operation = UnsettledOperation.of(get(operation.path()));
        }
        if (operation.problem().isPresent()) {
            throw failure(operation.problem().get());
        }
        return operation.result();
    }

    /** Sends a body and hands on each JSON line of the answer as it comes. */
    public void stream(
            String pathAndQuery, String operation, String contentType, BodyPublisher body, Consumer<JsonNode> events)
            throws GatewayException {
        HttpRequest.Builder request = request(pathAndQuery, timeouts.work())
                .setHeader("Accept", "application/x-ndjson, application/problem+json")
                .header("Content-Type", contentType)
                .header("Idempotency-Key", operation)
                .POST(body);
        try (InputStream lines = bodyOf(request)) {
            byte[] line = nextLine(lines);
            for (long total = line.length; line.length > 0; total += line.length) {
                if (total > MAX_LINES_BYTES) {
                    throw new IOException("its answer is longer than %,d bytes".formatted(MAX_LINES_BYTES));
                }
                events.accept(json.readTree(Reply.text(line)));
                line = nextLine(lines);
            }
        } catch (GatewayException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** The next line that is not empty, or nothing at the end. */
    private static byte[] nextLine(InputStream lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = lines.read(); next >= 0; next = lines.read()) {
            if (next != '\n') {
                line.write(next);
            } else if (line.size() > 0) {
                break;
            }
            if (line.size() > MAX_LINE_BYTES) {
                throw new IOException("a line of its answer is longer than %,d bytes".formatted(MAX_LINE_BYTES));
            }
        }
        return line.toByteArray();
    }

    /**
     * Saves what a path holds.
     *
     * @param bytesSoFar told the number of bytes as they come
     * @return the file's size in bytes; the file appears whole or not at all
     */
    public long download(String pathAndQuery, Path target, Consumer<Long> bytesSoFar) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".part");
        try (InputStream body = bodyOf(request(pathAndQuery, timeouts.work())
                        .setHeader("Accept", "*/*")
                        .GET());
                OutputStream file = Files.newOutputStream(partial)) {
            copy(body, file, bytesSoFar);
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        return Files.size(target);
    }

    private void copy(InputStream body, OutputStream file, Consumer<Long> bytesSoFar) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
            total += count;
            if (total > MAX_DOWNLOAD_BYTES) {
                throw new GatewayUnreachableException(
                        "gateway %s sends more than %,d bytes".formatted(address, MAX_DOWNLOAD_BYTES));
            }
            file.write(buffer, 0, count);
            bytesSoFar.accept(total);
        }
    }

    private int read(InputStream body, byte[] buffer) throws GatewayUnreachableException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private InputStream bodyOf(HttpRequest.Builder request) throws GatewayException {
        HttpResponse<InputStream> response = send(request.build(), BodyHandlers.ofInputStream(), timeouts.work());
        boolean success = response.statusCode() / 100 == 2;
        // What was asked for may take its time; why it is refused may not.
        Duration longest = success ? LONGEST_WORK : timeouts.answer();
        InputStream body = new BufferedInputStream(new PatientStream(response.body(), timeouts.silence(), longest));
        if (success) {
            return body;
        }
        try (body) {
            byte[] whole = body.readNBytes(MAX_ANSWER_BYTES);
            throw failure(Reply.of(response.statusCode(), contentType(response), whole));
        } catch (GatewayException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String pathAndQuery, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(pathAndQuery))
                .timeout(timeout)
                .header("Accept", "application/json, application/problem+json")
                .header("User-Agent", "touchmark");
        return token == null ? request : request.header("Authorization", token.authorization());
    }

    private Reply reply(HttpRequest.Builder builder) throws GatewayUnreachableException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response = send(
                request,
                info -> new LimitedBody(MAX_ANSWER_BYTES),
                request.timeout().orElse(timeouts.answer()));
        try {
            return Reply.of(response.statusCode(), contentType(response), response.body());
        } catch (CharacterCodingException e) {
            throw unreachable(e);
        }
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Bounds the whole exchange: the library's own timeout ends with the response's headers. */
    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, Duration timeout)
            throws GatewayUnreachableException {
        CompletableFuture<HttpResponse<T>> response = http.sendAsync(request, handler);
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw tooSlow(timeout, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)
                    ? tooSlow(timeout, cause)
                    : unreachable(cause);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(new InterruptedIOException("interrupted"));
        }
    }

    private GatewayUnreachableException tooSlow(Duration timeout, Throwable cause) {
        return new GatewayUnreachableException(
                "gateway %s did not answer within %d seconds".formatted(address, Math.max(1, timeout.toSeconds())),
                cause);
    }

    /**
     * What a gateway's answer means that is none.
     *
     * @param what what is wrong with it
     */
    public GatewayUnreachableException nonsense(String what) {
        return unreachable(new IOException(what));
    }

    private GatewayUnreachableException unreachable(Throwable cause) {
        String reason = cause instanceof ConnectException
                ? "nothing listens there"
                : Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName());
        return new GatewayUnreachableException("gateway %s cannot be used: %s".formatted(address, reason), cause);
    }

    private JsonNode successful(Reply reply) throws GatewayException {
        if (!reply.isSuccess()) {
            throw failure(reply);
        }
        return parsed(reply);
    }

    private JsonNode parsed(Reply reply) throws GatewayUnreachableException {
        try {
            return json.readTree(reply.text());
        } catch (JsonProcessingException e) {
            throw unreachable(new IOException("its answer is not JSON", e));
        }
    }

    /** What an answer without success means; what sends no problem document is no gateway. */
    private GatewayException failure(Reply reply) throws GatewayUnreachableException {
        if (!reply.mediaType().equals(PROBLEM)) {
            return new GatewayUnreachableException(
                    "gateway %s answers with status %d and %s, as no Touchmark gateway does"
                            .formatted(
                                    address,
                                    reply.status(),
                                    reply.mediaType().isEmpty() ? "no media type" : reply.mediaType()));
        }
        Problem problem = Problem.of(reply.status(), parsed(reply));
        return failure(problem);
    }

    /** What a problem means to the caller: the gateway can not do its work now, or will not. */
    public GatewayException failure(Problem problem) {
        if (problem.isOutage()) {
            return new GatewayUnreachableException("gateway %s: %s%s"
                    .formatted(address, problem.title(), problem.detail().isEmpty() ? "" : ": " + problem.detail()));
        }
        return new GatewayRefusedException(problem);
    }
}
