package org.touchmark.network.fabric;

import java.nio.file.Path;
import java.util.Map;
import org.touchmark.network.material.Material;

/** The places of nodes that are processes of this machine: all in the network's folder. */
final class ProcessPlaces implements NodePlaces {
    private final FabricFolder folder;
    private final Material material;
    private final Map<String, Integer> ports;

    /** {@code ports} of the nodes' further listeners, as {@link NodePorts} names them. */
    ProcessPlaces(FabricFolder folder, Material material, Map<String, Integer> ports) {
        this.folder = folder;
        this.material = material;
        this.ports = Map.copyOf(ports);
    }

    @Override
    public Path config() {
        return folder.config();
    }

    @Override
    public Path msp(String node) {
        return folder.msp(node);
    }

    @Override
    public Path data(String node) {
        return folder.data(node);
    }

    @Override
    public Path tlsCertificate(String node) {
        return material.node(node).tlsCertificate().toAbsolutePath();
    }

    @Override
    public Path tlsKey(String node) {
        return material.node(node).tlsKey().toAbsolutePath();
    }

    @Override
    public Path root(String mspId) {
        return material.root(mspId).toAbsolutePath();
    }

    @Override
    public Path chaincodeConnection(String peer) {
        return folder.chaincodeConnection(peer);
    }

    @Override
    public int operationsPort(String node) {
        return port(NodePorts.operations(node));
    }

    @Override
    public int adminPort(String orderer) {
        return port(NodePorts.admin(orderer));
    }

    private int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no port was chosen for " + name);
        }
        return port;
    }
}
