package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.Policy.PolicyType;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Policies as configuration holds them (common/policydsl, common/policies/util.go). */
final class ConfigPolicies {
    static final String ADMINS = "Admins";

    private ConfigPolicies() {}

    static ConfigPolicy any(String subPolicy) {
        return implicit(ImplicitMetaPolicy.Rule.ANY, subPolicy);
    }

    static ConfigPolicy majority(String subPolicy) {
        return implicit(ImplicitMetaPolicy.Rule.MAJORITY, subPolicy);
    }

    /** One member of the organisation with any of the roles: {@code OR('X.admin', 'X.client')}. */
    static ConfigPolicy oneOf(String mspId, MSPRoleType... roles) {
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        for (MSPRoleType role : roles) {
            envelope.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                    .setPrincipal(Deterministic.bytes(MSPRole.newBuilder()
                            .setMspIdentifier(mspId)
                            .setRole(role)
                            .build())));
        }
        return signature(envelope.setRule(outOf(1, roles.length)).build());
    }

    /** A quorum of named orderers, in the consenters' order (common/policies/bft.go). */
    static ConfigPolicy quorum(int needed, List<Consenter> consenters) {
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        for (Consenter consenter : consenters) {
            ByteString identity = Deterministic.bytes(SerializedIdentity.newBuilder()
                    .setMspid(consenter.getMspId())
                    .setIdBytes(consenter.getIdentity())
                    .build());
            envelope.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.IDENTITY)
                    .setPrincipal(identity));
        }
        return signature(envelope.setRule(outOf(needed, consenters.size())).build());
    }

    private static SignaturePolicy outOf(int needed, int principals) {
        SignaturePolicy.NOutOf.Builder rule =
                SignaturePolicy.NOutOf.newBuilder().setN(needed);
        for (int i = 0; i < principals; i++) {
            rule.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
        }
        return SignaturePolicy.newBuilder().setNOutOf(rule).build();
    }

    private static ConfigPolicy signature(SignaturePolicyEnvelope envelope) {
        return policy(PolicyType.SIGNATURE, Deterministic.bytes(envelope));
    }

    private static ConfigPolicy implicit(ImplicitMetaPolicy.Rule rule, String subPolicy) {
        return policy(
                PolicyType.IMPLICIT_META,
                Deterministic.bytes(ImplicitMetaPolicy.newBuilder()
                        .setRule(rule)
                        .setSubPolicy(subPolicy)
                        .build()));
    }

    private static ConfigPolicy policy(PolicyType type, ByteString value) {
        return ConfigPolicy.newBuilder()
                .setModPolicy(ADMINS)
                .setPolicy(Policy.newBuilder().setType(type.getNumber()).setValue(value))
                .build();
    }
}
