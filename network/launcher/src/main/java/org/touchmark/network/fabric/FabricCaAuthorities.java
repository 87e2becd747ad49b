package org.touchmark.network.fabric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.ca.CaClient;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.local.LoopbackPort;
import org.touchmark.network.machine.OrganisationAuthorities;
import org.touchmark.network.material.Authorities;
import org.touchmark.network.material.DurableFiles;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.process.ChildProcess;
import org.touchmark.network.topology.Topology;

/**
 * The authorities as Fabric CA's own servers, a process each. A server keeps its books, its keys and its configuration,
 * which holds the registrar's secret, in a folder that only its owner can enter.
 */
final class FabricCaAuthorities implements OrganisationAuthorities {
    /** The folder within an authority's own. */
    static final String HOME = "fabric-ca";

    private static final String CONFIGURATION = "fabric-ca-server-config.yaml";
    private static final String ROOT = "ca-cert.pem";
    private static final String TLS_CERTIFICATE = "tls-cert.pem";

    /** A server makes its TLS certificate anew if it finds none, and does not ask how long it is good. */
    private static final Duration TLS_RENEWAL = Duration.ofDays(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, FabricNode> nodes = new LinkedHashMap<>();
    private final Map<String, X509Certificate> roots = new TreeMap<>();
    private final Authorities books;

    private FabricCaAuthorities(Authorities books) {
        this.books = books;
    }

    /** Where an authority's server keeps all that it has. */
    static Path home(Authorities books, String ca) {
        return books.folder(ca).resolve(HOME).toAbsolutePath().normalize();
    }

    /**
     * Starts the servers, and returns when all answer.
     *
     * @param program {@code fabric-ca-server}
     * @param books where each authority keeps what is its own
     * @param logs the folder of the logs
     * @throws IllegalStateException if one ends or does not answer; it is named with the last lines of its log
     */
    static FabricCaAuthorities start(Path program, Topology topology, Authorities books, Path logs) throws IOException {
        FabricCaAuthorities authorities = new FabricCaAuthorities(books);
        try {
            authorities.open(program, topology, logs);
            return authorities;
        } catch (IOException | RuntimeException e) {
            authorities.close();
            throw e;
        }
    }

    /** Writes the servers' configurations, and starts none. */
    static void configure(Topology topology, Authorities books) throws IOException {
        FabricCaAuthorities authorities = new FabricCaAuthorities(books);
        Iterator<Integer> operations = operationsPorts(topology);
        for (Topology.Authority authority : topology.authorities()) {
            authorities.writeConfiguration(authority, operations.next());
        }
    }

    private static Iterator<Integer> operationsPorts(Topology topology) throws IOException {
        return LoopbackPort.free(
                        topology.authorities().size(),
                        topology.listeners().stream()
                                .map(Topology.Listener::port)
                                .collect(Collectors.toSet()))
                .iterator();
    }

    private void open(Path program, Topology topology, Path logs) throws IOException {
        Iterator<Integer> operations = operationsPorts(topology);
        for (Topology.Authority authority : topology.authorities()) {
            int operationsPort = operations.next();
            writeConfiguration(authority, operationsPort);
            nodes.put(authority.msp(), node(program, authority, operationsPort, logs));
        }
        nodes.values().forEach(FabricNode::start);
        Together.forEach(List.copyOf(nodes.values()), FabricNode::awaitHealthy);
        for (Topology.Authority authority : topology.authorities()) {
            Path root = home(books, authority.listener().name()).resolve(ROOT);
            roots.put(authority.msp(), Pem.certificate(Files.readString(root)));
        }
    }

    private FabricNode node(Path program, Topology.Authority authority, int operationsPort, Path logs) {
        Topology.Listener listener = authority.listener();
        Path home = home(books, listener.name());
        ChildProcess.Command command = new ChildProcess.Command(
                listener.name(),
                List.of(program.toString(), "start", "--home", home.toString()),
                Map.of(),
                listener.port(),
                home,
                logs.resolve(listener.name() + ".log"));
        return new FabricNode(
                NodeKind.CERTIFICATE_AUTHORITY,
                authority.organisation(),
                "",
                command,
                operationsPort,
                () -> answers(authority, home.resolve(ROOT)));
    }

    private static boolean answers(Topology.Authority authority, Path root) {
        try {
            URI url = URI.create("https://localhost:" + authority.listener().port());
            X509Certificate certificate = Pem.certificate(Files.readString(root));
            return new CaClient(url, authority.msp(), List.of(certificate))
                    .info()
                    .name()
                    .equals(authority.listener().name());
        } catch (IOException | CaException e) {
            return false;
        }
    }

    private void writeConfiguration(Topology.Authority authority, int operationsPort) throws IOException {
        Topology.Listener ca = authority.listener();
        Path home = Files.createDirectories(home(books, ca.name()));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        renewTls(home.resolve(TLS_CERTIFICATE));
        String text = FabricFolder.resource(CONFIGURATION)
                .replace("@ADDRESS@", ca.bindAddress())
                .replace("@HOSTS@", String.join(", ", ca.certifiedHosts()))
                .replace("@PORT@", Integer.toString(ca.port()))
                .replace("@OPERATIONS@", Integer.toString(operationsPort))
                .replace("@NAME@", quoted(ca.name()))
                .replace("@ORGANISATION@", quoted(authority.organisation()))
                .replace("@REGISTRAR@", quoted(Authorities.REGISTRAR))
                .replace("@SECRET@", quoted(books.registrarSecret(ca.name()).reveal()));
        DurableFiles.writePrivate(home.resolve(CONFIGURATION), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void renewTls(Path certificate) throws IOException {
        if (Files.exists(certificate)
                && Pem.certificate(Files.readString(certificate))
                        .getNotAfter()
                        .toInstant()
                        .isBefore(Instant.now().plus(TLS_RENEWAL))) {
            Files.delete(certificate);
        }
    }

    /** A text of JSON is one of YAML too. */
    private static String quoted(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(text);
    }

    @Override
    public Map<String, X509Certificate> roots() {
        return Map.copyOf(roots);
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public void close() {
        nodes.values().forEach(FabricNode::stop);
    }
}
