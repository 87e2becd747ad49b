package org.touchmark.network.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;

class EmbeddedCaTest extends CaContract {
    private static final Secret SECRET = Secret.random();
    private static final CaSettings SETTINGS = CaSettings.of("ca-test", "Test");

    @TempDir
    static Path folder;

    private static CertificateAuthority authority;
    private static CaServer server;

    @BeforeAll
    static void start() throws IOException {
        authority = CertificateAuthority.open(folder, SETTINGS, new CertificateAuthority.Registrar(REGISTRAR, SECRET));
        server = CaServer.start(authority, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
        authority.close();
    }

    @Override
    protected URI url() {
        return URI.create(server.url());
    }

    @Override
    protected X509Certificate root() {
        return authority.certificate();
    }

    @Override
    protected Secret registrarSecret() {
        return SECRET;
    }

    @Test
    void goes_on_with_its_books_after_a_stop(@TempDir Path own) throws Exception {
        var registrar = new CertificateAuthority.Registrar(REGISTRAR, SECRET);
        X509Certificate root;
        SigningIdentity holder;
        try (CertificateAuthority first = CertificateAuthority.open(own, SETTINGS, registrar);
                CaServer served = CaServer.start(first, 0)) {
            root = first.certificate();
            CaClient client = new CaClient(URI.create(served.url()), TestConsortium.AURELIA, List.of(root));
            holder = client.enrol(REGISTRAR, SECRET);
        }
        try (CertificateAuthority second = CertificateAuthority.open(own, SETTINGS, registrar);
                CaServer served = CaServer.start(second, 0)) {
            assertThat(second.certificate()).isEqualTo(root);
            CaClient client = new CaClient(URI.create(served.url()), TestConsortium.AURELIA, List.of(root));
            assertThat(client.register(holder, new CaClient.Registration("later", "peer", List.of()))
                            .reveal())
                    .isNotEmpty();
        }
    }

    /** Fabric CA registers it. */
    @Test
    void refuses_to_register_what_has_no_name() throws Exception {
        CaClient client = new CaClient(url(), TestConsortium.AURELIA, List.of(root()));
        SigningIdentity registrar = client.enrol(REGISTRAR, SECRET);

        assertThatThrownBy(() -> client.register(registrar, new CaClient.Registration("", "client", List.of())))
                .hasMessage("id of 0 characters: must have 1 to 64");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, identities/somebody, identities",
        "POST, identities, identities",
        "PUT, affiliations/org1, affiliations",
        "DELETE, certificates, certificates",
        "POST, idemix/credential, idemix"
    })
    void names_what_fabric_ca_changes_and_this_does_not(String method, String path, String named) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/api/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = HttpClient.newBuilder()
                .sslContext(Tls.client(List.of(root())))
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body())
                .contains("The embedded CA does not do that with " + named)
                .contains("\"success\":false");
    }

    @Test
    void refuses_a_body_above_its_limit() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/register"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[300 * 1024]))
                .build();
        HttpResponse<String> response = HttpClient.newBuilder()
                .sslContext(Tls.client(List.of(root())))
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("longer than 262144 bytes");
    }

    @Test
    void names_the_port_that_is_taken() {
        assertThatThrownBy(() -> CaServer.start(authority, server.port()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CA ca-test: port " + server.port());
    }

    @Test
    void keeps_secrets_out_of_texts() {
        assertThat(SECRET.toString()).doesNotContain(SECRET.reveal());
        assertThat(new CertificateAuthority.Registrar(REGISTRAR, SECRET).toString())
                .doesNotContain(SECRET.reveal());
        assertThat(SecretHash.of(SECRET)).doesNotContain(SECRET.reveal());
        assertThat(SecretHash.matches(SecretHash.of(SECRET), SECRET.reveal())).isTrue();
        assertThat(SecretHash.matches(SecretHash.of(SECRET), SECRET.reveal() + "x"))
                .isFalse();
    }
}
