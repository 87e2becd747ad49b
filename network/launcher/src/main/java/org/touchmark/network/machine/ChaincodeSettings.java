package org.touchmark.network.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.touchmark.network.topology.Topology;

/**
 * What a chaincode server finds in its environment: the names that Fabric's chaincode libraries and samples ask for, in
 * Java, Node and Go.
 */
public final class ChaincodeSettings {
    private ChaincodeSettings() {}

    /** The settings of the server of one peer. It asks nobody who he is, until further settings say otherwise. */
    public static Map<String, String> of(Topology.Organisation organisation, Topology.Peer peer, String packageId) {
        Topology.Listener server = peer.chaincode();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("CHAINCODE_ID", packageId);
        settings.put("CORE_CHAINCODE_ID_NAME", packageId);
        settings.put("CHAINCODE_SERVER_ADDRESS", server.bindAddress() + ":" + server.port());
        settings.put("CHAINCODE_TLS_DISABLED", "true");
        settings.put("CORE_PEER_LOCALMSPID", organisation.msp());
        return settings;
    }
}
