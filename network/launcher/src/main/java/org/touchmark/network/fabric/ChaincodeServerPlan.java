package org.touchmark.network.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.touchmark.network.machine.ChaincodeSettings;
import org.touchmark.network.topology.Topology;

/**
 * What one chaincode server is started with, as a process or as a service of a Compose file. On the loopback interface
 * it asks nobody who he is; else it asks for its peer's certificate.
 *
 * @param organisation its organisation's name for people
 * @param environment what the server reads
 */
public record ChaincodeServerPlan(String organisation, Topology.Listener listener, Map<String, String> environment) {
    public ChaincodeServerPlan {
        environment = Map.copyOf(environment);
    }

    /** Those that their own machine alone can call; they need no certificates. */
    static List<ChaincodeServerPlan> onLoopback(Topology topology, String packageId) {
        List<ChaincodeServerPlan> plans = new ArrayList<>();
        for (Topology.Organisation organisation : topology.organisations()) {
            for (Topology.Peer peer : organisation.peers()) {
                if (peer.chaincode().isLocal()) {
                    plans.add(new ChaincodeServerPlan(
                            organisation.name(),
                            peer.chaincode(),
                            ChaincodeSettings.of(organisation, peer, packageId)));
                }
            }
        }
        return List.copyOf(plans);
    }

    /** Those that others can call, in containers for example. */
    public static List<ChaincodeServerPlan> withTls(Topology topology, String packageId, NodePlaces places) {
        List<ChaincodeServerPlan> plans = new ArrayList<>();
        for (Topology.Organisation organisation : topology.organisations()) {
            for (Topology.Peer peer : organisation.peers()) {
                Topology.Listener server = peer.chaincode();
                if (!server.isLocal()) {
                    Map<String, String> environment = ChaincodeSettings.of(organisation, peer, packageId);
                    environment.put("CHAINCODE_TLS_DISABLED", "false");
                    environment.put(
                            "CHAINCODE_TLS_KEY", places.tlsKey(server.name()).toString());
                    environment.put(
                            "CHAINCODE_TLS_CERT",
                            places.tlsCertificate(server.name()).toString());
                    environment.put(
                            "CHAINCODE_CLIENT_CA_CERT",
                            places.root(organisation.msp()).toString());
                    plans.add(new ChaincodeServerPlan(organisation.name(), server, environment));
                }
            }
        }
        return List.copyOf(plans);
    }
}
