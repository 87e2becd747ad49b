package org.touchmark.network.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.material.DurableFiles;
import org.touchmark.network.material.MspFolders;
import org.touchmark.network.msp.SigningIdentity;

/**
 * What Fabric's programs read and write, in one folder.
 *
 * <pre>
 * config/             core.yaml, orderer.yaml: what all nodes have in common
 * builder/bin/        the peers' external builder
 * NODE/msp/           a node's identity
 * NODE/data/          a node's ledger
 * NODE/chaincode.json how a peer reaches a chaincode server that asks for its certificate
 * admin-SLUG/msp/     an administrator's identity, for Fabric's commands
 * ports.json          the ports that no topology names
 * </pre>
 */
public final class FabricFolder {
    private static final List<String> BUILDER = List.of("detect", "build", "release");

    private final Path folder;

    public FabricFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** What FABRIC_CFG_PATH names. */
    public Path config() {
        return folder.resolve("config");
    }

    /** The folder of a node's identity. */
    public Path msp(String node) {
        return folder.resolve(node).resolve("msp");
    }

    /** The file of {@link NodePlaces#chaincodeConnection}. */
    public Path chaincodeConnection(String peer) {
        return folder.resolve(peer).resolve("chaincode.json");
    }

    /** Where the node keeps its ledger. */
    Path data(String node) {
        return folder.resolve(node).resolve("data");
    }

    /** The folder of an administrator's identity: by the slug of the organisation, {@code orderer} for the orderers'. */
    public Path adminMsp(String slug) {
        return msp("admin-" + slug);
    }

    /** The folder of the peers' external builder. */
    public Path builder() {
        return folder.resolve("builder");
    }

    Path ports() {
        return folder.resolve("ports.json");
    }

    /**
     * Writes what all nodes have in common: the same at every start.
     *
     * @param builder where peers find the external builder, which is elsewhere than here if they run in containers
     */
    public void writeCommon(Path builder) throws IOException {
        for (String program : BUILDER) {
            Path file = builder().resolve("bin").resolve(program);
            DurableFiles.write(file, resource(program).getBytes(StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        write("core.yaml", resource("core.yaml").replace("@BUILDER@", quoted(builder)));
        write("orderer.yaml", resource("orderer.yaml"));
    }

    /** Writes the same where no start of Fabric has: its commands read their settings there too. */
    void writeCommonIfMissing() throws IOException {
        if (!Files.exists(config().resolve("core.yaml"))) {
            writeCommon(builder());
        }
    }

    /** Writes an identity into an msp folder. */
    public static void writeIdentity(Path msp, SigningIdentity identity, X509Certificate root) throws IOException {
        MspFolders.write(msp, new MspDefinition(identity.mspId(), List.of(root), List.of(root), List.of()), identity);
    }

    private void write(String name, String text) throws IOException {
        DurableFiles.write(config().resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** As it stands within YAML's double quotes. */
    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** One of the module's own files for Fabric's programs. */
    static String resource(String name) throws IOException {
        try (InputStream input = FabricFolder.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new IllegalStateException(name + " is not among the module's resources");
            }
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
