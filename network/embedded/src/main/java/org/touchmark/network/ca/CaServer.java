package org.touchmark.network.ca;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.Pem;

/**
 * Serves a {@link CertificateAuthority} over HTTPS on the loopback interface, as Fabric CA's REST interface does
 * (lib/server.go, lib/serverendpoint.go): {@code cainfo}, {@code enroll}, {@code reenroll}, {@code register},
 * {@code revoke}, {@code gencrl}, {@code identities}, {@code certificates}, {@code affiliations}, each also below {@code /api/v1}. Its TLS certificate is its own CA's.
 */
public final class CaServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaServer.class);
    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final int MAX_CALLS_AT_ONCE = 8;
    private static final int BACKLOG = 64;
    private static final int INTERNAL_ERROR = 500;
    private static final Duration TLS_VALIDITY = Duration.ofDays(365);
    private static final String VERSION = "1.5 (Touchmark's own)";
    private static final Set<String> ANY_METHOD = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final CertificateAuthority authority;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(MAX_CALLS_AT_ONCE, task -> {
        Thread thread = new Thread(task, "ca");
        thread.setDaemon(true);
        return thread;
    });

    private CaServer(CertificateAuthority authority, HttpsServer server) {
        this.authority = authority;
        this.server = server;
    }

    /**
     * Starts to serve on the loopback interface.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken; the message names it
     */
    public static CaServer start(CertificateAuthority authority, int port) throws IOException {
        return start(
                authority,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                List.of("localhost", "127.0.0.1"));
    }

    /**
     * Starts to serve.
     *
     * @param address where it listens
     * @param hosts the names and addresses that clients call it by
     * @throws IOException if the port is taken; the message names it
     */
    public static CaServer start(CertificateAuthority authority, InetSocketAddress address, List<String> hosts)
            throws IOException {
        HttpsServer https;
        try {
            https = HttpsServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "CA %s: port %d can not be served: %s"
                            .formatted(authority.name(), address.getPort(), e.getMessage()),
                    e);
        }
        https.setHttpsConfigurator(new HttpsConfigurator(Tls.server(() -> tlsCertificate(authority, hosts))));
        CaServer ca = new CaServer(authority, https);
        Map<String, Endpoint> endpoints = Map.of(
                "cainfo", new Endpoint(Set.of("GET", "POST", "HEAD"), 200, ca::info),
                "enroll", new Endpoint(Set.of("POST"), 201, ca::enrol),
                "reenroll", new Endpoint(Set.of("POST"), 201, ca::reenrol),
                "register", new Endpoint(Set.of("POST"), 201, ca::register),
                "revoke", new Endpoint(Set.of("POST"), 200, ca::revoke),
                "gencrl", new Endpoint(Set.of("POST"), 200, ca::generateCrl));
        endpoints.forEach(ca::mount);
        ca.mount("idemix", new Endpoint(ANY_METHOD, 200, call -> absent("idemix")));
        ca.mountLists();
        https.setExecutor(ca.threads);
        https.start();
        return ca;
    }

    private void mount(String path, Endpoint endpoint) {
        server.createContext("/" + path, exchange -> serve(exchange, endpoint));
        server.createContext("/api/v1/" + path, exchange -> serve(exchange, endpoint));
    }

    /** What registrars read; that they may change it otherwise than by registering and revoking is Fabric CA's. */
    private void mountLists() {
        CaLists lists = new CaLists(authority);
        mount(
                "identities",
                reading("identities", (caller, call) -> lists.identities(caller, call.below("identities"))));
        mount("certificates", reading("certificates", (caller, call) -> lists.certificates(caller, call.parameters())));
        mount(
                "affiliations",
                reading("affiliations", (caller, call) -> lists.affiliations(caller, call.below("affiliations"))));
    }

    private interface Reading {
        JsonNode answer(RegisteredIdentity caller, CaCall call) throws CaException;
    }

    private Endpoint reading(String name, Reading reading) {
        return new Endpoint(
                ANY_METHOD,
                200,
                call -> Set.of("GET", "HEAD").contains(call.exchange().getRequestMethod())
                        ? reading.answer(byToken(call), call)
                        : absent(name));
    }

    private static JsonNode absent(String name) throws CaException {
        throw new CaException(
                501,
                CaErrorCode.UNKNOWN,
                "The embedded CA does not do that with " + name + ": it enrols, registers, renews, revokes and lists."
                        + " Run the network on Fabric with fabric-ca-server for the rest (network/up --fabric).");
    }

    private static OneKey.Held tlsCertificate(CertificateAuthority authority, List<String> hosts) {
        KeyPair keys = KeyPairs.p256();
        Instant now = Instant.now();
        X509Certificate certificate = authority
                .issuer()
                .issue(
                        keys.getPublic(),
                        new CertificateTemplate(
                                new X500Name("CN=" + authority.name()),
                                now.minus(CertificateIssuer.BACKDATING),
                                now.plus(TLS_VALIDITY),
                                CertificateTemplate.Use.TLS,
                                hosts,
                                ByteString.EMPTY));
        return new OneKey.Held(certificate, keys.getPrivate());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where clients call. */
    public String url() {
        return "https://localhost:" + port();
    }

    private interface Handler {
        JsonNode answer(CaCall call) throws CaException;
    }

    private record Endpoint(Set<String> methods, int successStatus, Handler handler) {}

    private void serve(HttpExchange exchange, Endpoint endpoint) {
        try (exchange) {
            ObjectNode envelope = JSON.createObjectNode();
            int status = endpoint.successStatus();
            try {
                envelope.set("result", answer(exchange, endpoint));
                envelope.putArray("errors");
            } catch (CaException e) {
                status = e.httpStatus();
                refuse(envelope, e);
            } catch (RuntimeException e) {
                LOG.warn("{}: a call of {} failed", authority.name(), exchange.getRequestURI(), e);
                status = INTERNAL_ERROR;
                refuse(envelope, new CaException(status, CaErrorCode.UNKNOWN, "Internal error: see the CA's log"));
            }
            envelope.putArray("messages");
            envelope.put("success", status == endpoint.successStatus());
            LOG.debug("{} {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), status);
            send(exchange, status, JSON.writeValueAsBytes(envelope));
        } catch (IOException e) {
            LOG.debug("{}: a caller of {} went away", authority.name(), exchange.getRequestURI(), e);
        }
    }

    private static void refuse(ObjectNode envelope, CaException refusal) {
        envelope.put("result", "");
        envelope.putArray("errors").addObject().put("code", refusal.code()).put("message", refusal.getMessage());
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private JsonNode answer(HttpExchange exchange, Endpoint endpoint) throws CaException, IOException {
        if (!endpoint.methods().contains(exchange.getRequestMethod())) {
            throw new CaException(
                    405, CaErrorCode.METHOD_NOT_ALLOWED, "Method " + exchange.getRequestMethod() + " is not allowed");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new CaException(
                    413,
                    CaErrorCode.READING_BODY,
                    "Failed reading request body: longer than %d bytes".formatted(MAX_BODY_BYTES));
        }
        CaCall call = new CaCall(exchange, new String(body, StandardCharsets.ISO_8859_1));
        checkName(call);
        return endpoint.handler().answer(call);
    }

    /** A server of Fabric CA's may hold several CAs; this one holds one. */
    private void checkName(CaCall call) throws CaException {
        String named = call.parameters().getOrDefault("ca", "");
        if (named.isEmpty() && !call.body().isEmpty()) {
            named = read(call, JsonNode.class).path("caname").asText();
        }
        if (!named.isEmpty() && !named.equals(authority.name())) {
            throw new CaException(404, CaErrorCode.CA_NOT_FOUND, "CA '%.64s' does not exist".formatted(named));
        }
    }

    private static <T> T read(CaCall call, Class<T> type) throws CaException {
        if (call.body().isEmpty()) {
            throw new CaException(400, CaErrorCode.EMPTY_BODY, "Empty request body");
        }
        try {
            T value = JSON.readValue(call.bodyBytes(), type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw new CaException(400, CaErrorCode.BAD_BODY, "Invalid request body: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CaException(400, CaErrorCode.BAD_BODY, "Invalid request body");
        }
        throw new CaException(400, CaErrorCode.BAD_BODY, "Invalid request body: null");
    }

    private static String authorization(CaCall call) throws CaException {
        String header = call.exchange().getRequestHeaders().getFirst("Authorization");
        if (header == null || header.isEmpty()) {
            throw new CaException(401, CaErrorCode.NO_AUTHORIZATION_HEADER, "No authorization header");
        }
        return header;
    }

    private RegisteredIdentity byToken(CaCall call) throws CaException {
        HttpExchange exchange = call.exchange();
        X509Certificate certificate = CaTokens.verify(
                authorization(call),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                call.bodyBytes());
        return authority.holder(certificate);
    }

    private RegisteredIdentity bySecret(CaCall call) throws CaException {
        String header = authorization(call);
        if (!header.startsWith("Basic ")) {
            throw CaException.unauthenticated();
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw (CaException) CaException.unauthenticated().initCause(e);
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw CaException.unauthenticated();
        }
        return authority.logIn(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private JsonNode info(CaCall call) {
        return info();
    }

    private ObjectNode info() {
        return JSON.createObjectNode()
                .put("CAName", authority.name())
                .put("CAChain", base64(Pem.encode(authority.certificate())))
                .put("Version", VERSION);
    }

    private JsonNode enrol(CaCall call) throws CaException {
        RegisteredIdentity identity = bySecret(call);
        return enrolled(authority.enrol(identity, read(call, CaRequests.Enrol.class)));
    }

    private JsonNode reenrol(CaCall call) throws CaException {
        RegisteredIdentity identity = byToken(call);
        return enrolled(authority.reenrol(identity, read(call, CaRequests.Enrol.class)));
    }

    private JsonNode enrolled(X509Certificate certificate) {
        ObjectNode result = JSON.createObjectNode().put("Cert", base64(Pem.encode(certificate)));
        result.set("ServerInfo", info());
        return result;
    }

    private JsonNode register(CaCall call) throws CaException {
        CaRequests.Register request = read(call, CaRequests.Register.class);
        Secret secret = authority.register(byToken(call), request);
        return JSON.createObjectNode().put("secret", secret.reveal());
    }

    private JsonNode revoke(CaCall call) throws CaException {
        CaRequests.Revoke request = read(call, CaRequests.Revoke.class);
        List<BigInteger> revoked = authority.revoke(byToken(call), request);
        ObjectNode result = JSON.createObjectNode();
        var certificates = result.putArray("RevokedCerts");
        for (BigInteger serial : revoked) {
            certificates.addObject().put("Serial", serial.toString(16)).put("AKI", authority.keyId());
        }
        boolean listed = request.generateCrl() && !revoked.isEmpty();
        return result.put("CRL", listed ? base64(Pem.encode(authority.revocationList(CrlFilter.ALL))) : "");
    }

    private JsonNode generateCrl(CaCall call) throws CaException {
        CaRequests.GenerateCrl request = read(call, CaRequests.GenerateCrl.class);
        return JSON.createObjectNode().put("CRL", base64(Pem.encode(authority.revocationList(byToken(call), request))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Stops at once; the authority stays open. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("{}: a call did not end within 5 s of the server's stop", authority.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
