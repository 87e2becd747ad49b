package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/** A channel as its configuration has it (common/channelconfig/bundle.go). */
final class ConfiguredChannel implements ChannelConfig {
    private static final int FABRIC_MSP = 0;
    private static final String BFT = "BFT";

    private final String channelId;
    private final Clock clock = Clock.systemUTC();
    private final List<String> applicationMsps;
    private final Set<String> msps;
    private final Map<Integer, ByteString> consenters;
    private final Members members;
    private final Revocations revocations;
    private final SignaturePolicies signaturePolicies;
    private final PolicyTree policies;
    private final BoundedCache<ByteString, Policy> applicationPolicies = new BoundedCache<>(64);
    private final BatchSize batchSize;
    private final Duration batchTimeout;

    ConfiguredChannel(Config config, String channelId, Revocations revocations) {
        this.channelId = channelId;
        this.revocations = revocations;
        ConfigGroup channel = config.getChannelGroup();
        try {
            Map<String, Msp> application = msps(group(channel, "Application"));
            Map<String, Msp> orderer = msps(group(channel, "Orderer"));
            Map<String, Msp> all = new LinkedHashMap<>(orderer);
            all.putAll(application);
            this.applicationMsps = List.copyOf(application.keySet());
            this.msps = Set.copyOf(all.keySet());
            this.members = new Members(all);
            this.signaturePolicies = new SignaturePolicies(members);
            this.policies = new PolicyTree(channel, signaturePolicies);
            ConfigGroup ordering = group(channel, "Orderer");
            this.consenters = consenters(ordering);
            this.batchSize = BatchSize.parseFrom(value(ordering, "BatchSize"));
            this.batchTimeout = GoDurations.parse(
                    BatchTimeout.parseFrom(value(ordering, "BatchTimeout")).getTimeout());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the configuration of channel " + channelId + " does not parse", e);
        }
        if (batchSize.getMaxMessageCount() == 0
                || batchSize.getAbsoluteMaxBytes() == 0
                || batchSize.getPreferredMaxBytes() > batchSize.getAbsoluteMaxBytes()) {
            throw new IllegalArgumentException("channel " + channelId + ": BatchSize must have a MaxMessageCount, an"
                    + " AbsoluteMaxBytes, and a PreferredMaxBytes that is not above it");
        }
    }

