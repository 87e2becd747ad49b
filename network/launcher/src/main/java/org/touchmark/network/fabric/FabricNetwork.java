package org.touchmark.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeTerms;
import org.touchmark.network.local.Connections;
import org.touchmark.network.local.LoopbackPort;
import org.touchmark.network.local.Resources;
import org.touchmark.network.machine.LocalNetwork;
import org.touchmark.network.machine.OrganisationAuthorities;
import org.touchmark.network.material.Material;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.material.Ports;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.process.ChildProcess;
import org.touchmark.network.process.ProcessNode;
import org.touchmark.network.topology.Topology;

/**
 * Hyperledger Fabric itself on one machine: its own peers, orderers and certificate authorities as processes, and a
 * chaincode server for each peer. Where Fabric CA is not installed, the authorities are parts of this JVM. All that it
 * keeps is in one folder; a start goes on with what is there. No process outlives the launcher.
 */
public final class FabricNetwork extends LocalNetwork {
    private static final Duration LEADER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** What connection profiles call this ledger. */
    private static final String LEDGER = "fabric";

    private final Plan plan;
    private final FabricFolder folder;
    private final ChaincodePackage chaincodePackage;
    private final List<FabricNode> orderers = new ArrayList<>();
    private final List<FabricNode> peers = new ArrayList<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Resources resources = new Resources();

    /**
     * What to start.
     *
     * @param programs Fabric's own
     * @param topology its ports may be 0, for any that is free
     * @param folder where keys and ledgers are kept; made if missing
     * @param log of this JVM, which the authorities share; all other nodes log beside it
     * @param chaincode what the chaincode servers run
     * @param terms what is asked of the chaincode's definition
     * @param limits what the peers allow a chaincode; of them Fabric takes how long a transaction may last
     */
    public record Plan(
            FabricPrograms programs,
            Topology topology,
            Path folder,
            Path log,
            ChaincodeProgram chaincode,
            ChaincodeTerms terms,
            ChaincodeLimits limits) {
        /** With core.yaml's limits for chaincodes, and the definition that the channel has. */
        public Plan(FabricPrograms programs, Topology topology, Path folder, Path log, ChaincodeProgram chaincode) {
            this(programs, topology, folder, log, chaincode, ChaincodeTerms.OPEN, ChaincodeLimits.DEFAULT);
        }
    }

    private FabricNetwork(Plan plan, Topology topology) {
        super(topology, plan.folder());
        this.plan = plan;
        this.folder = new FabricFolder(plan.folder().resolve("fabric"));
        this.chaincodePackage = FabricDeployment.packageOf(topology);
    }

