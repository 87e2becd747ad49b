package org.touchmark.network.material;

import java.nio.file.Path;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.msp.SigningIdentity;

/**
 * What the nodes of a network start with.
 *
 * @param blockZero the channel's first block
 * @param nodes peers and orderers by name
 * @param admins each organisation's administrator by MSP id, the orderers' too
 * @param tlsRoots PEM file with the TLS roots of all organisations
 * @param connection {@code connection.json}
 * @param roots {@code roots.json}
 */
public record Material(
        Block blockZero,
        Map<String, NodeMaterial> nodes,
        Map<String, SigningIdentity> admins,
        Path tlsRoots,
        Path connection,
        Path roots) {
    public Material {
        nodes = Map.copyOf(nodes);
        admins = Map.copyOf(admins);
    }

    /**
     * What one node starts with.
     *
     * @param tlsCertificate PEM file
     * @param tlsKey PEM file, PKCS#8
     */
    public record NodeMaterial(SigningIdentity identity, Path tlsCertificate, Path tlsKey) {}

    /** The material of that node. */
    public NodeMaterial node(String name) {
        NodeMaterial node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no material for a node called " + name);
        }
        return node;
    }

    /** The administrator of that organisation. */
    public SigningIdentity admin(String mspId) {
        SigningIdentity admin = admins.get(mspId);
        if (admin == null) {
            throw new IllegalArgumentException("no administrator for " + mspId);
        }
        return admin;
    }
}
