package org.touchmark.network;

import java.nio.file.Path;
import java.util.List;

/**
 * A running ledger: its nodes, where they listen, and control over each. The embedded ledger and Hyperledger Fabric
 * both implement it, and one conformance suite runs on both; whoever needs a ledger takes this and asks no further.
 */
public interface Network extends AutoCloseable {
    /** The channel that all peers of the network share. */
    String channel();

    /** The chaincode that the network runs on its channel. */
    String chaincode();

    /** Where clients find peers, certificates and identities: {@code connection.json}, written before this returns. */
    Path connectionProfile();

    /** The organisations' root certificates for checkers that trust no gateway: {@code roots.json}. */
    Path rootsFile();

    /** The port of the endpoint that answers for all nodes, as the topology gives it. */
    int operationsPort();

    /** All nodes: certificate authorities, orderers, peers, chaincode servers, in the order of their start. */
    List<Node> nodes();

    /** What its operator should see to before it becomes a fault, a sentence each; empty if nothing. */
    List<String> warnings();

    /**
     * The node of that name.
     *
     * @throws IllegalArgumentException if the network has none; the message names those that it has
     */
    default Node node(String name) {
        return nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No node is called " + name + "; the network has "
                        + String.join(", ", nodes().stream().map(Node::name).toList())));
    }

    /** Stops all nodes and waits for their end; their data stays. */
    @Override
    void close();
}