    /**
     * Starts all nodes and returns when transactions can be sent.
     *
     * @param progress told, in a line each, what is being done
     * @throws IOException if the folder can not be used, or holds a ledger of another kind
     * @throws CaException if an authority refuses to issue what the topology asks for
     * @throws IllegalStateException if a node ends or does not become well; the message names it and has the last lines
     *     of its log; nothing stays running
     */
    public static FabricNetwork start(Plan plan, Consumer<String> progress) throws IOException, CaException {
        if (plan.topology().consortium().isPresent() && !plan.terms().areOpen()) {
            throw new IllegalArgumentException("A consortium's members agree on the chaincode's definition by the peer"
                    + " command (docs/deployment.md): leave policy, version, sequence and initialization out here.");
        }
        MaterialFolder material = new MaterialFolder(plan.folder());
        material.requireLedger(LEDGER);
        DataRelease.require(plan.folder().resolve("fabric"), plan.programs().version());
        Topology topology = Ports.resolve(plan.topology(), plan.folder().resolve("ports.json"));
        FabricNetwork network = new FabricNetwork(plan, topology);
        try {
            network.open(material, progress);
            return network;
        } catch (IOException | CaException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void open(MaterialFolder materialFolder, Consumer<String> progress) throws IOException, CaException {
        // The chaincode servers' JVMs take longest, so they start while the rest is made.
        startChaincodeServers(ChaincodeServerPlan.onLoopback(topology(), chaincodePackage.id()));
        OrganisationAuthorities opened = resources.keep(
                new AuthorityChoice(plan.programs().caServer(), topology(), materialFolder.authorities(), plan.log())
                        .start(progress),
                OrganisationAuthorities::close);
        authorities().addAll(opened.nodes());
        Material material = materialFolder.prepare(topology(), opened.roots(), LEDGER);
        folder.writeCommon(folder.builder());
        addNodes(material);
        List<FabricNode> nodes = fabricNodes();
        nodes.forEach(FabricNode::start);
        Together.forEach(nodes, FabricNode::awaitHealthy);
        if (topology().consortium().isPresent()) {
            Together.forEach(chaincodeServers(), ProcessNode::awaitHealthy);
            progress.accept(orderers.size() + " orderers and " + peers.size() + " peers of Fabric "
                    + plan.programs().version() + " are up; what others need to take them into the channel is in "
                    + materialFolder.shared() + " (docs/deployment.md)");
            return;
        }
        deploy(material, progress);
    }

    private void deploy(Material material, Consumer<String> progress) throws IOException {
        progress.accept(orderers.size() + " orderers (" + topology().orderers().consensus() + ") and " + peers.size()
                + " peers of Fabric " + plan.programs().version() + " are up");
        try (Connections connections =
                Connections.tls(tls(material, peers.get(0).name()).client())) {
            FabricDeployment deployment = new FabricDeployment(topology(), material, connections, this::requireAlive);
            deployment.joinOrderers(orderer ->
                    new Endpoint(Topology.Listener.LOCALHOST, ports.getOrDefault(NodePorts.admin(orderer.name()), 0)));
            deployment.joinPeers();
            awaitLeader();
            deployment.install(chaincodePackage);
            Together.forEach(chaincodeServers(), ProcessNode::awaitHealthy);
            progress.accept(chaincodeServers().size() + " chaincode servers are up, their package is installed");
            deployment.define(chaincodePackage.id(), plan.terms());
            deployment.awaitAnswers();
        }
        progress.accept("Chaincode " + topology().chaincode() + " answers on channel "
                + topology().channel() + ", at height " + peers.get(0).height().orElse(0));
    }

    private void startChaincodeServers(List<ChaincodeServerPlan> servers) {
        for (ChaincodeServerPlan server : servers) {
            Topology.Listener listener = server.listener();
            LoopbackPort.requireFree(listener.port(), listener.name());
            ProcessNode node = new ProcessNode(
                    NodeKind.CHAINCODE_SERVER,
                    server.organisation(),
                    plan.chaincode()
                            .command(listener.name(), server.environment(), listener.port(), log(listener.name())));
            chaincodeServers().add(node);
            node.start();
        }
    }

    private void addNodes(Material material) throws IOException {
        ports.putAll(NodePorts.choose(topology(), folder.ports()));
        NodePlaces places = new ProcessPlaces(folder, material, ports);
        for (NodePlan node : NodePlan.of(topology(), places, plan.limits().executeTimeout())) {
            Files.createDirectories(places.data(node.name()));
            FabricFolder.writeIdentity(
                    places.msp(node.name()),
                    material.node(node.name()).identity(),
                    material.rootCertificate(node.mspId()));
            (node.kind() == NodeKind.PEER ? peers : orderers).add(process(node, places));
        }
        for (Topology.Organisation organisation : topology().organisations()) {
            for (Topology.Peer peer : organisation.peers()) {
                if (!peer.chaincode().isLocal()) {
                    ChaincodeConnection.write(places.chaincodeConnection(peer.name()), organisation, peer, material);
                }
            }
        }
        startChaincodeServers(ChaincodeServerPlan.withTls(topology(), chaincodePackage.id(), places));
    }

    private FabricNode process(NodePlan node, NodePlaces places) {
        Path program = node.kind() == NodeKind.PEER
                ? plan.programs().peer()
                : plan.programs().orderer();
        List<String> command = new ArrayList<>(node.command());
        command.set(0, program.toString());
        return new FabricNode(
                node.kind(),
                node.organisation(),
                topology().channel(),
                new ChildProcess.Command(
                        node.name(),
                        command,
                        node.environment(),
                        node.listener().port(),
                        places.data(node.name()),
                        log(node.name())),
                node.operationsPort());
    }

    private Path log(String node) {
        return plan.log().resolveSibling(node + ".log");
    }

    /** Until they have one, orderers refuse what they are sent: after a restart of Raft's for 5 to 10 s. */
    private void awaitLeader() {
        Instant end = Instant.now().plus(LEADER_TIMEOUT);
        while (leader().isEmpty()) {
            requireAlive();
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("The orderers have no leader after " + LEADER_TIMEOUT.toSeconds()
                        + " s. Their logs are beside " + plan.log() + ".");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** The orderer that leads the others, as far as it knows itself. */
    public Optional<Node> leader() {
        String gauge = "consensus_%s_is_leader"
                .formatted(topology().orderers().consensus() == Topology.ConsensusType.BFT ? "BFT" : "etcdraft");
        return orderers.stream()
                .filter(orderer -> orderer.gauge(gauge).orElse(0) == 1)
                .map(Node.class::cast)
                .findFirst();
    }

    private List<FabricNode> fabricNodes() {
        List<FabricNode> nodes = new ArrayList<>(orderers);
        nodes.addAll(peers);
        return nodes;
    }

    private void requireAlive() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("The start was stopped before the network was ready.");
        }
        fabricNodes().forEach(FabricNode::requireAlive);
    }

    @Override
    protected List<FabricNode> orderers() {
        return orderers;
    }

    @Override
    protected List<FabricNode> peers() {
        return peers;
    }

    @Override
    public void close() {
        List<Runnable> stops = new ArrayList<>();
        fabricNodes().forEach(node -> stops.add(node::stop));
        chaincodeServers().forEach(node -> stops.add(node::stop));
        // A start that was interrupted must not leave nodes behind.
        boolean interrupted = Thread.interrupted();
        try {
            Together.forEach(stops, Runnable::run);
        } catch (IOException e) {
            throw new UncheckedIOException("not all nodes could be stopped", e);
        } finally {
            resources.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
