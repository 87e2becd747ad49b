package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.security.cert.X509Certificate;
import java.util.List;
import org.hyperledger.fabric.protos.common.BlockDataHashingStructure;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Capability;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.HashingAlgorithm;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.ChannelRestrictions;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;
import org.hyperledger.fabric.protos.peer.AnchorPeer;
import org.hyperledger.fabric.protos.peer.AnchorPeers;
import org.touchmark.network.msp.GoDurations;
import org.touchmark.network.msp.Pem;

/** The tree of a channel's configuration, laid out as internal/configtxgen/encoder/encoder.go lays it out. */
public final class ChannelGroups {
    /** The only width that Fabric takes: 2^32 - 1, one flat hash. */
    private static final int FLAT_HASH_WIDTH = -1;

    private ChannelGroups() {}

    static ConfigGroup channel(ChannelProfile profile) {
        return group().putPolicies("Readers", ConfigPolicies.any("Readers"))
                .putPolicies("Writers", ConfigPolicies.any("Writers"))
                .putPolicies("Admins", ConfigPolicies.majority("Admins"))
                .putValues(
                        "HashingAlgorithm",
                        value(HashingAlgorithm.newBuilder().setName("SHA256").build()))
                .putValues(
                        "BlockDataHashingStructure",
                        value(BlockDataHashingStructure.newBuilder()
                                .setWidth(FLAT_HASH_WIDTH)
                                .build()))
                .putValues("Capabilities", capability("V3_0"))
                .putGroups("Orderer", orderer(profile))
                .putGroups("Application", application(profile))
                .build();
    }

    private static ConfigGroup application(ChannelProfile profile) {
        ConfigGroup.Builder application = group().putPolicies("Readers", ConfigPolicies.any("Readers"))
                .putPolicies("Writers", ConfigPolicies.any("Writers"))
                .putPolicies("Admins", ConfigPolicies.majority("Admins"))
                .putPolicies("LifecycleEndorsement", ConfigPolicies.majority("Endorsement"))
                .putPolicies("Endorsement", ConfigPolicies.majority("Endorsement"))
                .putValues("Capabilities", capability("V2_5"));
        profile.members().forEach(member -> application.putGroups(member.msp().id(), member(member)));
        return application.build();
    }

    /** The group of an organisation with peers. */
    public static ConfigGroup member(ChannelProfile.Member member) {
        String mspId = member.msp().id();
        ConfigGroup.Builder organisation = group().putPolicies(
                        "Readers", ConfigPolicies.oneOf(mspId, MSPRoleType.ADMIN, MSPRoleType.PEER, MSPRoleType.CLIENT))
                .putPolicies("Writers", ConfigPolicies.oneOf(mspId, MSPRoleType.ADMIN, MSPRoleType.CLIENT))
                .putPolicies("Admins", ConfigPolicies.oneOf(mspId, MSPRoleType.ADMIN))
                .putPolicies("Endorsement", ConfigPolicies.oneOf(mspId, MSPRoleType.PEER))
                .putValues("MSP", value(member.msp().toConfig()));
        if (!member.anchorPeers().isEmpty()) {
            organisation.putValues("AnchorPeers", anchorPeers(member.anchorPeers()));
        }
        return organisation.build();
    }

    /** The value {@code AnchorPeers}. */
    public static ConfigValue anchorPeers(List<Endpoint> endpoints) {
        AnchorPeers.Builder peers = AnchorPeers.newBuilder();
        endpoints.forEach(endpoint -> peers.addAnchorPeers(
                AnchorPeer.newBuilder().setHost(endpoint.host()).setPort(endpoint.port())));
        return value(peers.build());
    }

    private static ConfigGroup orderer(ChannelProfile profile) {
        ChannelProfile.BatchLimits batch = profile.batch();
        ConfigGroup.Builder orderer = group().putPolicies("Readers", ConfigPolicies.any("Readers"))
                .putPolicies("Writers", ConfigPolicies.any("Writers"))
                .putPolicies("Admins", ConfigPolicies.majority("Admins"))
                .putPolicies("BlockValidation", ConfigPolicies.any("Writers"))
                .putValues(
                        "BatchSize",
                        value(BatchSize.newBuilder()
                                .setMaxMessageCount(batch.maxMessageCount())
                                .setAbsoluteMaxBytes(batch.absoluteMaxBytes())
                                .setPreferredMaxBytes(batch.preferredMaxBytes())
                                .build()))
                .putValues(
                        "BatchTimeout",
                        value(BatchTimeout.newBuilder()
                                .setTimeout(GoDurations.format(batch.timeout()))
                                .build()))
                .putValues("ChannelRestrictions", value(ChannelRestrictions.getDefaultInstance()))
                .putValues("Capabilities", capability("V2_0"));
        profile.orderers().forEach(member -> orderer.putGroups(member.msp().id(), ordererMember(member)));
        if (profile.consensus() instanceof Consensus.Raft raft) {
            addRaft(orderer, raft);
        } else if (profile.consensus() instanceof Consensus.Bft bft) {
            addBft(orderer, bft, batch);
        }
        return orderer.build();
    }

