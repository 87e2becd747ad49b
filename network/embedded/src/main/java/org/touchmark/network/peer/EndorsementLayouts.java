package org.touchmark.network.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/**
 * Which sets of organisations satisfy an endorsement policy with one peer each: what Fabric's discovery works out
 * (discovery/endorsement/endorsement.go).
 */
final class EndorsementLayouts {
    /** 4,096 sets to try; an embedded ledger has three organisations, not thirteen. */
    static final int MAX_ORGANISATIONS = 12;

    private EndorsementLayouts() {}

    /**
     * The smallest sets that satisfy the policy: none holds another. A policy of the channel's configuration is taken
     * for a majority of the organisations, which is what block 0 makes of it.
     *
     * @throws IllegalArgumentException if there are more than {@value #MAX_ORGANISATIONS} organisations
     */
    static List<Set<String>> of(ByteString applicationPolicy, List<String> organisations)
            throws InvalidProtocolBufferException {
        if (organisations.size() > MAX_ORGANISATIONS) {
            throw new IllegalArgumentException("the channel has " + organisations.size()
                    + " organisations; the embedded gateway plans for at most " + MAX_ORGANISATIONS);
        }
        ApplicationPolicy policy = ApplicationPolicy.parseFrom(applicationPolicy);
        if (!policy.hasSignaturePolicy()) {
            int majority = organisations.size() / 2 + 1;
            return minimal(organisations, chosen -> chosen.size() >= majority);
        }
        SignaturePolicyEnvelope envelope = policy.getSignaturePolicy();
        List<String> principals = new ArrayList<>();
        for (MSPPrincipal principal : envelope.getIdentitiesList()) {
            principals.add(organisationOf(principal));
        }
        return minimal(
                organisations, chosen -> satisfied(envelope.getRule(), principals, List.copyOf(chosen), new BitSet()));
    }

    private static List<Set<String>> minimal(List<String> organisations, Predicate<Set<String>> satisfies) {
        List<Set<String>> found = new ArrayList<>();
        int sets = 1 << organisations.size();
        for (int size = 1; size <= organisations.size(); size++) {
            for (int bits = 1; bits < sets; bits++) {
                if (Integer.bitCount(bits) == size) {
                    Set<String> chosen = chosen(organisations, bits);
                    if (found.stream().noneMatch(chosen::containsAll) && satisfies.test(chosen)) {
                        found.add(chosen);
                    }
                }
            }
        }
        return found;
    }

    private static Set<String> chosen(List<String> organisations, int bits) {
        Set<String> chosen = new LinkedHashSet<>();
        for (int i = 0; i < organisations.size(); i++) {
            if ((bits & (1 << i)) != 0) {
                chosen.add(organisations.get(i));
            }
        }
        return chosen;
    }

    /** Each signature counts once, in the order of the rules, as in common/cauthdsl/cauthdsl.go. */
    private static boolean satisfied(SignaturePolicy rule, List<String> principals, List<String> signers, BitSet used) {
        if (rule.hasNOutOf()) {
            int verified = 0;
            for (SignaturePolicy part : rule.getNOutOf().getRulesList()) {
                BitSet attempt = (BitSet) used.clone();
                if (satisfied(part, principals, signers, attempt)) {
                    verified++;
                    used.or(attempt);
                }
            }
            return verified >= rule.getNOutOf().getN();
        }
        int principal = rule.getSignedBy();
        for (int i = 0; principal >= 0 && principal < principals.size() && i < signers.size(); i++) {
            if (!used.get(i) && signers.get(i).equals(principals.get(principal))) {
                used.set(i);
                return true;
            }
        }
        return false;
    }

    /** The organisation whose peer matches a principal, or "" if no peer does. */
    private static String organisationOf(MSPPrincipal principal) throws InvalidProtocolBufferException {
        ByteString bytes = principal.getPrincipal();
        return switch (principal.getPrincipalClassification()) {
            case ROLE -> {
                MSPRole role = MSPRole.parseFrom(bytes);
                boolean peers =
                        role.getRole() == MSPRole.MSPRoleType.PEER || role.getRole() == MSPRole.MSPRoleType.MEMBER;
                yield peers ? role.getMspIdentifier() : "";
            }
            case ORGANIZATION_UNIT -> OrganizationUnit.parseFrom(bytes).getMspIdentifier();
            case IDENTITY -> SerializedIdentity.parseFrom(bytes).getMspid();
            default -> "";
        };
    }
}
