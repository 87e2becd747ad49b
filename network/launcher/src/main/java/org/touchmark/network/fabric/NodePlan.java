package org.touchmark.network.fabric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.touchmark.network.NodeKind;
import org.touchmark.network.topology.Topology;

/**
 * What one peer or orderer is started with. Processes and the services of a Compose file are both made of it, so that
 * they can not differ but in their {@link NodePlaces}.
 *
 * @param organisation its organisation's name for people
 * @param command the program, as its official image knows it too, and its arguments
 * @param environment what Fabric's programs read of it
 */
public record NodePlan(
        NodeKind kind,
        String organisation,
        String mspId,
        Topology.Listener listener,
        List<String> command,
        Map<String, String> environment,
        int operationsPort) {
    public NodePlan {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public String name() {
        return listener.name();
    }

    /**
     * All orderers, then all peers.
     *
     * @param executeTimeout how long a transaction of a chaincode may take
     */
    public static List<NodePlan> of(Topology topology, NodePlaces places, Duration executeTimeout) {
        List<NodePlan> plans = new ArrayList<>();
        for (Topology.Listener orderer : topology.orderers().nodes()) {
            plans.add(orderer(topology.orderers(), orderer, places));
        }
        for (Topology.Organisation organisation : topology.organisations()) {
            for (Topology.Peer peer : organisation.peers()) {
                plans.add(peer(organisation, peer, places, executeTimeout));
            }
        }
        return List.copyOf(plans);
    }

    private static NodePlan orderer(Topology.Orderers service, Topology.Listener orderer, NodePlaces places) {
        return new NodePlan(
                NodeKind.ORDERER,
                service.name(),
                service.msp(),
                orderer,
                List.of("orderer"),
                new NodeSettings(orderer, service.msp(), places).orderer(),
                places.operationsPort(orderer.name()));
    }

    private static NodePlan peer(
            Topology.Organisation organisation, Topology.Peer peer, NodePlaces places, Duration executeTimeout) {
        return new NodePlan(
                NodeKind.PEER,
                organisation.name(),
                organisation.msp(),
                peer.listener(),
                List.of("peer", "node", "start"),
                new NodeSettings(peer.listener(), organisation.msp(), places)
                        .peer(
                                neighbours(organisation, peer),
                                ChaincodeConnection.setting(peer, places),
                                executeTimeout),
                places.operationsPort(peer.name()));
    }

    private static List<Topology.Listener> neighbours(Topology.Organisation organisation, Topology.Peer peer) {
        return organisation.peers().stream()
                .filter(other -> !other.equals(peer))
                .map(Topology.Peer::listener)
                .toList();
    }
}
