package org.touchmark.network.material;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.touchmark.network.ca.CaSettings;
import org.touchmark.network.ca.CertificateAuthority;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.topology.Topology;

/** The certificate authorities' folders: their books, and the secret of their registrar. */
public final class Authorities {
    /** Who registers and revokes an organisation's members. */
    public static final String REGISTRAR = "registrar";

    /** The file of an embedded authority's books. */
    public static final String BOOKS = CertificateAuthority.DATABASE;

    private static final String SECRET_FILE = "registrar.secret";

    private final Path folder;
    private final Map<String, Integer> ports;

    /**
     * The authorities whose folders are in the folder given.
     *
     * @param ports of those, by name, that do not answer where the topology says
     */
    Authorities(Path folder, Map<String, Integer> ports) {
        this.folder = folder;
        this.ports = Map.copyOf(ports);
    }

    /** Where this machine calls an authority. */
    URI url(Topology.Listener ca) {
        return URI.create("https://localhost:" + ports.getOrDefault(ca.name(), ca.port()));
    }

    /** Opens an organisation's authority, or begins its books. */
    public CertificateAuthority open(Topology.Listener ca, String organisation) throws IOException {
        return CertificateAuthority.open(
                folder(ca.name()),
                CaSettings.of(ca.name(), organisation),
                new CertificateAuthority.Registrar(REGISTRAR, registrarSecret(ca.name())));
    }

    /** Where an authority keeps what is its own. */
    public Path folder(String ca) {
        return folder.resolve(ca);
    }

    /** The secret is on disk before the authority knows it, so that a stop in between loses nothing. */
    public Secret registrarSecret(String ca) throws IOException {
        Path file = folder(ca).resolve(SECRET_FILE);
        if (!Files.exists(file)) {
            Secret secret = Secret.random();
            DurableFiles.writePrivate(file, secret.reveal().getBytes(StandardCharsets.US_ASCII));
            return secret;
        }
        return Secret.drawn(Files.readString(file, StandardCharsets.US_ASCII));
    }
}
