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
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.block.BlockZero;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;
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
            Block block = BlockZero.of(profile(Instant.now(), certificates()));
            DurableFiles.write(file, block.toByteArray());
            return block;
        }
        Block block;
        List<OrdererCertificates> founding;
        Instant createdAt;
        try {
            block = Block.parseFrom(Files.readAllBytes(file));
            Payload payload = payload(block);
            createdAt = createdAt(payload);
            founding = certificates(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + " is no block; remove the network's data (network/down --clean)", e);
        }
        boolean sameSize = founding.size() == topology.orderers().nodes().size();
        if (!sameSize || !BlockZero.of(profile(createdAt, founding)).equals(block)) {
            throw new IOException("the topology is not the one that the channel was made of (" + file
                    + "): start with the old one, or remove the network's data (network/down --clean)");
        }
        return block;
    }

    private static Payload payload(Block block) throws InvalidProtocolBufferException {
        if (block.getData().getDataCount() != 1) {
            throw new InvalidProtocolBufferException("block 0 holds one envelope");
        }
        return Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
    }

    /**
     * What an orderer shows to others.
     *
     * @param identity null where block 0 does not tell, which is Raft's
     */
    private record OrdererCertificates(@Nullable X509Certificate identity, X509Certificate tls) {}

    /** What the orderers have now, in the topology's order. */
    private List<OrdererCertificates> certificates() throws IOException {
        List<OrdererCertificates> certificates = new ArrayList<>();
        for (Topology.Listener node : topology.orderers().nodes()) {
            NodeMaterial material = nodes.get(node.name());
            if (material == null) {
                throw new IOException("orderer " + node.name() + " has no material");
            }
            certificates.add(new OrdererCertificates(
                    material.identity().certificate(), Pem.certificate(Files.readString(material.tlsCertificate()))));
        }
        return certificates;
    }

    /** What they had when the channel was made: certificates are renewed, block 0 is not. */
    private static List<OrdererCertificates> certificates(Payload payload) throws InvalidProtocolBufferException {
        ConfigGroup orderer = ConfigEnvelope.parseFrom(payload.getData())
                .getConfig()
                .getChannelGroup()
                .getGroupsOrThrow("Orderer");
        ConsensusType type = ConsensusType.parseFrom(
                orderer.getValuesOrThrow("ConsensusType").getValue());
        if (orderer.containsValues("Orderers")) {
            return Orderers.parseFrom(orderer.getValuesOrThrow("Orderers").getValue())
                    .getConsenterMappingList()
                    .stream()
                    .map(known -> new OrdererCertificates(
                            Pem.certificate(known.getIdentity().toStringUtf8()),
                            Pem.certificate(known.getServerTlsCert().toStringUtf8())))
                    .toList();
        }
        return ConfigMetadata.parseFrom(type.getMetadata()).getConsentersList().stream()
                .map(known -> new OrdererCertificates(
                        null, Pem.certificate(known.getServerTlsCert().toStringUtf8())))
                .toList();
    }

    private static Instant createdAt(Payload payload) throws InvalidProtocolBufferException {
        return Instant.ofEpochSecond(ChannelHeader.parseFrom(payload.getHeader().getChannelHeader())
                .getTimestamp()
                .getSeconds());
    }

    private ChannelProfile profile(Instant createdAt, List<OrdererCertificates> certificates) {
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
                consensus(orderers, certificates),
                topology.batch(),
                createdAt);
    }

    private MspDefinition msp(String mspId) {
        X509Certificate root = roots.get(mspId);
        if (root == null) {
            throw new IllegalStateException("no root certificate for " + mspId);
        }
        return new MspDefinition(mspId, List.of(root), List.of(root), List.of());
    }

    private Consensus consensus(Topology.Orderers orderers, List<OrdererCertificates> certificates) {
        List<Consensus.RaftConsenter> raft = new ArrayList<>();
        List<Consensus.BftConsenter> bft = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            Endpoint endpoint = orderers.nodes().get(i).endpoint();
            X509Certificate tls = certificates.get(i).tls();
            X509Certificate identity = certificates.get(i).identity();
            raft.add(new Consensus.RaftConsenter(endpoint, tls, tls));
            bft.add(new Consensus.BftConsenter(
                    i + 1, endpoint, orderers.msp(), identity == null ? tls : identity, tls, tls));
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
