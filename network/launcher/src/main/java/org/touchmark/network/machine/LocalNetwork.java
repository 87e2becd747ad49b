package org.touchmark.network.machine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.touchmark.network.Network;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.local.NodeAddress;
import org.touchmark.network.local.TlsIdentity;
import org.touchmark.network.material.ConnectionFiles;
import org.touchmark.network.material.ExpiringCertificates;
import org.touchmark.network.material.Material;
import org.touchmark.network.process.ProcessNode;
import org.touchmark.network.topology.Topology;

/** What every network of this machine answers from its topology and its folder, and the nodes that all of them have. */
public abstract class LocalNetwork implements Network {
    private final Topology topology;
    private final Path folder;
    private final List<Node> authorities = new ArrayList<>();
    private final List<ProcessNode> chaincodeServers = new ArrayList<>();

    /**
     * A network that is not started yet.
     *
     * @param topology with its ports chosen
     * @param folder where its keys and ledgers are kept
     */
    protected LocalNetwork(Topology topology, Path folder) {
        this.topology = topology;
        this.folder = folder;
    }

    protected final Topology topology() {
        return topology;
    }

    /** The certificate authorities, to be added as they start. */
    protected final List<Node> authorities() {
        return authorities;
    }

    /** The orderers that were started. */
    protected abstract Collection<? extends Node> orderers();

    /** The peers that were started. */
    protected abstract Collection<? extends Node> peers();

    /** The chaincode servers, to be added as they start. */
    protected final List<ProcessNode> chaincodeServers() {
        return chaincodeServers;
    }

    /** What a node inside this JVM is to know of its place in the topology. */
    static NodeAddress address(Topology.Listener listener, NodeKind kind, String organisation, Path log) {
        return new NodeAddress(listener.name(), kind, organisation, listener.endpoint(), listener.bindAddress(), log);
    }

    /** A node's TLS identity among what was prepared for the network. */
    protected static TlsIdentity tls(Material material, String node) {
        Material.NodeMaterial own = material.node(node);
        return new TlsIdentity(own.tlsCertificate(), own.tlsKey(), material.tlsRoots());
    }

    @Override
    public final String channel() {
        return topology.channel();
    }

    @Override
    public final String chaincode() {
        return topology.chaincode();
    }

    @Override
    public final int operationsPort() {
        return topology.operationsPort();
    }

    @Override
    public final List<String> warnings() {
        List<String> warnings = new ArrayList<>(ExpiringCertificates.warnings(folder, Instant.now()));
        for (Node node : nodes()) {
            node.problem().ifPresent(problem -> warnings.add(node.name() + ": " + problem));
        }
        return warnings;
    }

    @Override
    public final Path connectionProfile() {
        return folder.resolve(ConnectionFiles.CONNECTION);
    }

    @Override
    public final Path rootsFile() {
        return folder.resolve(ConnectionFiles.ROOTS);
    }

    @Override
    public final List<Node> nodes() {
        return Stream.<Collection<? extends Node>>of(authorities, orderers(), peers(), chaincodeServers)
                .<Node>flatMap(Collection::stream)
                .toList();
    }
}
