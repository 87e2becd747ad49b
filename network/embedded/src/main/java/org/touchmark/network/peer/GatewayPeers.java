package org.touchmark.network.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.LifecycleState;
import org.touchmark.network.chaincode.SimulationException;

/** Who can endorse what, and who is asked first (internal/pkg/gateway/registry.go). */
final class GatewayPeers {
    private static final String NO_COMBINATION =
            "no combination of peers can be derived which satisfy the endorsement policy: ";

    private final EndorserService endorser;
    private final EndorsingPeer own;
    private final List<EndorsingPeer> all;

    GatewayPeers(EndorserService endorser, Collection<NetworkPeer> others) {
        this.endorser = endorser;
        this.own = new LocalEndorser(endorser);
        this.all = Stream.concat(Stream.of(own), others.stream().map(peer -> (EndorsingPeer)
                        new RemoteEndorser(peer, endorser.limits().endorsementTimeout())))
                .toList();
    }

    String ownMspId() {
        return own.mspId();
    }

    boolean knowsChannel(String channelId) {
        return channelId.equals(endorser.peer().ledger().config().channelId());
    }

    /** Peers with the chaincode, by organisation; the highest first, the gateway's own before its equals. */
    Map<String, List<EndorsingPeer>> byOrganisation(GatewayProposal proposal) {
        Map<String, List<EndorsingPeer>> peers = new TreeMap<>();
        boolean everywhere = endorser.isSystemChaincode(proposal.chaincode());
        if (knowsChannel(proposal.channelId())) {
            all.stream()
                    .filter(peer -> everywhere || peer.hasChaincode(proposal.chaincode()))
                    .sorted(byHeight())
                    .forEach(peer -> peers.computeIfAbsent(peer.mspId(), ignored -> new ArrayList<>())
                            .add(peer));
        }
        return peers;
    }

    /** Own organisation's peers, then the others by height; only of the named organisations, if any are named. */
    List<EndorsingPeer> evaluators(GatewayProposal proposal, Collection<String> organisations) {
        return byOrganisation(proposal).values().stream()
                .flatMap(List::stream)
                .filter(peer -> organisations.isEmpty() || organisations.contains(peer.mspId()))
                .sorted(Comparator.comparing(
                                (EndorsingPeer peer) -> !peer.mspId().equals(own.mspId()))
                        .thenComparing(byHeight()))
                .toList();
    }

    /**
     * The sets of organisations that may endorse, best first: those with {@code preferred}, then the higher ones.
     *
     * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION if the policy can not be satisfied now
     */
    List<Set<String>> layouts(GatewayProposal proposal, Map<String, List<EndorsingPeer>> peers, String preferred) {
        if (!knowsChannel(proposal.channelId())) {
            throw noPlan("No metadata was found for chaincode " + proposal.chaincode() + " in channel "
                    + proposal.channelId());
        }
        Map<String, Long> heights = new LinkedHashMap<>();
        peers.forEach((organisation, members) ->
                heights.put(organisation, members.get(0).height()));
        List<Set<String>> layouts = policyLayouts(proposal).stream()
                .filter(layout -> heights.keySet().containsAll(layout))
                .sorted(Comparator.comparing((Set<String> layout) -> !layout.contains(preferred))
                        .thenComparing(
                                layout -> layout.stream()
                                        .mapToLong(organisation -> heights.getOrDefault(organisation, 0L))
                                        .sum(),
                                Comparator.reverseOrder()))
                .toList();
        if (layouts.isEmpty()) {
            throw noPlan("no endorsement combination can be satisfied");
        }
        return layouts;
    }

    private List<Set<String>> policyLayouts(GatewayProposal proposal) {
        List<String> organisations = endorser.peer().ledger().config().applicationMsps();
        try {
            ChaincodeDefinition definition = proposal.chaincode().equals(LifecycleState.NAMESPACE)
                    // Its policy, LifecycleEndorsement, is a majority as well.
                    ? ChaincodeDefinition.of(0, "")
                    : endorser.definitions()
                            .find(proposal.chaincode(), endorser.peer().ledger())
                            .orElseThrow(() -> noPlan("No metadata was found for chaincode " + proposal.chaincode()
                                    + " in channel " + proposal.channelId()));
            return EndorsementLayouts.of(definition.validationParameter(), organisations);
        } catch (SimulationException | InvalidProtocolBufferException | IllegalArgumentException e) {
            throw noPlan(String.valueOf(e.getMessage()));
        }
    }

    private Comparator<EndorsingPeer> byHeight() {
        return Comparator.comparingLong(EndorsingPeer::height).reversed().thenComparing(peer -> peer != own);
    }

    private static RuntimeException noPlan(String reason) {
        return GatewayErrors.of(Status.Code.FAILED_PRECONDITION, NO_COMBINATION + reason);
    }
}
