package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/**
 * Policies as people write them: {@code OR('A.member', 'B.member')}, {@code MAJORITY Admins}. What
 * {@link PolicyExpression} reads comes out as it stands there, but for spaces.
 */
public final class PolicyWords {
    private static final String UNREADABLE = "(can not be read)";

    private PolicyWords() {}

    /** A policy of a channel's configuration. */
    public static String of(Policy policy) {
        try {
            return switch (policy.getType()) {
                case Policy.PolicyType.SIGNATURE_VALUE -> of(SignaturePolicyEnvelope.parseFrom(policy.getValue()));
                case Policy.PolicyType.IMPLICIT_META_VALUE -> {
                    ImplicitMetaPolicy meta = ImplicitMetaPolicy.parseFrom(policy.getValue());
                    yield meta.getRule() + " " + meta.getSubPolicy();
                }
                default -> "(type %d)".formatted(policy.getType());
            };
        } catch (InvalidProtocolBufferException e) {
            return UNREADABLE;
        }
    }

    /** A chaincode's policy: an encoded {@code ApplicationPolicy}. */
    public static String ofApplicationPolicy(ByteString encoded) {
        try {
            ApplicationPolicy policy = ApplicationPolicy.parseFrom(encoded);
            return policy.hasSignaturePolicy()
                    ? of(policy.getSignaturePolicy())
                    : policy.getChannelConfigPolicyReference();
        } catch (InvalidProtocolBufferException e) {
            return UNREADABLE;
        }
    }

    /** A signature policy. */
    public static String of(SignaturePolicyEnvelope envelope) {
        List<String> principals = new ArrayList<>();
        envelope.getIdentitiesList().forEach(principal -> principals.add(of(principal)));
        return of(envelope.getRule(), principals);
    }

    private static String of(SignaturePolicy rule, List<String> principals) {
        if (!rule.hasNOutOf()) {
            int index = rule.getSignedBy();
            return index >= 0 && index < principals.size() ? principals.get(index) : UNREADABLE;
        }
        int needed = rule.getNOutOf().getN();
        int all = rule.getNOutOf().getRulesCount();
        String parts = rule.getNOutOf().getRulesList().stream()
                .map(part -> of(part, principals))
                .collect(Collectors.joining(", "));
        if (needed == 1) {
            return "OR(" + parts + ")";
        }
        return needed == all ? "AND(" + parts + ")" : "OutOf(" + needed + (all == 0 ? "" : ", ") + parts + ")";
    }

    private static String of(MSPPrincipal principal) {
        try {
            return switch (principal.getPrincipalClassification()) {
                case ROLE -> {
                    MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
                    yield "'%s.%s'"
                            .formatted(
                                    role.getMspIdentifier(),
                                    role.getRole().name().toLowerCase(Locale.ROOT));
                }
                case ORGANIZATION_UNIT -> {
                    OrganizationUnit unit = OrganizationUnit.parseFrom(principal.getPrincipal());
                    yield "unit '%s' of %s".formatted(unit.getOrganizationalUnitIdentifier(), unit.getMspIdentifier());
                }
                case IDENTITY ->
                    "one certificate of "
                            + SerializedIdentity.parseFrom(principal.getPrincipal())
                                    .getMspid();
                case ANONYMITY, COMBINED, UNRECOGNIZED -> "(a principal of another kind)";
            };
        } catch (InvalidProtocolBufferException e) {
            return UNREADABLE;
        }
    }
}
