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
 * What Fabric's programs read and write, in the network's folder.
 *
 * <pre>
 * config/             core.yaml, orderer.yaml: what all nodes have in common
 * builder/bin/        the peers' external builder
 * NODE/msp/           a node's identity
 * NODE/data/          a node's ledger
 * </pre>
 */
final class FabricFolder {
    private static final List<String> BUILDER = List.of("detect", "build", "release");

    private final Path folder;

    FabricFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** What FABRIC_CFG_PATH names. */
    Path config() {
        return folder.resolve("config");
    }

    Path msp(String node) {
        return folder.resolve(node).resolve("msp");
    }

    /** Where the node keeps its ledger; made if missing. */
    Path data(String node) throws IOException {
        return Files.createDirectories(folder.resolve(node).resolve("data"));
    }

    /** Writes what all nodes have in common: the same at every start. */
    void writeCommon() throws IOException {
        Path builder = folder.resolve("builder");
        for (String program : BUILDER) {
            Path file = builder.resolve("bin").resolve(program);
            DurableFiles.write(file, resource(program).getBytes(StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        write("core.yaml", resource("core.yaml").replace("@BUILDER@", quoted(builder)));
        write("orderer.yaml", resource("orderer.yaml"));
    }

    /** Writes a node's identity. */
    void writeIdentity(String node, SigningIdentity identity, X509Certificate root) throws IOException {
        MspFolders.write(
                msp(node), new MspDefinition(identity.mspId(), List.of(root), List.of(root), List.of()), identity);
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