    private static Map<String, Msp> msps(ConfigGroup parent) throws InvalidProtocolBufferException {
        Map<String, Msp> found = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigGroup> organisation : new TreeMap<>(parent.getGroupsMap()).entrySet()) {
            MSPConfig config = MSPConfig.parseFrom(value(organisation.getValue(), "MSP"));
            if (config.getType() != FABRIC_MSP) {
                throw new IllegalArgumentException("organisation %s has an MSP of type %d: only X.509 (0) is supported"
                        .formatted(organisation.getKey(), config.getType()));
            }
            Msp msp = new Msp(FabricMSPConfig.parseFrom(config.getConfig()));
            found.put(msp.id(), msp);
        }
        return found;
    }

    private static Map<Integer, ByteString> consenters(ConfigGroup ordering) throws InvalidProtocolBufferException {
        Map<Integer, ByteString> found = new LinkedHashMap<>();
        if (ConsensusType.parseFrom(value(ordering, "ConsensusType")).getType().equals(BFT)) {
            for (Consenter consenter :
                    Orderers.parseFrom(value(ordering, "Orderers")).getConsenterMappingList()) {
                SerializedIdentity identity = SerializedIdentity.newBuilder()
                        .setMspid(consenter.getMspId())
                        .setIdBytes(consenter.getIdentity())
                        .build();
                found.put(consenter.getId(), identity.toByteString());
            }
        }
        return Map.copyOf(found);
    }

    private static ConfigGroup group(ConfigGroup parent, String name) {
        ConfigGroup group = parent.getGroupsMap().get(name);
        if (group == null) {
            throw new IllegalArgumentException("configuration has no group " + name);
        }
        return group;
    }

    private static ByteString value(ConfigGroup group, String name) {
        ConfigValue value = group.getValuesMap().get(name);
        if (value == null) {
            throw new IllegalArgumentException("configuration has no value " + name);
        }
        return value.getValue();
    }

    @Override
    public String channelId() {
        return channelId;
    }

    @Override
    public List<String> applicationMsps() {
        return applicationMsps;
    }

    @Override
    public Map<Integer, ByteString> consenters() {
        return consenters;
    }

    @Override
    public Set<String> msps() {
        return msps;
    }

    @Override
    public Identity identify(byte[] serializedIdentity) throws InvalidIdentityException {
        Identity identity = identifyIgnoringExpiry(serializedIdentity);
        if (identity.certificate().getNotAfter().toInstant().isBefore(clock.instant())) {
            throw new InvalidIdentityException("identity expired: the certificate of %s was valid until %s"
                    .formatted(
                            identity.certificate().getSubjectX500Principal(),
                            identity.certificate().getNotAfter().toInstant()));
        }
        if (revocations.hold(identity.certificate())) {
            throw new InvalidIdentityException("the certificate of %s has been revoked by its authority"
                    .formatted(identity.certificate().getSubjectX500Principal()));
        }
        return identity;
    }

    @Override
    public Identity identifyIgnoringExpiry(byte[] serializedIdentity) throws InvalidIdentityException {
        return members.find(ByteString.copyFrom(serializedIdentity)).identity();
    }

    @Override
    public boolean verifies(Identity identity, byte[] message, byte[] signature) {
        return members.verifies(identity, message, signature);
    }

    @Override
    public boolean satisfies(String path, List<SignedData> signatures) {
        Policy policy = policies.find(path);
        if (policy == null) {
            throw new IllegalArgumentException("channel " + channelId + " has no policy " + path);
        }
        return policy.isSatisfiedBy(signers(signatures));
    }

    @Override
    public boolean admits(String path, SignedData caller) {
        Msp.Member member = members.findOrNull(caller.identity());
        return member != null && !revocations.hold(member.identity().certificate()) && satisfies(path, List.of(caller));
    }

    @Override
    public boolean satisfiesApplicationPolicy(byte[] applicationPolicy, List<SignedData> signatures) {
        return applicationPolicy(ByteString.copyFrom(applicationPolicy)).isSatisfiedBy(signers(signatures));
    }

    /** Compiles a validation parameter; one that Fabric can not use is never satisfied (core/policy/application.go). */
    private Policy applicationPolicy(ByteString encoded) {
        Policy known = applicationPolicies.get(encoded);
        if (known != null) {
            return known;
        }
        Policy policy;
        try {
            ApplicationPolicy parsed = ApplicationPolicy.parseFrom(encoded);
            policy = switch (parsed.getTypeCase()) {
                case SIGNATURE_POLICY -> signaturePolicies.compile(parsed.getSignaturePolicy());
                case CHANNEL_CONFIG_POLICY_REFERENCE -> policies.find(parsed.getChannelConfigPolicyReference());
                case TYPE_NOT_SET -> Policy.REJECT;
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            policy = Policy.REJECT;
        }
        Policy usable = policy == null ? Policy.REJECT : policy;
        applicationPolicies.put(encoded, usable);
        return usable;
    }

    /** The distinct members whose signatures hold (common/policies/policy.go, SignatureSetToValidIdentities). */
    private List<Msp.Member> signers(List<SignedData> signatures) {
        Set<Msp.Signer> seen = new HashSet<>();
        List<Msp.Member> signers = new ArrayList<>();
        for (SignedData signed : signatures) {
            Msp.Member member = members.findOrNull(signed.identity());
            if (member != null
                    && !seen.contains(member.signer())
                    && members.verifies(
                            member.identity(),
                            signed.data().toByteArray(),
                            signed.signature().toByteArray())) {
                seen.add(member.signer());
                signers.add(member);
            }
        }
        return signers;
    }

    @Override
    public int maxMessageCount() {
        return batchSize.getMaxMessageCount();
    }

    @Override
    public int absoluteMaxBytes() {
        return batchSize.getAbsoluteMaxBytes();
    }

    @Override
    public int preferredMaxBytes() {
        return batchSize.getPreferredMaxBytes();
    }

    @Override
    public Duration batchTimeout() {
        return batchTimeout;
    }
}
