package org.touchmark.network.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.touchmark.network.NodeKind;
import org.touchmark.network.admin.GatewayTransactions;
import org.touchmark.network.ca.CaException;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeServerAddress;
import org.touchmark.network.chaincode.ChaincodeTerms;
import org.touchmark.network.embedded.EmbeddedOrderer;
import org.touchmark.network.embedded.EmbeddedPeer;
import org.touchmark.network.local.Connections;
import org.touchmark.network.local.LocalNode;
import org.touchmark.network.local.NodeAddress;
import org.touchmark.network.local.Resources;
import org.touchmark.network.material.Material;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.material.Ports;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.PolicyWords;
import org.touchmark.network.msp.Revocations;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.process.ProcessNode;
import org.touchmark.network.topology.Topology;

/**
 * The embedded ledger: every organisation's peer and certificate authority and one orderer in this JVM, and a chaincode
 * server beside it for each peer. All that it keeps is in one folder; a start goes on with what is there.
 */
public final class EmbeddedNetwork extends LocalNetwork {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    /** What connection profiles call this ledger. */
    private static final String LEDGER = "embedded";

    private final Plan plan;
    private final List<EmbeddedOrderer> orderers = new ArrayList<>();
    private final List<EmbeddedPeer> peers = new ArrayList<>();
    private final Revocations revocations = new Revocations();
    private final Resources resources = new Resources();

    /**
     * What to start.
     *
     * @param topology its ports may be 0, for any that is free
     * @param folder where keys and ledgers are kept; made if missing
     * @param log of this JVM, which its nodes share; chaincode servers log beside it
     * @param chaincode what the chaincode servers run
     * @param terms what is asked of the chaincode's definition
     * @param chaincodeLimits what the peers allow a chaincode
     */
    public record Plan(
            Topology topology,
            Path folder,
            Path log,
            ChaincodeProgram chaincode,
            ChaincodeTerms terms,
            ChaincodeLimits chaincodeLimits) {
        /** With core.yaml's limits for chaincodes, and the definition that the channel has. */
        public Plan(Topology topology, Path folder, Path log, ChaincodeProgram chaincode) {
            this(topology, folder, log, chaincode, ChaincodeTerms.OPEN, ChaincodeLimits.DEFAULT);
        }
    }

    private EmbeddedNetwork(Plan plan, Topology topology) {
        super(topology, plan.folder());
        this.plan = plan;
    }

