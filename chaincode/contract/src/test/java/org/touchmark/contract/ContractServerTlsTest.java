package org.touchmark.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.hyperledger.fabric.shim.GrpcServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.trust.TestAuthority;

@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ContractServerTlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    private final TestAuthority authority = new TestAuthority("Aurelia");
    private final TestAuthority stranger = new TestAuthority("Stranger");
    private int port;
    private GrpcServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        KeyPair keys = TestAuthority.p256Keys();
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Path certificate = Files.writeString(
                folder.resolve("server.pem"), TestAuthority.pem(authority.issueWithAttributes(keys, "{\"attrs\":{}}")));
        server = ContractServer.start(ServerSettings.from(Map.of(
                "CHAINCODE_ID",
                "touchmark:1",
                "CHAINCODE_SERVER_ADDRESS",
                "0.0.0.0:" + port,
                "CHAINCODE_TLS_DISABLED",
                "false",
                "CHAINCODE_TLS_KEY",
                Files.writeString(folder.resolve("key.pem"), key).toString(),
                "CHAINCODE_TLS_CERT",
                certificate.toString(),
                "CHAINCODE_CLIENT_CA_CERT",
                Files.writeString(folder.resolve("roots.pem"), TestAuthority.pem(authority.root()))
                        .toString())));
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.stop();
        server.blockUntilShutdown();
    }

    @Test
    void a_client_with_a_certificate_of_the_named_roots_is_served() throws Exception {
        // 0: HTTP/2's first frame arrives, whose length field begins with this byte.
        assertThat(firstByte(clientOf(authority))).isZero();
    }

    @Test
    void a_client_without_a_certificate_or_with_a_strangers_is_not() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> firstByte(new KeyManager[0]));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> firstByte(clientOf(stranger)));
    }

    private int firstByte(KeyManager[] client) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(client, trust(), null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(20_000);
            return socket.getInputStream().read();
        }
    }

    private TrustManager[] trust() throws IOException, GeneralSecurityException {
        KeyStore roots = emptyStore();
        roots.setCertificateEntry("root", authority.root());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return factory.getTrustManagers();
    }

    private static KeyManager[] clientOf(TestAuthority issuer) throws IOException, GeneralSecurityException {
        KeyPair keys = TestAuthority.p256Keys();
        X509Certificate certificate = issuer.issueWithAttributes(keys, "{\"attrs\":{}}");
        KeyStore store = emptyStore();
        store.setKeyEntry("client", keys.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
