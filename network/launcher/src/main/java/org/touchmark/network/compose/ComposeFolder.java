package org.touchmark.network.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.fabric.AuthorityChoice;
import org.touchmark.network.fabric.ChaincodeConnection;
import org.touchmark.network.fabric.FabricDeployment;
import org.touchmark.network.fabric.FabricFolder;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.local.LoopbackPort;
import org.touchmark.network.machine.OrganisationAuthorities;
import org.touchmark.network.material.DurableFiles;
import org.touchmark.network.material.Material;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.material.Ports;
import org.touchmark.network.process.CompilerDirectives;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyException;
import org.touchmark.network.topology.TopologyFile;

/**
 * A folder with a Compose file and all that its services read: keys, certificates, block 0, configuration, programs.
 * It is whole by itself, so that it may be carried to the machine with the containers.
 *
 * <pre>
 * compose.yaml
 * topology.yaml       as it was given
 * network/            as {@link MaterialFolder} has it; connection.json is for that machine's own gateway
 * fabric/             as {@link FabricFolder} has it
 * lib/                the launcher, and contract.jar
 * </pre>
 */
public final class ComposeFolder {
    private static final String COMPOSE = "compose.yaml";

    private final Path folder;
    private final FabricFolder fabric;

    private ComposeFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.fabric = new FabricFolder(this.folder.resolve(ComposeFile.FABRIC));
    }

    /**
     * What goes into the folder.
     *
     * @param topology a file, or the name of one of the module's own
     * @param caServer Fabric CA's server; without it the authorities' books are not such as its image reads, and the
     *     Compose file has no authorities
     * @param programs jars for the containers
     */
    public record Plan(String topology, Optional<FabricPrograms.CaServer> caServer, List<Path> programs) {
        public Plan {
            programs = List.copyOf(programs);
        }
    }

    /** Where a Compose file's nodes are: each on the host that its service's name is. */
    public static Topology inContainers(Topology topology) {
        return topology.mapHosts(Topology.Listener::name);
    }

    /**
     * Writes the folder, or completes it.
     *
     * @throws CaException if an authority refuses to issue what the topology asks for
     */
    public static void write(Path folder, Plan plan, Consumer<String> progress)
            throws IOException, TopologyException, CaException {
        new ComposeFolder(folder).write(plan, progress);
    }

    /** The folder's topology in containers, and what its nodes start with. */
    public static Deployed read(Path folder) throws IOException, TopologyException {
        Path network = folder.resolve(ComposeFile.MATERIAL);
        Topology topology = inContainers(
                Ports.resolve(TopologyFile.read(folder.resolve(ComposeFile.TOPOLOGY)), network.resolve("ports.json")));
        return new Deployed(topology, new MaterialFolder(network).load(topology));
    }

    /** What a folder holds. */
    public record Deployed(Topology topology, Material material) {}

    private Path network() {
        return folder.resolve(ComposeFile.MATERIAL);
    }

    private void write(Plan plan, Consumer<String> progress) throws IOException, TopologyException, CaException {
        Topology given = TopologyFile.named(plan.topology());
        if (given.consortium().isPresent()) {
            throw new TopologyException(
                    "A Compose file is written for a whole consortium: take the key consortium out of the topology.");
        }
        DurableFiles.write(
                folder.resolve(ComposeFile.TOPOLOGY),
                TopologyFile.text(plan.topology()).getBytes(StandardCharsets.UTF_8));
        Topology onHost = Ports.resolve(given, network().resolve("ports.json"));
        Topology topology = inContainers(onHost);
        issue(plan, onHost, topology, progress);
        copy(plan.programs());
        writeCompose(plan, topology);
        progress.accept("Written: " + folder.resolve(COMPOSE));
    }

    /** The authorities issue on ports of their own, since a network that runs here may have the topology's. */
    private void issue(Plan plan, Topology onHost, Topology topology, Consumer<String> progress)
            throws IOException, CaException {
        Map<String, Integer> ports = freePorts(topology);
        Topology issuing = topology.mapPorts(listener -> ports.getOrDefault(listener.name(), listener.port()));
        MaterialFolder material = new MaterialFolder(network(), ports);
        AuthorityChoice choice = new AuthorityChoice(
                plan.caServer(), issuing, material.authorities(), network().resolve("logs/network.log"));
        try (OrganisationAuthorities authorities = choice.start(progress)) {
            Material made = material.prepare(topology, authorities.roots(), "fabric");
            writeNodes(topology, made);
            material.writeConnection(onHost, made);
        } finally {
            choice.settle(topology);
        }
    }

    private static Map<String, Integer> freePorts(Topology topology) throws IOException {
        Set<Integer> taken =
                topology.listeners().stream().map(Topology.Listener::port).collect(Collectors.toSet());
        Iterator<Integer> free =
                LoopbackPort.free(topology.authorities().size(), taken).iterator();
        return topology.authorities().stream()
                .collect(Collectors.toMap(authority -> authority.listener().name(), authority -> free.next()));
    }

    private void writeNodes(Topology topology, Material made) throws IOException {
        fabric.writeCommon(ContainerPlaces.BUILDER);
        for (Topology.Listener orderer : topology.orderers().nodes()) {
            writeIdentity(orderer.name(), topology.orderers().msp(), made);
        }
        for (Topology.Organisation organisation : topology.organisations()) {
            for (Topology.Peer peer : organisation.peers()) {
                writeIdentity(peer.name(), organisation.msp(), made);
                ChaincodeConnection.write(fabric.chaincodeConnection(peer.name()), organisation, peer, made);
            }
        }
    }

    private void writeIdentity(String node, String mspId, Material made) throws IOException {
        FabricFolder.writeIdentity(fabric.msp(node), made.node(node).identity(), made.rootCertificate(mspId));
    }

    private void copy(List<Path> programs) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve(ComposeFile.LIBRARIES));
        CompilerDirectives.write(libraries);
        for (Path program : programs) {
            if (Files.isDirectory(program)) {
                Path target = Files.createDirectories(libraries.resolve(program.getFileName()));
                try (Stream<Path> jars = Files.list(program)) {
                    for (Path jar : jars.toList()) {
                        Files.copy(jar, target.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            } else {
                Files.copy(program, libraries.resolve(program.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void writeCompose(Plan plan, Topology topology) throws IOException {
        Images images = Images.official(FabricPrograms.TRIED, plan.caServer().map(FabricPrograms.CaServer::version));
        String text = new ComposeFile(
                        topology,
                        images,
                        FabricDeployment.packageOf(topology).id(),
                        ChaincodeLimits.DEFAULT.executeTimeout())
                .text();
        DurableFiles.write(folder.resolve(COMPOSE), text.getBytes(StandardCharsets.UTF_8));
    }
}