    /**
     * Starts all nodes and returns when transactions can be sent.
     *
     * @param progress told, in a line each, what is being done
     * @throws IOException if the folder can not be used
     * @throws CaException if an authority refuses to issue what the topology asks for
     * @throws UncheckedIOException if a node can not start, for example since its port is taken; nothing stays running
     */
    public static EmbeddedNetwork start(Plan plan, Consumer<String> progress) throws IOException, CaException {
        requireEmbeddable(plan.topology());
        MaterialFolder material = new MaterialFolder(plan.folder());
        material.requireLedger(LEDGER);
        Topology topology = Ports.resolve(plan.topology(), plan.folder().resolve("ports.json"));
        EmbeddedNetwork network = new EmbeddedNetwork(plan, topology);
        try {
            network.open(material, progress);
            return network;
        } catch (IOException | CaException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** What the embedded ledger lacks it refuses by name. */
    private static void requireEmbeddable(Topology topology) {
        if (topology.consortium().isPresent()) {
            throw new IllegalArgumentException("The embedded ledger joins no consortium: add --fabric, or take the key"
                    + " consortium out of the topology.");
        }
        Topology.Orderers orderers = topology.orderers();
        if (orderers.consensus() != Topology.ConsensusType.RAFT
                || orderers.nodes().size() != 1) {
            throw new IllegalArgumentException(
                    "The embedded ledger has one orderer, declared as raft; the topology asks"
                            + " for " + orderers.nodes().size() + " with consensus "
                            + orderers.consensus().name().toLowerCase(Locale.ROOT)
                            + ". Name one node under orderers, or run the topology on Fabric.");
        }
    }

    private void open(MaterialFolder folder, Consumer<String> progress) throws IOException, CaException {
        // The chaincode servers' JVMs take longest, so they start while the rest is made.
        topology().organisations().forEach(this::startChaincodeServers);
        EmbeddedAuthorities opened = resources.keep(
                EmbeddedAuthorities.start(topology(), folder.authorities(), plan.log(), revocations),
                EmbeddedAuthorities::close);
        authorities().addAll(opened.nodes());
        progress.accept(authorities().size() + " certificate authorities answer");
        Material material = folder.prepare(topology(), opened.roots(), LEDGER);
        ChannelConfig config = ChannelConfigs.of(material.blockZero(), revocations);
        EmbeddedOrderer orderer = orderer(material, config);
        start(orderer);
        orderers.add(orderer);
        for (Topology.Organisation organisation : topology().organisations()) {
            openPeers(organisation, material, config);
        }
        peers.forEach(this::start);
        progress.accept("1 orderer and " + peers.size() + " peers are up, at height "
                + peers.get(0).height().orElse(0));
        chaincodeServers().forEach(ProcessNode::awaitHealthy);
        progress.accept(chaincodeServers().size() + " chaincode servers are up");
        define(material, progress);
    }

    private void startChaincodeServers(Topology.Organisation organisation) {
        for (Topology.Peer peer : organisation.peers()) {
            Topology.Listener server = peer.chaincode();
            ProcessNode node = new ProcessNode(
                    NodeKind.CHAINCODE_SERVER,
                    organisation.name(),
                    plan.chaincode()
                            .command(
                                    server.name(),
                                    ChaincodeSettings.of(organisation, peer, packageId()),
                                    server.port(),
                                    plan.log().resolveSibling(server.name() + ".log")));
            node.start();
            chaincodeServers().add(resources.keep(node, ProcessNode::stop));
        }
    }

    private EmbeddedOrderer orderer(Material material, ChannelConfig config) {
        Topology.Listener listener = topology().orderers().nodes().get(0);
        return new EmbeddedOrderer(new EmbeddedOrderer.Settings(
                address(listener, NodeKind.ORDERER, topology().orderers().name()),
                plan.folder().resolve("ledgers").resolve(listener.name()),
                material.blockZero(),
                config,
                material.node(listener.name()).identity(),
                tls(material, listener.name())));
    }

    private void openPeers(Topology.Organisation organisation, Material material, ChannelConfig config) {
        for (Topology.Peer peer : organisation.peers()) {
            peers.add(new EmbeddedPeer(new EmbeddedPeer.Settings(
                    address(peer.listener(), NodeKind.PEER, organisation.name()),
                    plan.folder().resolve("ledgers").resolve(peer.name()),
                    material.blockZero(),
                    config,
                    material.node(peer.name()).identity(),
                    tls(material, peer.name()),
                    topology().chaincode(),
                    ChaincodeServerAddress.plaintext(
                            packageId(), "127.0.0.1", peer.chaincode().port()),
                    plan.chaincodeLimits(),
                    new Neighbours())));
        }
    }

    private NodeAddress address(Topology.Listener listener, NodeKind kind, String organisation) {
        return address(listener, kind, organisation, plan.log());
    }

    private void start(LocalNode node) {
        resources.keep(node, LocalNode::kill).start();
    }

    /** No package is installed here, so the id tells only what runs: the channel's name for it. */
    private String packageId() {
        return topology().chaincode() + ":embedded";
    }

    /**
     * Defines the chaincode as it is asked for, unless the channel has it so; a start that ended before that does it
     * again. A peer that lags behind the orderer would tell of an older definition, so all are waited for.
     */
    private void define(Material material, Consumer<String> progress) throws IOException {
        awaitBlocks();
        Optional<ChaincodeDefinition> wanted = plan.terms()
                .toCommit(
                        topology().chaincode(),
                        peers.get(0).definition(topology().chaincode()));
        if (wanted.isEmpty()) {
            return;
        }
        ChaincodeDefinition definition = wanted.get();
        requirePolicy(material, definition);
        peers.forEach(peer -> peer.approve(definition));
        commit(material, definition);
        progress.accept("Chaincode %s is defined: sequence %d, version %s, policy %s"
                .formatted(
                        topology().chaincode(),
                        definition.sequence(),
                        definition.version(),
                        PolicyWords.ofApplicationPolicy(definition.validationParameter())));
    }

    private void awaitBlocks() {
        long height = orderers.get(0).height().orElse(0);
        Instant end = Instant.now().plus(PATIENCE);
        while (peers.stream().anyMatch(peer -> peer.height().orElse(0) < height)) {
            if (Instant.now().isAfter(end) || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Not all peers have the orderer's %d blocks after %d s. See %s."
                        .formatted(height, PATIENCE.toSeconds(), plan.log()));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** Refuses a policy that all peers together can't satisfy: no transaction of the chaincode could ever be valid. */
    private void requirePolicy(Material material, ChaincodeDefinition definition) {
        List<SignedData> endorsements = peers.stream()
                .map(peer -> material.node(peer.name()).identity())
                .map(identity -> SignedData.by(identity, definition.validationParameter()))
                .toList();
        if (!ChannelConfigs.of(material.blockZero())
                .satisfiesApplicationPolicy(definition.validationParameter().toByteArray(), endorsements)) {
            throw new IllegalArgumentException(
                    "The endorsement policy %s of chaincode %s: all peers together do not satisfy it. Name peers or members of %s, or a policy of the channel such as %s."
                            .formatted(
                                    PolicyWords.ofApplicationPolicy(definition.validationParameter()),
                                    topology().chaincode(),
                                    topology().organisations().stream()
                                            .map(Topology.Organisation::msp)
                                            .toList(),
                                    ChaincodeDefinition.DEFAULT_POLICY));
        }
    }

    private void commit(Material material, ChaincodeDefinition definition) throws IOException {
        EmbeddedPeer first = peers.get(0);
        List<String> msps = topology().organisations().stream()
                .map(Topology.Organisation::msp)
                .toList();
        try (Connections connections = Connections.within(Runnable::run)) {
            new GatewayTransactions(material.admin(first.mspId()), topology().channel(), connections.to(first.port()))
                    .define(topology().chaincode(), definition, msps);
        }
    }

    private final class Neighbours implements EmbeddedPeer.Neighbours {
        @Override
        public List<EmbeddedPeer> peersBeside(EmbeddedPeer peer) {
            return peers.stream().filter(other -> other != peer).toList();
        }

        @Override
        public EmbeddedPeer.OrdererAddress orderer() {
            return new EmbeddedPeer.OrdererAddress(
                    topology().orderers().msp(),
                    topology().orderers().nodes().get(0).endpoint());
        }
    }

    @Override
    protected List<EmbeddedOrderer> orderers() {
        return orderers;
    }

    @Override
    protected List<EmbeddedPeer> peers() {
        return peers;
    }

    @Override
    public void close() {
        resources.close();
    }
}
