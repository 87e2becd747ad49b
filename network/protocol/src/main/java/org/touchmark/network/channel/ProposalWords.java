package org.touchmark.network.channel;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.AnchorPeers;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.PolicyWords;

/**
 * A proposed change in words, so that nobody signs what he has not read. They are made of the very bytes that are
 * signed, and of nothing else: every element that the change writes has a line, an unknown one with its hash.
 */
public final class ProposalWords {
    private final List<String> lines = new ArrayList<>();

    private ProposalWords() {}

    /** What the proposal changes, a line each, and who has agreed. */
    public static List<String> of(ConfigProposal proposal) {
        ProposalWords words = new ProposalWords();
        words.lines.add("channel " + proposal.channelId());
        try {
            ConfigUpdate update = ConfigUpdate.parseFrom(proposal.update());
            words.group("", update.getReadSet(), update.getWriteSet());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the proposal can not be read", e);
        }
        for (ConfigSignature signature : proposal.signatures()) {
            words.lines.add("signed by " + signer(signature));
        }
        return List.copyOf(words.lines);
    }

    private static String signer(ConfigSignature signature) {
        try {
            SerializedIdentity signer = SerializedIdentity.parseFrom(
                    SignatureHeader.parseFrom(signature.getSignatureHeader()).getCreator());
            return signer.getMspid() + ", "
                    + Pem.certificate(signer.getIdBytes().toStringUtf8())
                            .getSubjectX500Principal()
                            .getName();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return "somebody whose certificate can not be read";
        }
    }

    private void group(String path, ConfigGroup before, ConfigGroup after) {
        if (after.getVersion() != before.getVersion()) {
            lines.add("%s holds exactly: %s, changed by %s".formatted(place(path), names(after), after.getModPolicy()));
        }
        new TreeMap<>(after.getValuesMap()).forEach((name, value) -> {
            if (!before.containsValues(name) || before.getValuesOrThrow(name).getVersion() != value.getVersion()) {
                lines.add(place(path) + ", " + name + " becomes: " + value(name, value.getValue())
                        + changedBy(value.getModPolicy()));
            }
        });
        new TreeMap<>(after.getPoliciesMap()).forEach((name, policy) -> {
            if (!before.containsPolicies(name)
                    || before.getPoliciesOrThrow(name).getVersion() != policy.getVersion()) {
                lines.add("%s, policy %s becomes %s, SHA-256 %s%s"
                        .formatted(
                                place(path),
                                name,
                                PolicyWords.of(policy.getPolicy()),
                                Fingerprints.of(policy.getPolicy().getValue()),
                                changedBy(policy.getModPolicy())));
            }
        });
        new TreeMap<>(after.getGroupsMap()).forEach((name, group) -> {
            if (!before.containsGroups(name)) {
                lines.add("NEW in " + place(path) + ": " + name);
            }
            group(path + "/" + name, before.getGroupsOrDefault(name, newGroup()), group);
        });
    }

    /** Who may change an element is told where it is not its group's administrators, as it is everywhere else. */
    private static String changedBy(String policy) {
        return policy.equals("Admins") ? "" : ", changed by " + policy;
    }

    /** A version that no group has, so that all of a new one is told. */
    private static ConfigGroup newGroup() {
        return ConfigGroup.newBuilder().setVersion(-1).build();
    }

    private static String place(String path) {
        return path.isEmpty() ? "the channel" : path.substring(1);
    }

    private static String names(ConfigGroup group) {
        TreeSet<String> names = new TreeSet<>(group.getGroupsMap().keySet());
        names.addAll(group.getValuesMap().keySet());
        group.getPoliciesMap().keySet().forEach(policy -> names.add("policy " + policy));
        return String.join(", ", names);
    }

    private static String value(String name, ByteString bytes) {
        try {
            return switch (name) {
                case "MSP" -> membership(bytes);
                case "Orderers" ->
                    Orderers.parseFrom(bytes).getConsenterMappingList().stream()
                            .map(ChannelView::described)
                            .collect(Collectors.joining("; "));
                case "Endpoints" ->
                    String.join(", ", OrdererAddresses.parseFrom(bytes).getAddressesList());
                case "AnchorPeers" ->
                    AnchorPeers.parseFrom(bytes).getAnchorPeersList().stream()
                            .map(peer -> peer.getHost() + ":" + peer.getPort())
                            .collect(Collectors.joining(", "));
                default -> "%d bytes, SHA-256 %s".formatted(bytes.size(), Fingerprints.of(bytes));
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return "%d bytes that can not be read, SHA-256 %s".formatted(bytes.size(), Fingerprints.of(bytes));
        }
    }

    private static String membership(ByteString bytes) throws InvalidProtocolBufferException {
        FabricMSPConfig msp =
                FabricMSPConfig.parseFrom(MSPConfig.parseFrom(bytes).getConfig());
        String roots = msp.getRootCertsList().stream()
                .map(root -> Fingerprints.of(Pem.certificate(root.toStringUtf8())))
                .collect(Collectors.joining(", "));
        String revoked = msp.getRevocationListList().stream()
                .map(list -> Pem.crl(list.toByteArray()))
                .map(list -> list.getRevokedCertificates() == null
                        ? "none"
                        : list.getRevokedCertificates().stream()
                                .map(entry -> entry.getSerialNumber().toString(16))
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return "%s, roots %s, certificates taken back: %s, whole SHA-256 %s"
                .formatted(msp.getName(), roots, revoked.isEmpty() ? "none" : revoked, Fingerprints.of(bytes));
    }
}
