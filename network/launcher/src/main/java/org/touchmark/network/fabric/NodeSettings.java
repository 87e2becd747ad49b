package org.touchmark.network.fabric;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.network.msp.GoDurations;
import org.touchmark.network.topology.Topology;

/**
 * What tells one node from others of its kind, as the environment that Fabric's programs take it from
 * (sampleconfig/core.yaml, sampleconfig/orderer.yaml).
 *
 * @param listener where it serves
 * @param mspId the node's organisation
 * @param places where it finds what it reads
 */
record NodeSettings(Topology.Listener listener, String mspId, NodePlaces places) {
    private static final String LOOPBACK = "127.0.0.1:";

    /** Messages of the BFT library at WARN hold whole transactions. */
    private static final String ORDERER_LOG =
            "info:comm.grpc.server=warn:orderer.consensus.smartbft=error:orderer.common.broadcast=error:grpc=error";

    /** Without the colours that are Fabric's default. */
    private static final String LOG_FORMAT =
            "%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}";

    private static final String PEER_LOG = "info:comm.grpc.server=warn:gossip=warn:grpc=error";

    /**
     * The environment of a peer.
     *
     * @param neighbours the other peers of its organisation
     * @param chaincodeServer what its external builder is told
     * @param executeTimeout how long a transaction may take
     */
    Map<String, String> peer(List<Topology.Listener> neighbours, String chaincodeServer, Duration executeTimeout) {
        Path data = places.data(name());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FABRIC_CFG_PATH", places.config().toString());
        environment.put("FABRIC_LOGGING_SPEC", PEER_LOG);
        environment.put("FABRIC_LOGGING_FORMAT", LOG_FORMAT);
        environment.put("CORE_PEER_ID", name());
        environment.put("CORE_PEER_LOCALMSPID", mspId);
        environment.put("CORE_PEER_MSPCONFIGPATH", places.msp(name()).toString());
        environment.put("CORE_PEER_FILESYSTEMPATH", data.toString());
        environment.put(
                "CORE_LEDGER_SNAPSHOTS_ROOTDIR", data.resolve("snapshots").toString());
        environment.put("CORE_PEER_LISTENADDRESS", listener.bindAddress() + ":" + listener.port());
        environment.put("CORE_PEER_ADDRESS", address());
        environment.put("CORE_PEER_GOSSIP_ENDPOINT", address());
        environment.put("CORE_PEER_GOSSIP_EXTERNALENDPOINT", address());
        environment.put("CORE_PEER_GOSSIP_BOOTSTRAP", bootstrap(neighbours));
        // No chaincode calls the peer: it calls chaincodes. Yet it listens for them, on any port that is free.
        environment.put("CORE_PEER_CHAINCODELISTENADDRESS", LOOPBACK + 0);
        environment.put("CORE_PEER_TLS_CERT_FILE", places.tlsCertificate(name()).toString());
        environment.put("CORE_PEER_TLS_KEY_FILE", places.tlsKey(name()).toString());
        environment.put("CORE_PEER_TLS_ROOTCERT_FILE", places.root(mspId).toString());
        environment.put("CORE_OPERATIONS_LISTENADDRESS", LOOPBACK + places.operationsPort(name()));
        environment.put("CORE_CHAINCODE_EXECUTETIMEOUT", GoDurations.format(executeTimeout));
        environment.put("CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG", chaincodeServer);
        return environment;
    }

    private String bootstrap(List<Topology.Listener> neighbours) {
        return neighbours.isEmpty()
                ? address()
                : String.join(
                        " ",
                        neighbours.stream()
                                .map(other -> other.endpoint().toString())
                                .toList());
    }

    /** The environment of an orderer. */
    Map<String, String> orderer() {
        Path data = places.data(name());
        String certificate = places.tlsCertificate(name()).toString();
        String key = places.tlsKey(name()).toString();
        String roots = list(places.root(mspId));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FABRIC_CFG_PATH", places.config().toString());
        environment.put("FABRIC_LOGGING_SPEC", ORDERER_LOG);
        environment.put("FABRIC_LOGGING_FORMAT", LOG_FORMAT);
        environment.put("ORDERER_GENERAL_LOCALMSPID", mspId);
        environment.put("ORDERER_GENERAL_LOCALMSPDIR", places.msp(name()).toString());
        environment.put("ORDERER_GENERAL_LISTENADDRESS", listener.bindAddress());
        environment.put("ORDERER_GENERAL_LISTENPORT", Integer.toString(listener.port()));
        environment.put("ORDERER_GENERAL_TLS_CERTIFICATE", certificate);
        environment.put("ORDERER_GENERAL_TLS_PRIVATEKEY", key);
        environment.put("ORDERER_GENERAL_TLS_ROOTCAS", roots);
        environment.put("ORDERER_FILELEDGER_LOCATION", data.resolve("ledger").toString());
        environment.put("ORDERER_CONSENSUS_WALDIR", data.resolve("wal").toString());
        environment.put("ORDERER_CONSENSUS_SNAPDIR", data.resolve("snapshots").toString());
        environment.put("ORDERER_OPERATIONS_LISTENADDRESS", LOOPBACK + places.operationsPort(name()));
        environment.put("ORDERER_ADMIN_LISTENADDRESS", listener.bindAddress() + ":" + places.adminPort(name()));
        environment.put("ORDERER_ADMIN_TLS_CERTIFICATE", certificate);
        environment.put("ORDERER_ADMIN_TLS_PRIVATEKEY", key);
        environment.put("ORDERER_ADMIN_TLS_ROOTCAS", roots);
        environment.put("ORDERER_ADMIN_TLS_CLIENTROOTCAS", roots);
        return environment;
    }

    private String name() {
        return listener.name();
    }

    private String address() {
        return listener.endpoint().toString();
    }

    /** A list as Fabric reads it from the environment (common/viperutil/config_util.go). */
    private static String list(Path file) {
        return "[" + file + "]";
    }
}
