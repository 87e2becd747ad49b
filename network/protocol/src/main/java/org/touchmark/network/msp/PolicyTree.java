package org.touchmark.network.msp;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.jspecify.annotations.Nullable;

/** The policies of a configuration by absolute path (common/policies/policy.go, NewManagerImpl). */
final class PolicyTree {
    private final Map<String, Policy> policies = new HashMap<>();
    private final SignaturePolicies signatures;

    PolicyTree(ConfigGroup channelGroup, SignaturePolicies signatures) {
        this.signatures = signatures;
        read("/Channel", channelGroup);
    }

    @Nullable
    Policy find(String path) {
        return policies.get(path);
    }

    private void read(String path, ConfigGroup group) {
        group.getGroupsMap().forEach((name, child) -> read(path + "/" + name, child));
        group.getPoliciesMap().forEach((name, policy) -> {
            try {
                policies.put(path + "/" + name, compile(path, group, policy.getPolicy()));
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "policy %s at path %s did not compile: %s".formatted(name, path, e.getMessage()), e);
            }
        });
    }

    private Policy compile(String path, ConfigGroup group, org.hyperledger.fabric.protos.common.Policy policy)
            throws InvalidProtocolBufferException {
        return switch (policy.getType()) {
            case org.hyperledger.fabric.protos.common.Policy.PolicyType.SIGNATURE_VALUE ->
                signatures.compile(SignaturePolicyEnvelope.parseFrom(policy.getValue()));
            case org.hyperledger.fabric.protos.common.Policy.PolicyType.IMPLICIT_META_VALUE ->
                implicit(path, group, ImplicitMetaPolicy.parseFrom(policy.getValue()));
            default -> throw new IllegalArgumentException("unknown policy type: " + policy.getType());
        };
    }

    /** ANY, ALL or MAJORITY of the groups one level down; a group without the policy counts and is never satisfied. */
    private Policy implicit(String path, ConfigGroup group, ImplicitMetaPolicy meta) {
        List<Policy> parts = new ArrayList<>();
        for (String child : group.getGroupsMap().keySet()) {
            parts.add(policies.getOrDefault(path + "/" + child + "/" + meta.getSubPolicy(), Policy.REJECT));
        }
        int needed = parts.isEmpty() ? 0 : threshold(meta.getRule(), parts.size());
        return signers -> parts.stream()
                        .filter(part -> part.isSatisfiedBy(signers))
                        .limit(needed)
                        .count()
                >= needed;
    }

    private static int threshold(ImplicitMetaPolicy.Rule rule, int groups) {
        return switch (rule) {
            case ANY -> 1;
            case ALL -> groups;
            case MAJORITY -> groups / 2 + 1;
            case UNRECOGNIZED -> throw new IllegalArgumentException("unknown rule of an implicit meta policy");
        };
    }
}
