package org.touchmark.network.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.network.fabric.FabricFolder;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.processes.Programs;

/** Fabric's own peer as a process, beside a network that it is no part of. */
public final class RealPeer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Path log;
    private final int port = Programs.freePort();
    private Process process;

    /** {@code folder} is its own; the path must hold no blank. */
    public RealPeer(Path folder, SigningIdentity identity, SigningIdentity tls, X509Certificate root)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.log = folder.resolve("peer.log");
        FabricFolder files = new FabricFolder(folder);
        files.writeCommon(files.builder());
        FabricFolder.writeIdentity(folder.resolve("msp"), identity, root);
        Files.writeString(folder.resolve("tls.pem"), Pem.encode(tls.certificate()));
        Files.writeString(folder.resolve("tls-key.pem"), Pem.encode(tls.privateKey()));
        Files.writeString(folder.resolve("root.pem"), Pem.encode(root));
    }

    public Path root() {
        return folder.resolve("root.pem");
    }

    public String endpoint() {
        return "localhost:" + port;
    }

    public void start(String mspId) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("FABRIC_CFG_PATH", new FabricFolder(folder).config().toString());
        environment.put("FABRIC_LOGGING_SPEC", "info:gossip=error:grpc=error");
        environment.put("CORE_PEER_ID", "peer.real");
        environment.put("CORE_PEER_LOCALMSPID", mspId);
        environment.put("CORE_PEER_MSPCONFIGPATH", folder.resolve("msp").toString());
        environment.put("CORE_PEER_FILESYSTEMPATH", folder.resolve("data").toString());
        environment.put(
                "CORE_LEDGER_SNAPSHOTS_ROOTDIR", folder.resolve("snapshots").toString());
        environment.put("CORE_PEER_LISTENADDRESS", "127.0.0.1:" + port);
        environment.put("CORE_PEER_ADDRESS", endpoint());
        environment.put("CORE_PEER_GOSSIP_ENDPOINT", endpoint());
        environment.put("CORE_PEER_GOSSIP_BOOTSTRAP", endpoint());
        environment.put("CORE_PEER_CHAINCODELISTENADDRESS", "127.0.0.1:0");
        environment.put("CORE_PEER_TLS_CERT_FILE", folder.resolve("tls.pem").toString());
        environment.put("CORE_PEER_TLS_KEY_FILE", folder.resolve("tls-key.pem").toString());
        environment.put("CORE_PEER_TLS_ROOTCERT_FILE", root().toString());
        environment.put("CORE_OPERATIONS_LISTENADDRESS", "127.0.0.1:0");
        process = Programs.start(
                folder,
                log,
                environment,
                List.of(RequiredProgram.require("peer").toString(), "node", "start"));
        Programs.await(process, log, START_LIMIT, this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** All that it has said. */
    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
