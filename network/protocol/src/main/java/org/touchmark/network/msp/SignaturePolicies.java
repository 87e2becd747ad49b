package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.hyperledger.fabric.protos.common.CombinedPrincipal;
import org.hyperledger.fabric.protos.common.MSPIdentityAnonymity;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** Compiles signature policies as common/cauthdsl/cauthdsl.go does: a signer used for one branch serves no other. */
final class SignaturePolicies {
    private static final int MAX_DEPTH = 64;

    private final Members members;

    SignaturePolicies(Members members) {
        this.members = members;
    }

    /** @throws IllegalArgumentException if the policy is one that Fabric does not compile */
    Policy compile(SignaturePolicyEnvelope envelope) {
        if (envelope.getVersion() != 0) {
            throw new IllegalArgumentException(
                    "This evaluator only understands messages of version 0, but version was " + envelope.getVersion());
        }
        List<Principal> principals =
                envelope.getIdentitiesList().stream().map(this::principal).toList();
        Rule rule = rule(envelope.getRule(), principals, 0);
        return signers -> rule.holds(signers, new boolean[signers.size()]);
    }

    private interface Rule {
        boolean holds(List<Msp.Member> signers, boolean[] used);
    }

    private interface Principal {
        boolean matches(Msp.Member member);
    }

    private static Rule rule(SignaturePolicy policy, List<Principal> principals, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("signature policy nested deeper than " + MAX_DEPTH);
        }
        return switch (policy.getTypeCase()) {
            case SIGNED_BY -> signedBy(policy.getSignedBy(), principals);
            case N_OUT_OF ->
                outOf(
                        policy.getNOutOf().getN(),
                        policy.getNOutOf().getRulesList().stream()
                                .map(part -> rule(part, principals, depth + 1))
                                .toList());
            case TYPE_NOT_SET -> throw new IllegalArgumentException("Empty policy element");
        };
    }

    private static Rule signedBy(int index, List<Principal> principals) {
        if (index < 0 || index >= principals.size()) {
            throw new IllegalArgumentException("identity index out of range, requested %d, but identities length is %d"
                    .formatted(index, principals.size()));
        }
        Principal principal = principals.get(index);
        return (signers, used) -> {
            for (int i = 0; i < used.length; i++) {
                if (!used[i] && principal.matches(signers.get(i))) {
                    used[i] = true;
                    return true;
                }
            }
            return false;
        };
    }

    private static Rule outOf(int needed, List<Rule> rules) {
        return (signers, used) -> {
            int satisfied = 0;
            for (Rule rule : rules) {
                boolean[] attempt = used.clone();
                if (rule.holds(signers, attempt)) {
                    satisfied++;
                    System.arraycopy(attempt, 0, used, 0, used.length);
                }
            }
            return satisfied >= needed;
        };
    }

    private Principal principal(MSPPrincipal principal) {
        try {
            ByteString bytes = principal.getPrincipal();
            return switch (principal.getPrincipalClassification()) {
                case ROLE -> role(MSPRole.parseFrom(bytes));
                case IDENTITY -> identity(bytes);
                case ORGANIZATION_UNIT -> unit(OrganizationUnit.parseFrom(bytes));
                case ANONYMITY -> anonymity(MSPIdentityAnonymity.parseFrom(bytes));
                case COMBINED -> combined(CombinedPrincipal.parseFrom(bytes));
                case UNRECOGNIZED -> member -> false;
            };
        } catch (InvalidProtocolBufferException e) {
            return member -> false;
        }
    }

    private static Principal role(MSPRole role) {
        String mspId = role.getMspIdentifier();
        NodeRole wanted = switch (role.getRole()) {
            case MEMBER -> NodeRole.MEMBER;
            case ADMIN -> NodeRole.ADMIN;
            case CLIENT -> NodeRole.CLIENT;
            case PEER -> NodeRole.PEER;
            case ORDERER -> NodeRole.ORDERER;
            case UNRECOGNIZED -> null;
        };
        return member -> wanted != null
                && member.identity().mspId().equals(mspId)
                && member.identity().roles().contains(wanted);
    }

    private Principal identity(ByteString serialized) {
        return member -> {
            Msp.Member named = members.findOrNull(serialized);
            return named != null && named.signer().equals(member.signer());
        };
    }

    private static Principal unit(OrganizationUnit wanted) {
        OrganisationalUnit unit =
                new OrganisationalUnit(wanted.getOrganizationalUnitIdentifier(), wanted.getCertifiersIdentifier());
        return member -> member.identity().mspId().equals(wanted.getMspIdentifier())
                && member.units().contains(unit);
    }

    private static Principal anonymity(MSPIdentityAnonymity anonymity) {
        boolean nominal = anonymity.getAnonymityType() == MSPIdentityAnonymity.MSPIdentityAnonymityType.NOMINAL;
        return member -> nominal;
    }

    private Principal combined(CombinedPrincipal combined) {
        List<Principal> parts =
                combined.getPrincipalsList().stream().map(this::principal).toList();
        return member -> !parts.isEmpty() && parts.stream().allMatch(part -> part.matches(member));
    }
}
