package org.touchmark.network.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.touchmark.network.machine.EmbeddedAuthorities;
import org.touchmark.network.machine.OrganisationAuthorities;
import org.touchmark.network.material.Authorities;
import org.touchmark.network.msp.Revocations;
import org.touchmark.network.topology.Topology;

/**
 * Which program the organisations' authorities are: Fabric CA's server where it is installed, else the embedded ones,
 * which answer the same calls. A network stays with those that it began with, since their keys sign its members.
 */
public final class AuthorityChoice {
    private final Optional<FabricPrograms.CaServer> server;
    private final Topology topology;
    private final Authorities books;
    private final Path log;

    /** {@code log} is that of this JVM; servers log beside it. */
    public AuthorityChoice(Optional<FabricPrograms.CaServer> server, Topology topology, Authorities books, Path log) {
        this.server = server;
        this.topology = topology;
        this.books = books;
        this.log = log;
    }

    /**
     * Starts them, and says which they are.
     *
     * @throws IOException if the network began with Fabric CA's servers and they are missing now
     */
    public OrganisationAuthorities start(Consumer<String> progress) throws IOException {
        int count = topology.authorities().size();
        if (count == 0) {
            return embedded();
        }
        if (began(Authorities.BOOKS)) {
            progress.accept(
                    count + " certificate authorities answer: the embedded ones, which this network began with");
            return embedded();
        }
        if (server.isPresent()) {
            OrganisationAuthorities servers = FabricCaAuthorities.start(
                    server.get().program(),
                    topology,
                    books,
                    log.toAbsolutePath().resolveSibling(""));
            progress.accept(count + " certificate authorities (Fabric CA "
                    + server.get().version() + ") answer");
            return servers;
        }
        if (began(FabricCaAuthorities.HOME)) {
            throw new IOException("This network's certificates come from Fabric CA's servers, and fabric-ca-server is"
                    + " neither in FABRIC_HOME/bin nor on PATH. Install Fabric CA 1.5, or remove the network's data"
                    + " (network/down --clean).");
        }
        progress.accept(count + " certificate authorities answer: embedded ones, since fabric-ca-server (Fabric CA 1.5)"
                + " is neither in FABRIC_HOME/bin nor on PATH");
        return embedded();
    }

    /**
     * Has Fabric CA's servers, if it is these, listen where a topology says at their next start: after they were started
     * on other ports for a while.
     */
    public void settle(Topology where) throws IOException {
        if (began(FabricCaAuthorities.HOME)) {
            FabricCaAuthorities.configure(where, books);
        }
    }

    private OrganisationAuthorities embedded() {
        // Fabric's nodes learn of revocations from the channel's configuration alone.
        return EmbeddedAuthorities.start(topology, books, log, new Revocations());
    }

    private boolean began(String sign) {
        return topology.authorities().stream()
                .anyMatch(authority ->
                        Files.exists(books.folder(authority.listener().name()).resolve(sign)));
    }
}
