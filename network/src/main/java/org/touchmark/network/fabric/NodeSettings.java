package org.touchmark.network.fabric;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.network.msp.GoDurations;

/**
 * What tells one node from others of its kind, as the environment that Fabric's programs take it from
 * (sampleconfig/core.yaml, sampleconfig/orderer.yaml).
 *
 * @param mspId the node's organisation
 * @param config the folder with core.yaml and orderer.yaml
 * @param msp the folder of its identity
 * @param data the folder of its ledger
 * @param port where it serves
 * @param operationsPort where it tells how it is
 */
record NodeSettings(
        String name, String mspId, Path config, Path msp, Path data, int port, int operationsPort, Tls tls) {
    private static final String LOOPBACK = "127.0.0.1:";
    private static final String HOST = "localhost:";

    /** Messages of the BFT library at WARN hold whole transactions. */
    private static final String ORDERER_LOG =
            "info:comm.grpc.server=warn:orderer.consensus.smartbft=error:orderer.common.broadcast=error:grpc=error";

    /** Without the colours that are Fabric's default. */
    private static final String LOG_FORMAT =
            "%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}";

    private static final String PEER_LOG = "info:comm.grpc.server=warn:gossip=warn:grpc=error";

    /**
     * PEM files.
     *
     * @param roots of the node's own organisation
     */
    record Tls(Path certificate, Path key, Path roots) {}

    /**
     * The environment of a peer.
     *
     * @param neighbours the ports of the other peers of its organisation
     * @param chaincodePort where the peer's own chaincode server listens
     * @param executeTimeout how long a transaction may take
     */
    Map<String, String> peer(List<Integer> neighbours, int chaincodePort, Duration executeTimeout) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FABRIC_CFG_PATH", config.toString());
        environment.put("FABRIC_LOGGING_SPEC", PEER_LOG);
        environment.put("FABRIC_LOGGING_FORMAT", LOG_FORMAT);
        environment.put("CORE_PEER_ID", name);
        environment.put("CORE_PEER_LOCALMSPID", mspId);
        environment.put("CORE_PEER_MSPCONFIGPATH", msp.toString());
        environment.put("CORE_PEER_FILESYSTEMPATH", data.toString());
        environment.put(
                "CORE_LEDGER_SNAPSHOTS_ROOTDIR", data.resolve("snapshots").toString());
        environment.put("CORE_PEER_LISTENADDRESS", LOOPBACK + port);
        environment.put("CORE_PEER_ADDRESS", HOST + port);
        environment.put("CORE_PEER_GOSSIP_ENDPOINT", HOST + port);
        environment.put("CORE_PEER_GOSSIP_EXTERNALENDPOINT", HOST + port);
        environment.put("CORE_PEER_GOSSIP_BOOTSTRAP", bootstrap(neighbours));
        // No chaincode calls the peer: it calls chaincodes. Yet it listens for them, on any port that is free.
        environment.put("CORE_PEER_CHAINCODELISTENADDRESS", LOOPBACK + 0);
        environment.put("CORE_PEER_TLS_CERT_FILE", tls.certificate().toString());
        environment.put("CORE_PEER_TLS_KEY_FILE", tls.key().toString());
        environment.put("CORE_PEER_TLS_ROOTCERT_FILE", tls.roots().toString());
        environment.put("CORE_OPERATIONS_LISTENADDRESS", LOOPBACK + operationsPort);
        environment.put("CORE_CHAINCODE_EXECUTETIMEOUT", GoDurations.format(executeTimeout));
        environment.put("CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG", "{\"address\":\"" + LOOPBACK + chaincodePort + "\"}");
        return environment;
    }

    private String bootstrap(List<Integer> neighbours) {
        List<Integer> ports = neighbours.isEmpty() ? List.of(port) : neighbours;
        return String.join(" ", ports.stream().map(other -> HOST + other).toList());
    }

    /** The environment of an orderer. {@code adminPort} is where it is told to join channels. */
    Map<String, String> orderer(int adminPort) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FABRIC_CFG_PATH", config.toString());
        environment.put("FABRIC_LOGGING_SPEC", ORDERER_LOG);
        environment.put("FABRIC_LOGGING_FORMAT", LOG_FORMAT);
        environment.put("ORDERER_GENERAL_LOCALMSPID", mspId);
        environment.put("ORDERER_GENERAL_LOCALMSPDIR", msp.toString());
        environment.put("ORDERER_GENERAL_LISTENADDRESS", "127.0.0.1");
        environment.put("ORDERER_GENERAL_LISTENPORT", Integer.toString(port));
        environment.put("ORDERER_GENERAL_TLS_CERTIFICATE", tls.certificate().toString());
        environment.put("ORDERER_GENERAL_TLS_PRIVATEKEY", tls.key().toString());
        environment.put("ORDERER_GENERAL_TLS_ROOTCAS", list(tls.roots()));
        environment.put("ORDERER_FILELEDGER_LOCATION", data.resolve("ledger").toString());
        environment.put("ORDERER_CONSENSUS_WALDIR", data.resolve("wal").toString());
        environment.put("ORDERER_CONSENSUS_SNAPDIR", data.resolve("snapshots").toString());
        environment.put("ORDERER_OPERATIONS_LISTENADDRESS", LOOPBACK + operationsPort);
        environment.put("ORDERER_ADMIN_LISTENADDRESS", LOOPBACK + adminPort);
        environment.put("ORDERER_ADMIN_TLS_CERTIFICATE", tls.certificate().toString());
        environment.put("ORDERER_ADMIN_TLS_PRIVATEKEY", tls.key().toString());
        environment.put("ORDERER_ADMIN_TLS_ROOTCAS", list(tls.roots()));
        environment.put("ORDERER_ADMIN_TLS_CLIENTROOTCAS", list(tls.roots()));
        return environment;
    }

    /** A list as Fabric reads it from the environment (common/viperutil/config_util.go). */
    private static String list(Path file) {
        return "[" + file + "]";
    }
}
