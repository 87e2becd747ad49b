package org.touchmark.network.fabric;

import java.nio.file.Path;

/**
 * Where a node finds what it reads and keeps, and on which ports it is administered: the only things in which a node
 * that runs as a process differs from the same node in a container.
 */
public interface NodePlaces {
    /** The folder with core.yaml and orderer.yaml. */
    Path config();

    /** The folder of a node's identity. */
    Path msp(String node);

    /** The folder of a node's ledger. */
    Path data(String node);

    /** PEM file with a node's TLS certificate. */
    Path tlsCertificate(String node);

    /** PEM file with the key of that certificate. */
    Path tlsKey(String node);

    /** PEM file with the root certificate of an organisation. */
    Path root(String mspId);

    /** The file that tells a peer how to reach its chaincode server, where that is not on the loopback interface. */
    Path chaincodeConnection(String peer);

    /** The port where a node tells its own machine how it is. */
    int operationsPort(String node);

    /** The port where an orderer is told to join channels. */
    int adminPort(String orderer);
}
