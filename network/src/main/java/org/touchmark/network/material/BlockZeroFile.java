package org.touchmark.network.material;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.touchmark.network.block.BlockZero;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.material.Material.NodeMaterial;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.topology.Topology;

/** Block 0 on disk: made once, and held against the topology at every start. */
final class BlockZeroFile {
    private final Path file;
    private final Topology topology;
    private final Map<String, X509Certificate> roots;
    private final Map<String, NodeMaterial> nodes;

    BlockZeroFile(Path file, Topology topology, Map<String, X509Certificate> roots, Map<String, NodeMaterial> nodes) {
        this.file = file;
        this.topology = topology;
        this.roots = roots;
        this.nodes = nodes;
    }

    Block readOrMake() throws IOException {
        if (!Files.exists(file)) {
            Block block = BlockZero.of(profile(Instant.now()));
            DurableFiles.write(file, block.toByteArray());
            return block;
        }
        Block block;
        Instant createdAt;
        try {
            block = Block.parseFrom(Files.readAllBytes(file));
            createdAt = createdAt(block);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + " is no block; remove the network's data (network/down --clean)", e);
        }
        if (!BlockZero.of(profile(createdAt)).equals(block)) {
            throw new IOException("the topology is not the one that the channel was made of (" + file
                    + "): start with the old one, or remove the network's data (network/down --clean)");
        }
        return block;
    }

    private static Instant createdAt(Block block) throws InvalidProtocolBufferException {
        if (block.getData().getDataCount() != 1) {
            throw new InvalidProtocolBufferException("block 0 holds one envelope");
        }
        Payload payload =
                Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
        return Instant.ofEpochSecond(ChannelHeader.parseFrom(payload.getHeader().getChannelHeader())
                .getTimestamp()
                .getSeconds());
    }

    private ChannelProfile profile(Instant createdAt) throws IOException {
        List<ChannelProfile.Member> members = new ArrayList<>();
        for (Topology.Organisation organisation : topology.organisations()) {
            members.add(new ChannelProfile.Member(
                    msp(organisation.msp()),
                    organisation.peers().stream()
                            .map(peer -> peer.listener().endpoint())
                            .toList()));
        }
        Topology.Orderers orderers = topology.orderers();
        return new ChannelProfile(
                topology.channel(),
                members,
                List.of(new ChannelProfile.OrdererMember(
                        msp(orderers.msp()),
                        orderers.nodes().stream()
                                .map(Topology.Listener::endpoint)
                                .toList())),
                consensus(orderers),
                topology.batch(),
                createdAt);
    }

    private MspDefinition msp(String mspId) throws IOException {
        X509Certificate root = roots.get(mspId);
        if (root == null) {
            throw new IOException("no root certificate for " + mspId);
        }
        return new MspDefinition(mspId, List.of(root), List.of(root), List.of());
    }

    private Consensus consensus(Topology.Orderers orderers) throws IOException {
        List<Consensus.RaftConsenter> raft = new ArrayList<>();
        List<Consensus.BftConsenter> bft = new ArrayList<>();
        for (Topology.Listener node : orderers.nodes()) {
            NodeMaterial material = nodes.get(node.name());
            if (material == null) {
                throw new IOException("orderer " + node.name() + " has no material");
            }
            X509Certificate tls = Pem.certificate(Files.readString(material.tlsCertificate()));
            raft.add(new Consensus.RaftConsenter(node.endpoint(), tls, tls));
            bft.add(new Consensus.BftConsenter(
                    bft.size() + 1,
                    node.endpoint(),
                    orderers.msp(),
                    material.identity().certificate(),
                    tls,
                    tls));
        }
        return switch (orderers.consensus()) {
            case RAFT -> new Consensus.Raft(raft);
            case BFT ->
                new Consensus.Bft(
                        bft,
                        Consensus.BftOptions.defaults()
                                .withBatchInterval(topology.batch().timeout()));
        };
    }
}
