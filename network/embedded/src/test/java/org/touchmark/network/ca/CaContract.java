package org.touchmark.network.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;

/** What a CA does that answers Fabric CA's REST interface: the same for the embedded one and for Fabric's own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class CaContract {
    protected static final String REGISTRAR = "registrar";
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaClient client;
    private SigningIdentity registrar;

    /** Where the CA under test is served. */
    protected abstract URI url();

    /** The root that issues members, and that its TLS certificate chains to. */
    protected abstract X509Certificate root() throws Exception;

    /** The secret of the registrar. */
    protected abstract Secret registrarSecret();

    @BeforeEach
    void enrolRegistrar() throws Exception {
        client = new CaClient(url(), TestConsortium.AURELIA, List.of(root()));
        registrar = client.enrol(REGISTRAR, registrarSecret());
    }

    @Test
    void says_its_name_and_its_root() throws Exception {
        CaClient.Info info = client.info();
        assertThat(info.name()).isEqualTo("ca-test");
        assertThat(info.chain()).containsExactly(root());
        assertThat(info.version()).isNotEmpty();
    }

    @Nested
    class Enrol {
        @Test
        void gives_a_certificate_with_the_type_as_unit_and_the_name_as_common_name() throws Exception {
            String name = newName();
            SigningIdentity peer = client.enrol(name, register(name, "peer"));
            X509Certificate certificate = peer.certificate();
            certificate.verify(root().getPublicKey());
            assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=" + name, "OU=peer");
            assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
            assertThat(certificate.getKeyUsage()[0]).as("digital signature").isTrue();
            assertThat(certificate.getExtendedKeyUsage()).isNull();
            assertThat(certificate.getNotBefore().toInstant()).isBefore(Instant.now());
            assertThat(certificate.getNotAfter().toInstant())
                    .isAfter(Instant.now().plusSeconds(86_400));
        }

        @Test
        void puts_the_identitys_attributes_into_the_extension_that_chaincode_reads() throws Exception {
            String name = newName();
            Secret secret = client.register(
                    registrar,
                    new CaClient.Registration(
                            name,
                            "client",
                            List.of(
                                    new CaAttribute("touchmark.gln", "9506000134352", true),
                                    new CaAttribute("touchmark.role", "brand", true),
                                    new CaAttribute("kept.back", "1", false))));
            JsonNode attributes = attributes(client.enrol(name, secret).certificate());
            assertThat(attributes.path("touchmark.gln").asText()).isEqualTo("9506000134352");
            assertThat(attributes.path("touchmark.role").asText()).isEqualTo("brand");
            assertThat(attributes.path("hf.EnrollmentID").asText()).isEqualTo(name);
            assertThat(attributes.path("hf.Type").asText()).isEqualTo("client");
            assertThat(attributes.has("hf.Affiliation")).isTrue();
            assertThat(attributes.has("kept.back")).isFalse();
        }

        @Test
        void gives_a_TLS_certificate_under_the_hosts_asked_for() throws Exception {
            String name = newName();
            SigningIdentity tls = client.enrolTls(name, register(name, "peer"), List.of("localhost", "127.0.0.1"));
            assertThat(tls.certificate().getExtendedKeyUsage()).contains("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
            assertThat(tls.certificate().getSubjectAlternativeNames())
                    .extracting(host -> (Object) host.get(1))
                    .containsExactlyInAnyOrder("localhost", "127.0.0.1");
        }

        @Test
        void refuses_a_wrong_secret_and_an_unknown_name_alike() throws Exception {
            String name = newName();
            register(name, "client");
            assertRefused(401, 20, () -> client.enrol(name, Secret.chosen("wrong")));
            assertRefused(401, 20, () -> client.enrol("nobody", Secret.chosen("wrong")));
        }

        @Test
        void refuses_a_request_without_authorization_or_body_or_certificate_request() throws Exception {
            assertThat(error(post("/enroll", "{}", ""))).containsExactly(401, 2);
            String basic = basic(REGISTRAR, registrarSecret());
            assertThat(error(post("/enroll", "", basic))).containsExactly(400, 4);
            assertThat(error(post("/enroll", "{}", basic))).containsExactly(400, 31);
            assertThat(error(post("/enroll", "no json", basic))).containsExactly(400, 5);
        }

        @Test
        void shuts_an_identity_out_after_ten_wrong_secrets() throws Exception {
            String name = newName();
            Secret right = register(name, "client");
            for (int i = 0; i < 10; i++) {
                assertRefused(401, 20, () -> client.enrol(name, Secret.chosen("wrong")));
            }

            assertRefused(401, 73, () -> client.enrol(name, right));
        }

        @Test
        void puts_in_just_the_attributes_that_are_asked_for() throws Exception {
            String name = newName();
            Secret secret = client.register(
                    registrar,
                    new CaClient.Registration(
                            name,
                            "client",
                            List.of(
                                    new CaAttribute("touchmark.role", "brand", true),
                                    new CaAttribute("kept.back", "1", false))));

            JsonNode attributes = attributes(enrolled(name, secret, "[{\"name\": \"kept.back\"}]"));
            assertThat(attributes.path("kept.back").asText()).isEqualTo("1");
            assertThat(attributes.has("touchmark.role")).isFalse();
            assertThat(attributes(enrolled(name, secret, "[{\"name\": \"lacking\", \"optional\": true}]")))
                    .isEmpty();
            assertThat(error(enrolling(name, secret, "[{\"name\": \"lacking\"}]")))
                    .containsExactly(500, 0);
        }

        private X509Certificate enrolled(String name, Secret secret, String attributes) throws Exception {
            HttpResponse<String> response = enrolling(name, secret, attributes);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            String certificate =
                    JSON.readTree(response.body()).path("result").path("Cert").asText();
            return Pem.certificate(new String(Base64.getDecoder().decode(certificate), StandardCharsets.US_ASCII));
        }

        private HttpResponse<String> enrolling(String name, Secret secret, String attributes) throws Exception {
            ObjectNode body = JSON.createObjectNode()
                    .put("certificate_request", CertificateNames.request(name, KeyPairs.p256(), List.of()));
            body.set("attr_reqs", JSON.readTree(attributes));
            return post("/enroll", body.toString(), basic(name, secret));
        }

        @Test
        void refuses_a_certificate_request_that_is_none() throws Exception {
            assertThat(error(post(
                            "/enroll", "{\"certificate_request\": \"none\"}", basic(REGISTRAR, registrarSecret()))))
                    .containsExactly(400, 31);
        }

        @Test
        void refuses_a_certificate_request_for_another_name() throws Exception {
            String body = JSON.createObjectNode()
                    .put("certificate_request", CertificateNames.request("somebody", KeyPairs.p256(), List.of()))
                    .toString();
            assertThat(error(post("/enroll", body, basic(REGISTRAR, registrarSecret()))))
                    .containsExactly(403, 77);
        }
    }

    @Nested
    class Register {
        @Test
        void takes_a_chosen_secret() throws Exception {
            String name = newName();
            accept("""
                    {"id": "%s", "type": "client", "secret": "chosen-secret"}""".formatted(name));

            assertThat(client.enrol(name, Secret.chosen("chosen-secret"))
                            .certificate()
                            .getSubjectX500Principal()
                            .getName())
                    .contains("CN=" + name);
        }

        @Test
        void gives_no_more_certificates_than_the_enrolments_allowed() throws Exception {
            String name = newName();
            accept("""
                    {"id": "%s", "type": "client", "secret": "once-only", "max_enrollments": 1}""".formatted(name));
            SigningIdentity holder = client.enrol(name, Secret.chosen("once-only"));

            assertRefused(401, 20, () -> client.enrol(name, Secret.chosen("once-only")));
            assertThat(client.reenrol(holder).certificate()).isNotEqualTo(holder.certificate());
        }

        @Test
        void refuses_less_than_no_enrolments() throws Exception {
            assertThat(error(callAs(registrar, "/register", """
                    {"id": "%s", "type": "client", "max_enrollments": -2}""".formatted(newName()))))
                    .containsExactly(400, 82);
        }

        @Test
        void refuses_an_affiliation_that_it_does_not_know() throws Exception {
            assertThat(error(callAs(registrar, "/register", """
                    {"id": "%s", "type": "client", "affiliation": "nowhere.at.all"}""".formatted(newName()))))
                    .containsExactly(403, 71);
        }

        @Test
        void gives_nobody_a_role_or_a_right_that_its_registrar_lacks() throws Exception {
            String name = newName();
            accept("""
                    {"id": "%s", "type": "client", "secret": "some-rights", "attrs": [
                      {"name": "hf.Registrar.Roles", "value": "client"},
                      {"name": "hf.Registrar.Attributes", "value": "touchmark.*"}]}""".formatted(name));
            SigningIdentity some = client.enrol(name, Secret.chosen("some-rights"));

            assertThat(client.register(some, new CaClient.Registration(newName(), "client", List.of()))
                            .reveal())
                    .isNotEmpty();
            assertRefused(
                    403, 71, () -> client.register(some, new CaClient.Registration(newName(), "peer", List.of())));
            assertRefused(403, 71, () -> client.register(some, with("other.attribute", "1")));
            assertRefused(403, 71, () -> client.register(some, with("hf.Revoker", "true")));
        }

        private CaClient.Registration with(String attribute, String value) {
            return new CaClient.Registration(newName(), "client", List.of(new CaAttribute(attribute, value, false)));
        }

        private void accept(String body) throws Exception {
            assertThat(callAs(registrar, "/register", body).statusCode()).isEqualTo(201);
        }

        @Test
        void refuses_a_name_twice() throws Exception {
            String name = newName();
            register(name, "client");
            assertRefused(409, 74, () -> register(name, "client"));
        }

        @Test
        void refuses_a_caller_who_is_no_registrar() throws Exception {
            String name = newName();
            SigningIdentity plain = client.enrol(name, register(name, "client"));
            assertRefused(
                    403, 71, () -> client.register(plain, new CaClient.Registration(newName(), "client", List.of())));
        }

        @Test
        void refuses_a_token_of_another_CA_and_one_over_another_body() throws Exception {
            SigningIdentity stranger = TestConsortium.create().client(TestConsortium.AURELIA);
            assertRefused(
                    401,
                    20,
                    () -> client.register(stranger, new CaClient.Registration(newName(), "client", List.of())));
            String token = CaTokens.create(registrar, "POST", "/register", "{}".getBytes(StandardCharsets.UTF_8));
            String body = "{\"id\":\"" + newName() + "\",\"type\":\"client\"}";
            assertThat(error(post("/register", body, token))).containsExactly(401, 20);
            assertThat(error(post("/register", body, ""))).containsExactly(401, 2);
        }
    }

    @Nested
    class Reenrol {
        @Test
        void gives_the_same_name_a_new_certificate() throws Exception {
            String name = newName();
            SigningIdentity first = client.enrol(name, register(name, "client"));
            SigningIdentity second = client.reenrol(first);
            assertThat(second.certificate().getSubjectX500Principal())
                    .isEqualTo(first.certificate().getSubjectX500Principal());
            assertThat(second.certificate().getSerialNumber())
                    .isNotEqualTo(first.certificate().getSerialNumber());
            assertThat(second.certificate().getPublicKey())
                    .isNotEqualTo(first.certificate().getPublicKey());
        }
    }

    @Test
    void wants_a_token_for_all_but_enrolment() throws Exception {
        for (String path : List.of("/register", "/reenroll", "/revoke", "/gencrl")) {
            assertThat(error(post(path, "{}", ""))).as(path).containsExactly(401, 2);
            assertThat(error(post(path, "{}", "no.token"))).as(path).containsExactly(401, 20);
        }
    }

    @Nested
    class Revoke {
        @Test
        void refuses_what_names_nothing_or_the_wrong_thing() throws Exception {
            String name = newName();
            X509Certificate certificate =
                    client.enrol(name, register(name, "client")).certificate();
            String serial = certificate.getSerialNumber().toString(16);
            String aki = CertificateNames.issuerKeyId(certificate);

            assertThat(error(callAs(registrar, "/revoke", "{}"))).containsExactly(400, 15);
            assertThat(error(callAs(registrar, "/revoke", """
                    {"serial": "1234", "aki": "%s"}""".formatted(aki)))).containsExactly(404, 8);
            assertThat(error(callAs(registrar, "/revoke", """
                    {"serial": "%s", "aki": "%s", "id": "another"}""".formatted(serial, aki))))
                    .containsExactly(400, 9);
        }

        @Test
        void a_holder_may_give_up_his_own_certificate() throws Exception {
            String name = newName();
            SigningIdentity holder = client.enrol(name, register(name, "client"));

            assertThat(client.revoke(holder, holder.certificate(), "cessationofoperation"))
                    .containsExactly(holder.certificate().getSerialNumber());
            assertRefused(401, 20, () -> client.reenrol(holder));
        }

        @Test
        void lists_what_lies_within_the_times_asked_for() throws Exception {
            assertThat(error(callAs(registrar, "/gencrl", """
                    {"revokedafter": "2026-01-02T00:00:00Z", "revokedbefore": "2026-01-01T00:00:00Z"}"""))).containsExactly(400, 36);
            assertThat(error(callAs(registrar, "/gencrl", """
                    {"expireafter": "2026-01-02T00:00:00Z", "expirebefore": "2026-01-01T00:00:00Z"}"""))).containsExactly(400, 37);
        }

        @Test
        void one_certificate_is_listed_and_serves_no_more() throws Exception {
            String name = newName();
            SigningIdentity holder = client.enrol(name, register(name, "client"));
            assertThat(client.revoke(registrar, holder.certificate(), "keycompromise"))
                    .containsExactly(holder.certificate().getSerialNumber());
            X509CRL list = client.revocationList(registrar);
            list.verify(root().getPublicKey());
            assertThat(list.isRevoked(holder.certificate())).isTrue();
            assertThat(list.isRevoked(registrar.certificate())).isFalse();
            assertRefused(401, 20, () -> client.reenrol(holder));
            assertRefused(404, 66, () -> client.revoke(registrar, holder.certificate(), "keycompromise"));
        }

        @Test
        void an_identity_loses_all_its_certificates_and_its_secret() throws Exception {
            String name = newName();
            Secret secret = register(name, "client");
            SigningIdentity first = client.enrol(name, secret);
            SigningIdentity second = client.enrol(name, secret);
            assertThat(client.revoke(registrar, name, "cessationofoperation"))
                    .containsExactlyInAnyOrder(
                            first.certificate().getSerialNumber(),
                            second.certificate().getSerialNumber());
            assertRefused(401, 20, () -> client.enrol(name, secret));
            assertRefused(401, 20, () -> client.reenrol(second));
        }

        @Test
        void refuses_what_is_not_known_and_callers_without_the_right() throws Exception {
            assertRefused(404, 10, () -> client.revoke(registrar, "nobody", "unspecified"));
            String name = newName();
            SigningIdentity plain = client.enrol(name, register(name, "client"));
            assertRefused(403, 71, () -> client.revoke(plain, REGISTRAR, "unspecified"));
            assertRefused(403, 71, () -> client.revocationList(plain));
        }
    }

    @Nested
    class Lists {
        private JsonNode get(SigningIdentity caller, String path) throws Exception {
            return JSON.readTree(getAs(caller, path).body()).path("result");
        }

        @Test
        void identities_are_told_with_type_and_attributes() throws Exception {
            String name = newName();
            client.register(
                    registrar, new CaClient.Registration(name, "peer", List.of(new CaAttribute("a", "b", true))));

            JsonNode one = get(registrar, "/identities/" + name);
            JsonNode all = get(registrar, "/identities").path("identities");

            assertThat(one.path("id").asText()).isEqualTo(name);
            assertThat(one.path("type").asText()).isEqualTo("peer");
            assertThat(one.path("affiliation").asText("none")).isEmpty();
            assertThat(one.path("max_enrollments").asInt()).isEqualTo(-1);
            assertThat(attributes(one)).contains("a=b:true", "hf.EnrollmentID=" + name + ":true", "hf.Type=peer:true");
            assertThat(all).anySatisfy(identity -> {
                assertThat(identity.path("id").asText()).isEqualTo(name);
                assertThat(attributes(identity)).contains("a=b:true");
            });
            assertThat(all)
                    .anySatisfy(
                            identity -> assertThat(identity.path("id").asText()).isEqualTo(REGISTRAR));
        }

        private List<String> attributes(JsonNode identity) {
            List<String> attributes = new java.util.ArrayList<>();
            identity.path("attrs")
                    .forEach(attribute -> attributes.add("%s=%s:%s"
                            .formatted(
                                    attribute.path("name").asText(),
                                    attribute.path("value").asText(),
                                    attribute.path("ecert").asBoolean())));
            return attributes;
        }

        @Test
        void certificates_are_told_by_holder_and_without_those_taken_back() throws Exception {
            String name = newName();
            Secret secret = register(name, "client");
            SigningIdentity first = client.enrol(name, secret);
            SigningIdentity second = client.enrol(name, secret);
            client.revoke(registrar, first.certificate(), "superseded");
            String serial = second.certificate().getSerialNumber().toString(16);

            assertThat(pems("/certificates?id=" + name))
                    .containsExactlyInAnyOrder(first.certificate(), second.certificate());
            assertThat(pems("/certificates?id=" + name + "&notrevoked=true&notexpired=true"))
                    .containsExactly(second.certificate());
            assertThat(pems("/certificates?notexpired=false&notrevoked=false")).contains(second.certificate());
            assertThat(pems("/certificates?serial=" + serial + "&aki="
                            + CertificateNames.issuerKeyId(second.certificate())))
                    .containsExactly(second.certificate());
            assertThat(pems("/certificates?id=nobody")).isEmpty();
        }

        private List<X509Certificate> pems(String path) throws Exception {
            List<X509Certificate> certificates = new java.util.ArrayList<>();
            for (JsonNode certificate : get(registrar, path).path("certs")) {
                certificates.add(Pem.certificate(certificate.path("PEM").asText()));
            }
            return certificates;
        }

        @Test
        void what_is_not_there_is_not_found() throws Exception {
            assertThat(error(getAs(registrar, "/identities/nobody"))).containsExactly(404, 63);
            assertThat(error(getAs(registrar, "/affiliations/nowhere"))).containsExactly(404, 63);
            assertThat(get(registrar, "/affiliations").path("name").asText("none"))
                    .isEmpty();
        }

        @Test
        void who_may_register_nobody_reads_nothing() throws Exception {
            String name = newName();
            SigningIdentity plain = client.enrol(name, register(name, "client"));
            for (String path : List.of("/identities", "/identities/" + name, "/certificates", "/affiliations")) {
                assertThat(error(getAs(plain, path))).as(path).containsExactly(403, 71);
            }
        }
    }

    private HttpResponse<String> getAs(SigningIdentity caller, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .header("Authorization", CaTokens.create(caller, "GET", path, new byte[0]))
                .build();
        return http().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void refuses_methods_that_a_call_does_not_have() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/enroll")).build();
        HttpResponse<String> response = http().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(error(response)).containsExactly(405, 1);
    }

    @Test
    void refuses_a_CA_that_it_does_not_hold() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(url().resolve("/cainfo?ca=another")).build();
        HttpResponse<String> response = http().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(response.body()).contains("'another' does not exist");
    }

    private Secret register(String name, String type) throws Exception {
        return client.register(registrar, new CaClient.Registration(name, type, List.of()));
    }

    private static String newName() {
        return "member" + NAMES.incrementAndGet() + "-" + System.nanoTime();
    }

    private static JsonNode attributes(X509Certificate certificate) throws Exception {
        byte[] extension = certificate.getExtensionValue(CertificateIssuer.ATTRIBUTES_OID);
        if (extension == null) {
            // Fabric CA puts in an extension without attributes.
            return JSON.createObjectNode();
        }
        return JSON.readTree(ASN1OctetString.getInstance(extension).getOctets()).path("attrs");
    }

    private static void assertRefused(int status, int code, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(CaException.class)).satisfies(refusal -> {
            assertThat(refusal.httpStatus()).as(refusal.getMessage()).isEqualTo(status);
            assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        });
    }

    private static String basic(String name, Secret secret) {
        byte[] pair = (name + ":" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private HttpResponse<String> post(String path, String body, String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> callAs(SigningIdentity caller, String path, String body) throws Exception {
        return post(path, body, CaTokens.create(caller, "POST", path, body.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpClient http() throws Exception {
        return HttpClient.newBuilder().sslContext(Tls.client(List.of(root()))).build();
    }

    /** Status and Fabric CA's code. */
    private static List<Integer> error(HttpResponse<String> response) throws Exception {
        JsonNode envelope = JSON.readTree(response.body());
        assertThat(envelope.path("success").asBoolean(true)).isFalse();
        return List.of(
                response.statusCode(),
                envelope.path("errors").path(0).path("code").asInt(-1));
    }
}
