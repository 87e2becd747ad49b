package org.touchmark.network.config;

import static org.touchmark.network.config.ConfigTree.ORDERER;
import static org.touchmark.network.config.ConfigTree.in;
import static org.touchmark.network.config.ConfigTree.parsed;
import static org.touchmark.network.config.ConfigTree.value;
import static org.touchmark.network.config.ConfigTree.withValue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;
import org.touchmark.network.block.ChannelGroups;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;

/**
 * Edits of who orders a channel, as {@link ChannelEdits} are. Fabric takes one consenter more, or less, or with other
 * certificates in an update (orderer/consensus/etcdraft/util.go, orderer/consensus/smartbft/configverifier.go). A new
 * orderer's endpoint has to be made known too, and a removed one's taken back.
 */
public final class ConsenterEdits {
    private static final String CONSENSUS_TYPE = "ConsensusType";
    private static final String ORDERERS = "Orderers";
    private static final String RAFT = "etcdraft";
    private static final String BFT = "BFT";

    private ConsenterEdits() {}

    /** Adds an orderer to a Raft cluster, or gives the one at that endpoint these certificates. */
    public static UnaryOperator<ConfigGroup> put(Consensus.RaftConsenter consenter) {
        return raft(consenters -> with(consenters, isAt(consenter.endpoint()), ChannelGroups.consenter(consenter)));
    }

    /** Adds an orderer to a BFT cluster, or gives the one at that endpoint this id and these certificates. */
    public static UnaryOperator<ConfigGroup> put(Consensus.BftConsenter consenter) {
        return bft(consenters -> with(consenters, isBftAt(consenter.endpoint()), ChannelGroups.consenter(consenter)));
    }

    /** Takes an orderer out of the cluster, whichever kind that is. */
    public static UnaryOperator<ConfigGroup> remove(Endpoint endpoint) {
        return channel -> {
            String type = value(ConfigTree.group(channel, ORDERER), CONSENSUS_TYPE, ConsensusType.parser())
                    .getType();
            UnaryOperator<ConfigGroup> edit = type.equals(RAFT)
                    ? raft(consenters -> without(consenters, isAt(endpoint), endpoint))
                    : bft(consenters -> without(consenters, isBftAt(endpoint), endpoint));
            return edit.apply(channel);
        };
    }

    private static Predicate<org.hyperledger.fabric.protos.orderer.etcdraft.Consenter> isAt(Endpoint endpoint) {
        return known -> known.getHost().equals(endpoint.host()) && known.getPort() == endpoint.port();
    }

    private static Predicate<Consenter> isBftAt(Endpoint endpoint) {
        return known -> known.getHost().equals(endpoint.host()) && known.getPort() == endpoint.port();
    }

    /** In the place of the one that it replaces: Raft's nodes keep their numbers by it. */
    private static <T> List<T> with(List<T> consenters, Predicate<T> same, T consenter) {
        List<T> wanted = new ArrayList<>(consenters);
        wanted.replaceAll(known -> same.test(known) ? consenter : known);
        if (consenters.stream().noneMatch(same)) {
            wanted.add(consenter);
        }
        return wanted;
    }

    private static <T> List<T> without(List<T> consenters, Predicate<T> same, Endpoint endpoint) {
        List<T> wanted = consenters.stream().filter(same.negate()).toList();
        if (wanted.size() == consenters.size()) {
            throw new IllegalArgumentException("no consenter is at " + endpoint);
        }
        return wanted;
    }

    private static UnaryOperator<ConfigGroup> raft(
            UnaryOperator<List<org.hyperledger.fabric.protos.orderer.etcdraft.Consenter>> change) {
        return in(ORDERER, orderer -> {
            ConsensusType type = consensus(orderer, RAFT);
            ConfigMetadata known = parsed(CONSENSUS_TYPE, type.getMetadata(), ConfigMetadata.parser());
            ByteString wanted = known.toBuilder()
                    .clearConsenters()
                    .addAllConsenters(change.apply(known.getConsentersList()))
                    .build()
                    .toByteString();
            return withValue(
                    orderer,
                    CONSENSUS_TYPE,
                    type.toBuilder().setMetadata(wanted).build().toByteString());
        });
    }

    /** The policy of blocks follows the consenters (common/policies/bft.go). */
    private static UnaryOperator<ConfigGroup> bft(UnaryOperator<List<Consenter>> change) {
        return in(ORDERER, orderer -> {
            consensus(orderer, BFT);
            List<Consenter> wanted =
                    change.apply(value(orderer, ORDERERS, Orderers.parser()).getConsenterMappingList());
            ByteString content =
                    Orderers.newBuilder().addAllConsenterMapping(wanted).build().toByteString();
            return withValue(orderer, ORDERERS, content).toBuilder()
                    .putPolicies("BlockValidation", ChannelGroups.blockValidation(wanted))
                    .build();
        });
    }

    private static ConsensusType consensus(ConfigGroup orderer, String wanted) {
        ConsensusType type = value(orderer, CONSENSUS_TYPE, ConsensusType.parser());
        if (!type.getType().equals(wanted)) {
            throw new IllegalArgumentException(
                    "the channel's consensus is %s: the consenter is one of %s".formatted(type.getType(), wanted));
        }
        return type;
    }
}