    private static ConfigGroup ordererMember(ChannelProfile.OrdererMember member) {
        String mspId = member.msp().id();
        OrdererAddresses.Builder addresses = OrdererAddresses.newBuilder();
        member.endpoints().forEach(endpoint -> addresses.addAddresses(endpoint.toString()));
        return group().putPolicies("Readers", ConfigPolicies.oneOf(mspId, MSPRoleType.MEMBER))
                .putPolicies("Writers", ConfigPolicies.oneOf(mspId, MSPRoleType.MEMBER))
                .putPolicies("Admins", ConfigPolicies.oneOf(mspId, MSPRoleType.ADMIN))
                .putValues("MSP", value(member.msp().toConfig()))
                .putValues("Endpoints", value(addresses.build()))
                .build();
    }

    private static void addRaft(ConfigGroup.Builder orderer, Consensus.Raft raft) {
        ConfigMetadata.Builder metadata = ConfigMetadata.newBuilder()
                .setOptions(org.hyperledger.fabric.protos.orderer.etcdraft.Options.newBuilder()
                        .setTickInterval("500ms")
                        .setElectionTick(10)
                        .setHeartbeatTick(1)
                        .setMaxInflightBlocks(5)
                        .setSnapshotIntervalSize(16 * 1024 * 1024));
        raft.consenters().forEach(consenter -> metadata.addConsenters(consenter(consenter)));
        orderer.putValues("ConsensusType", consensusType("etcdraft", metadata.build()));
    }

    /** An orderer of a Raft cluster, as {@code ConsensusType} names it. */
    public static org.hyperledger.fabric.protos.orderer.etcdraft.Consenter consenter(
            Consensus.RaftConsenter consenter) {
        return org.hyperledger.fabric.protos.orderer.etcdraft.Consenter.newBuilder()
                .setHost(consenter.endpoint().host())
                .setPort(consenter.endpoint().port())
                .setClientTlsCert(pem(consenter.clientTls()))
                .setServerTlsCert(pem(consenter.serverTls()))
                .build();
    }

    private static void addBft(ConfigGroup.Builder orderer, Consensus.Bft bft, ChannelProfile.BatchLimits batch) {
        Orderers.Builder orderers = Orderers.newBuilder();
        bft.consenters().forEach(consenter -> orderers.addConsenterMapping(consenter(consenter)));
        orderer.putValues("Orderers", value(orderers.build()))
                .putValues("ConsensusType", consensusType("BFT", bftOptions(bft.options(), batch)))
                .putPolicies("BlockValidation", blockValidation(orderers.getConsenterMappingList()));
    }

    /** An orderer of a BFT cluster, as the value {@code Orderers} names it. */
    public static Consenter consenter(Consensus.BftConsenter consenter) {
        return Consenter.newBuilder()
                .setId(consenter.id())
                .setHost(consenter.endpoint().host())
                .setPort(consenter.endpoint().port())
                .setMspId(consenter.mspId())
                .setIdentity(pem(consenter.identity()))
                .setClientTlsCert(pem(consenter.clientTls()))
                .setServerTlsCert(pem(consenter.serverTls()))
                .build();
    }

    /** The policy of BFT blocks: a quorum of the consenters, in their order. */
    public static ConfigPolicy blockValidation(List<Consenter> consenters) {
        return ConfigPolicies.quorum(Consensus.bftQuorum(consenters.size()), consenters);
    }

    /** Every option but the two that Fabric sets itself: zero is refused (orderer/consensus/smartbft/util.go). */
    private static Message bftOptions(Consensus.BftOptions options, ChannelProfile.BatchLimits batch) {
        return org.hyperledger.fabric.protos.orderer.smartbft.Options.newBuilder()
                .setRequestBatchMaxCount(batch.maxMessageCount())
                .setRequestBatchMaxBytes(batch.absoluteMaxBytes())
                .setRequestBatchMaxInterval(GoDurations.format(options.batchInterval()))
                .setIncomingMessageBufferSize(200)
                .setRequestPoolSize(400)
                .setRequestForwardTimeout(GoDurations.format(options.forwardTimeout()))
                .setRequestComplainTimeout(GoDurations.format(options.complainTimeout()))
                .setRequestAutoRemoveTimeout("180s")
                .setViewChangeResendInterval("5s")
                .setViewChangeTimeout(GoDurations.format(options.viewChangeTimeout()))
                .setLeaderHeartbeatTimeout(GoDurations.format(options.heartbeatTimeout()))
                .setLeaderHeartbeatCount(10)
                .setCollectTimeout("1s")
                .setSyncOnStart(false)
                .setSpeedUpViewChange(false)
                .setLeaderRotation(org.hyperledger.fabric.protos.orderer.smartbft.Options.Rotation.ROTATION_OFF)
                .build();
    }

    private static ConfigValue consensusType(String type, Message metadata) {
        return value(ConsensusType.newBuilder()
                .setType(type)
                .setMetadata(Deterministic.bytes(metadata))
                .build());
    }

    private static ConfigValue capability(String name) {
        return value(Capabilities.newBuilder()
                .putCapabilities(name, Capability.getDefaultInstance())
                .build());
    }

    private static ConfigGroup.Builder group() {
        return ConfigGroup.newBuilder().setModPolicy(ConfigPolicies.ADMINS);
    }

    private static ByteString pem(X509Certificate certificate) {
        return ByteString.copyFromUtf8(Pem.encode(certificate));
    }

    /** A value that the administrators may change. */
    public static ConfigValue value(Message message) {
        return ConfigValue.newBuilder()
                .setModPolicy(ConfigPolicies.ADMINS)
                .setValue(Deterministic.bytes(message))
                .build();
    }
}
