package org.touchmark.network.channel;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.PolicyWords;

/** Reads a channel's configuration for people, and for edits that depend on what is there. */
public final class ChannelView {
    private static final String BFT = "BFT";

    private final Config config;

    public ChannelView(Config config) {
        this.config = config;
    }

    /** The channel in words: its members, its consenters with how long their certificates last, its policies. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("configuration " + config.getSequence());
        group("Application").getGroupsMap().keySet().stream().sorted().forEach(member -> lines.add("member " + member));
        lines.add("consensus " + consensus().getType());
        consenters().forEach(consenter -> lines.add("consenter " + described(consenter)));
        addPolicies("/Channel", config.getChannelGroup(), lines);
        return List.copyOf(lines);
    }

    private static void addPolicies(String path, ConfigGroup group, List<String> lines) {
        new TreeMap<>(group.getPoliciesMap())
                .forEach((name, policy) ->
                        lines.add("policy %s/%s: %s".formatted(path, name, PolicyWords.of(policy.getPolicy()))));
        new TreeMap<>(group.getGroupsMap()).forEach((name, child) -> addPolicies(path + "/" + name, child, lines));
    }

    static String described(Consenter consenter) {
        X509Certificate tls = Pem.certificate(consenter.getServerTlsCert().toStringUtf8());
        String where = "%d at %s:%d".formatted(consenter.getId(), consenter.getHost(), consenter.getPort());
        return "%s of %s, TLS certificate %s until %s"
                .formatted(
                        where,
                        consenter.getMspId(),
                        Fingerprints.of(tls),
                        tls.getNotAfter().toInstant());
    }

    /** The consenter as a BFT channel is to know it: under its number if it has one, else under the next. */
    public Consensus.BftConsenter bft(Endpoint endpoint, String msp, X509Certificate identity, X509Certificate tls) {
        return new Consensus.BftConsenter(number(endpoint), endpoint, msp, identity, tls, tls);
    }

    private int number(Endpoint endpoint) {
        int next = 1;
        for (Consenter known : consenters()) {
            if (known.getHost().equals(endpoint.host()) && known.getPort() == endpoint.port()) {
                return known.getId();
            }
            next = Math.max(next, known.getId() + 1);
        }
        return next;
    }

    /** Whether the channel's orderers bear liars. */
    public boolean isBft() {
        return consensus().getType().equals(BFT);
    }

    private ConsensusType consensus() {
        try {
            return ConsensusType.parseFrom(
                    group("Orderer").getValuesOrThrow("ConsensusType").getValue());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the channel's ConsensusType can not be read", e);
        }
    }

    private List<Consenter> consenters() {
        if (!isBft()) {
            return List.of();
        }
        try {
            return Orderers.parseFrom(
                            group("Orderer").getValuesOrThrow("Orderers").getValue())
                    .getConsenterMappingList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the channel's Orderers can not be read", e);
        }
    }

    private ConfigGroup group(String name) {
        return config.getChannelGroup().getGroupsOrThrow(name);
    }
}
