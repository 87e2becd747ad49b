package org.touchmark.network.programs;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.material.MspFolders;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.processes.Programs;

/** Fabric's own orderer, as a process on free ports of the loopback interface. */
final class RealOrderer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final SigningIdentity identity;
    private final X509Certificate tls;
    private final int port = Programs.freePort();
    private final int adminPort = Programs.freePort();
    private final Path log;
    private Process process;

    RealOrderer(Path folder, SigningIdentity identity, CertificateIssuer authority, CertificateIssuer tlsAuthority)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.identity = identity;
        this.log = folder.resolve("orderer.log");
        KeyPair keys = KeyPairs.p256();
        this.tls = tlsAuthority.issue(
                keys.getPublic(),
                new CertificateTemplate(
                        new X500Name("CN=localhost"),
                        Instant.now().minus(CertificateIssuer.BACKDATING),
                        Instant.now().plus(Duration.ofDays(1)),
                        CertificateTemplate.Use.TLS,
                        List.of("localhost", "127.0.0.1"),
                        ByteString.EMPTY));
        write("tls/ca.pem", Pem.encode(tlsAuthority.certificate()));
        write("tls/cert.pem", Pem.encode(tls));
        write("tls/key.pem", Pem.encode(keys.getPrivate()));
        MspFolders.write(
                folder.resolve("msp"),
                new MspDefinition(
                        identity.mspId(),
                        List.of(authority.certificate()),
                        List.of(tlsAuthority.certificate()),
                        List.of()),
                identity);
        write("orderer.yaml", """
                General:
                  ListenAddress: 127.0.0.1
                  ListenPort: %1$d
                  TLS:
                    Enabled: true
                    PrivateKey: tls/key.pem
                    Certificate: tls/cert.pem
                    RootCAs: [tls/ca.pem]
                  BootstrapMethod: none
                  LocalMSPDir: msp
                  LocalMSPID: %3$s
                  BCCSP:
                    Default: SW
                    SW: {Hash: SHA2, Security: 256}
                FileLedger:
                  Location: %4$s/ledger
                Operations:
                  ListenAddress: 127.0.0.1:0
                Admin:
                  ListenAddress: 127.0.0.1:%2$d
                  TLS:
                    Enabled: true
                    Certificate: tls/cert.pem
                    PrivateKey: tls/key.pem
                    RootCAs: [tls/ca.pem]
                    ClientAuthRequired: true
                    ClientRootCAs: [tls/ca.pem]
                ChannelParticipation:
                  Enabled: true
                  MaxRequestBodySize: 1 MB
                Consensus:
                  WALDir: %4$s/wal
                  SnapDir: %4$s/snapshot
                """.formatted(port, adminPort, identity.mspId(), folder));
    }

    SigningIdentity identity() {
        return identity;
    }

    X509Certificate tls() {
        return tls;
    }

    Endpoint endpoint() {
        return new Endpoint("localhost", port);
    }

    void start() throws Exception {
        String program = RequiredProgram.require("orderer").toString();
        process = Programs.start(folder, log, Map.of("FABRIC_CFG_PATH", folder.toString()), List.of(program));
        Programs.await(process, log, START_LIMIT, this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), adminPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks the orderer to join the channel of block 0; what {@code osnadmin} prints. */
    String join(String channel, Path blockZero) throws Exception {
        return admin("join", "--channelID", channel, "--config-block", blockZero.toString());
    }

    /** Asks the orderer what it knows of the channel; what {@code osnadmin} prints. */
    String list(String channel) throws Exception {
        return admin("list", "--channelID", channel);
    }

    private String admin(String verb, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                RequiredProgram.require("osnadmin").toString(),
                "channel",
                verb,
                "-o",
                "127.0.0.1:" + adminPort,
                "--ca-file",
                folder.resolve("tls/ca.pem").toString(),
                "--client-cert",
                folder.resolve("tls/cert.pem").toString(),
                "--client-key",
                folder.resolve("tls/key.pem").toString()));
        command.addAll(List.of(arguments));
        return Programs.run(folder, CALL_LIMIT, command).output();
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Waits until the orderer has logged the text. */
    void awaitLog(String text) throws Exception {
        Programs.await(process, log, START_LIMIT, () -> log().contains(text));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
