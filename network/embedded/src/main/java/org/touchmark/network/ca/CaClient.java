package org.touchmark.network.ca;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;

/** Calls Fabric CA's REST interface: the embedded CA's, or Fabric CA's own. Safe for many threads. */
public final class CaClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final String mspId;
    private final HttpClient http;

    /**
     * A client of one CA.
     *
     * @param url such as {@code https://localhost:7054}
     * @param mspId the MSP of the identities that it enrols
     * @param tlsRoots what the server's certificate must chain to
     */
    public CaClient(URI url, String mspId, List<X509Certificate> tlsRoots) {
        this.url = url;
        this.mspId = mspId;
        this.http = HttpClient.newBuilder()
                .sslContext(Tls.client(tlsRoots))
                .connectTimeout(CONNECT_LIMIT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * What a CA says of itself.
     *
     * @param chain its certificate first, then those above it
     */
    public record Info(String name, List<X509Certificate> chain, String version) {
        public Info {
            chain = List.copyOf(chain);
        }
    }

    /**
     * An identity to make known.
     *
     * @param name the enrolment id
     * @param type client, peer, orderer or admin
     */
    public record Registration(String name, String type, List<CaAttribute> attributes) {
        public Registration {
            attributes = List.copyOf(attributes);
        }
    }

    public Info info() throws IOException, CaException {
        JsonNode result = call("GET", "/cainfo", "", "");
        return new Info(
                result.path("CAName").asText(),
                Pem.certificates(new String(bytes(result, "CAChain"), StandardCharsets.US_ASCII)),
                result.path("Version").asText());
    }

    /** Makes a key, and has it certified for signing. */
    public SigningIdentity enrol(String name, Secret secret) throws IOException, CaException {
        return enrol(name, secret, CertificateTemplate.Use.ENROLMENT, List.of());
    }

    /** Makes a key, and has it certified for TLS under the hosts given. */
    public SigningIdentity enrolTls(String name, Secret secret, List<String> hosts) throws IOException, CaException {
        return enrol(name, secret, CertificateTemplate.Use.TLS, hosts);
    }

    private SigningIdentity enrol(String name, Secret secret, CertificateTemplate.Use use, List<String> hosts)
            throws IOException, CaException {
        KeyPair keys = KeyPairs.p256();
        byte[] pair = (name + ":" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        String authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
        JsonNode result = call("POST", "/enroll", enrolment(name, keys, use, hosts), authorization);
        return SigningIdentities.of(mspId, certificate(result), keys.getPrivate());
    }

    /** Makes a new key for a holder of a certificate, and has it certified for signing. */
    public SigningIdentity reenrol(SigningIdentity holder) throws IOException, CaException {
        return reenrol(holder, CertificateTemplate.Use.ENROLMENT, List.of());
    }

    /** Makes a new key for a holder of a certificate, and has it certified for TLS under the hosts given. */
    public SigningIdentity reenrolTls(SigningIdentity holder, List<String> hosts) throws IOException, CaException {
        return reenrol(holder, CertificateTemplate.Use.TLS, hosts);
    }

    private SigningIdentity reenrol(SigningIdentity holder, CertificateTemplate.Use use, List<String> hosts)
            throws IOException, CaException {
        KeyPair keys = KeyPairs.p256();
        String name = CertificateNames.commonName(holder.certificate());
        String body = enrolment(name, keys, use, hosts);
        JsonNode result = callAs(holder, "/reenroll", body);
        return SigningIdentities.of(mspId, certificate(result), keys.getPrivate());
    }

    private static String enrolment(String name, KeyPair keys, CertificateTemplate.Use use, List<String> hosts) {
        ObjectNode body = JSON.createObjectNode();
        body.put("certificate_request", CertificateNames.request(name, keys, hosts));
        if (use == CertificateTemplate.Use.TLS) {
            body.put("profile", "tls");
        }
        if (!hosts.isEmpty()) {
            hosts.forEach(body.putArray("hosts")::add);
        }
        return body.toString();
    }

    private static X509Certificate certificate(JsonNode result) throws IOException {
        return Pem.certificate(new String(bytes(result, "Cert"), StandardCharsets.US_ASCII));
    }

    /** Makes an identity known; answers the secret that it enrols with. */
    public Secret register(SigningIdentity registrar, Registration registration) throws IOException, CaException {
        ObjectNode body = JSON.createObjectNode()
                .put("id", registration.name())
                .put("type", registration.type())
                .put("affiliation", "");
        ArrayNode attributes = body.putArray("attrs");
        registration.attributes().forEach(attributes::addPOJO);
        JsonNode result = callAs(registrar, "/register", body.toString());
        return Secret.chosen(result.path("secret").asText());
    }

    /** Revokes an identity with its certificates; the serial numbers of those that were good until now. */
    public List<BigInteger> revoke(SigningIdentity revoker, String name, String reason)
            throws IOException, CaException {
        ObjectNode body = JSON.createObjectNode().put("id", name).put("reason", reason);
        return revoked(callAs(revoker, "/revoke", body.toString()));
    }

    /** Revokes one certificate. */
    public List<BigInteger> revoke(SigningIdentity revoker, X509Certificate certificate, String reason)
            throws IOException, CaException {
        ObjectNode body = JSON.createObjectNode()
                .put("serial", certificate.getSerialNumber().toString(16))
                .put("aki", CertificateNames.issuerKeyId(certificate))
                .put("reason", reason);
        return revoked(callAs(revoker, "/revoke", body.toString()));
    }

    private static List<BigInteger> revoked(JsonNode result) {
        List<BigInteger> serials = new ArrayList<>();
        for (JsonNode certificate : result.path("RevokedCerts")) {
            serials.add(new BigInteger(certificate.path("Serial").asText(), 16));
        }
        return List.copyOf(serials);
    }

    /** The list of revoked certificates, which counts once it is in the channel's configuration. */
    public X509CRL revocationList(SigningIdentity caller) throws IOException, CaException {
        return Pem.crl(bytes(callAs(caller, "/gencrl", "{}"), "CRL"));
    }

    private JsonNode callAs(SigningIdentity caller, String path, String body) throws IOException, CaException {
        String token = CaTokens.create(caller, "POST", path, body.getBytes(StandardCharsets.UTF_8));
        return call("POST", path, body, token);
    }

    private JsonNode call(String method, String path, String body, String authorization)
            throws IOException, CaException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(CALL_LIMIT)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream input = response.body()) {
                return result(response.statusCode(), input.readNBytes(MAX_ANSWER_BYTES));
            }
        } catch (IOException e) {
            throw new IOException("CA at " + url + path + " can not be called: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while calling the CA at " + url + path, e);
        }
    }

    private JsonNode result(int status, byte[] answer) throws IOException, CaException {
        JsonNode envelope;
        try {
            envelope = JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IOException("answer with status " + status + " is no JSON", e);
        }
        if (envelope.path("success").asBoolean()) {
            return envelope.path("result");
        }
        JsonNode error = envelope.path("errors").path(0);
        throw new CaException(
                status, error.path("code").asInt(), error.path("message").asText("status " + status));
    }

    private static byte[] bytes(JsonNode result, String field) throws IOException {
        try {
            return Base64.getDecoder().decode(result.path(field).asText());
        } catch (IllegalArgumentException e) {
            throw new IOException("the CA's answer has no base64 in " + field, e);
        }
    }
}
