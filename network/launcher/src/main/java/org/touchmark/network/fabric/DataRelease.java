package org.touchmark.network.fabric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.touchmark.network.material.DurableFiles;

/** The release of Fabric whose programs wrote a network's data, noted beside it. */
final class DataRelease {
    private static final String FILE = "release";

    private DataRelease() {}

    /**
     * Notes the release, or holds it against the one that wrote the data.
     *
     * @param folder where Fabric's programs keep their data
     * @param version the programs' own, such as {@code 3.1.5}
     * @throws IOException if the data are of another minor release, whose formats may differ
     */
    static void require(Path folder, String version) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            String kept = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!minor(kept).equals(minor(version))) {
                throw new IOException(
                        "%s holds data of Fabric %s, and the programs are of Fabric %s. Take programs of release %s, keep this network in another folder (--state), or remove the data (network/down --clean)."
                                .formatted(folder, kept, version, minor(kept)));
            }
        }
        DurableFiles.write(file, (version + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String minor(String version) {
        String[] parts = version.split("\\.", -1);
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }
}
