package org.touchmark.network.material;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.msp.SigningIdentity;

/**
 * What the nodes of a network start with.
 *
 * @param block the channel's first block; null where a consortium is joined, whose orderers have it
 * @param nodes peers and orderers by name
 * @param admins each organisation's administrator by MSP id, the orderers' too
 * @param rootCertificates of all organisations by MSP id
 * @param tlsRoots PEM file with the TLS roots of all organisations
 * @param connection {@code connection.json}
 * @param roots {@code roots.json}
 */
public record Material(
        @Nullable Block block,
        Map<String, NodeMaterial> nodes,
        Map<String, SigningIdentity> admins,
        Map<String, X509Certificate> rootCertificates,
        Path tlsRoots,
        Path connection,
        Path roots) {
    public Material {
        nodes = Map.copyOf(nodes);
        admins = Map.copyOf(admins);
        rootCertificates = Map.copyOf(rootCertificates);
    }

    /** The channel's first block. */
    public Block blockZero() {
        if (block == null) {
            throw new IllegalStateException("who joins a consortium takes block 0 from its orderers");
        }
        return block;
    }

    /** The root certificate of that organisation, for members and for TLS. */
    public X509Certificate rootCertificate(String mspId) {
        X509Certificate root = rootCertificates.get(mspId);
        if (root == null) {
            throw new IllegalArgumentException("no root certificate of " + mspId);
        }
        return root;
    }

    /** PEM file with that certificate. */
    public Path root(String mspId) {
        return tlsRoots.resolveSibling(MaterialFolder.rootFile(mspId));
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
