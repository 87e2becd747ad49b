package org.touchmark.network.compose;

import java.nio.file.Path;
import org.touchmark.network.fabric.NodePlaces;

/** The places of nodes that are containers: the same in each, since a container holds one node. */
final class ContainerPlaces implements NodePlaces {
    static final Path CONFIG = Path.of("/etc/touchmark/config");
    static final Path BUILDER = Path.of("/etc/touchmark/builder");
    static final Path MSP = Path.of("/etc/touchmark/msp");
    static final Path OWN = Path.of("/etc/touchmark/own");
    static final Path ROOTS = Path.of("/etc/touchmark/roots");
    static final Path CONNECTION = Path.of("/etc/touchmark/chaincode.json");
    static final Path DATA = Path.of("/var/hyperledger/production");
    static final int OPERATIONS_PORT = 9443;
    static final int ADMIN_PORT = 9444;

    @Override
    public Path config() {
        return CONFIG;
    }

    @Override
    public Path msp(String node) {
        return MSP;
    }

    @Override
    public Path data(String node) {
        return DATA;
    }

    @Override
    public Path tlsCertificate(String node) {
        return OWN.resolve("tls-cert.pem");
    }

    @Override
    public Path tlsKey(String node) {
        return OWN.resolve("tls-key.pem");
    }

    @Override
    public Path root(String mspId) {
        return ROOTS.resolve(mspId + ".pem");
    }

    @Override
    public Path chaincodeConnection(String peer) {
        return CONNECTION;
    }

    @Override
    public int operationsPort(String node) {
        return OPERATIONS_PORT;
    }

    @Override
    public int adminPort(String orderer) {
        return ADMIN_PORT;
    }
}
