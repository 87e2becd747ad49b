package org.touchmark.network.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.ca.CaContract;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.testing.processes.Programs;

/** The same contract against Fabric CA's own server; not run where it is missing. */
class FabricCaIT extends CaContract {
    private static final Secret SECRET = Secret.random();
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Process process;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        String program = RequiredProgram.require("fabric-ca-server").toString();
        port = Programs.freePort();
        Path log = folder.resolve("ca.log");
        process = Programs.start(
                folder,
                log,
                Map.of(),
                List.of(
                        program,
                        "start",
                        "--home",
                        folder.toString(),
                        "--boot",
                        REGISTRAR + ":" + SECRET.reveal(),
                        "--ca.name",
                        "ca-test",
                        "--address",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--operations.listenaddress",
                        "127.0.0.1:0",
                        "--tls.enabled",
                        "--csr.hosts",
                        "localhost,127.0.0.1"));
        Programs.await(process, log, START_LIMIT, FabricCaIT::answers);
    }

    private static boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    protected URI url() {
        return URI.create("https://localhost:" + port);
    }

    @Override
    protected X509Certificate root() throws IOException {
        return Pem.certificate(Files.readString(folder.resolve("ca-cert.pem")));
    }

    @Override
    protected Secret registrarSecret() {
        return SECRET;
    }
}
