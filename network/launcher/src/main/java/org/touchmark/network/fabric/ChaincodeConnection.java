package org.touchmark.network.fabric;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.touchmark.network.material.DurableFiles;
import org.touchmark.network.material.Material;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.topology.Topology;

/**
 * How a peer reaches its chaincode server (core/chaincode/platforms/ccaas, core/container/externalbuilder/instance.go):
 * told to the external builder in the peer's environment, so that packages hold neither addresses nor keys.
 */
public final class ChaincodeConnection {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChaincodeConnection() {}

    /** What the builder is told: the address, or the file that has it with certificates and a key. */
    static String setting(Topology.Peer peer, NodePlaces places) {
        Topology.Listener server = peer.chaincode();
        return server.isLocal()
                ? "{\"address\":\"" + server.bindAddress() + ":" + server.port() + "\"}"
                : "{\"connection\":\"" + places.chaincodeConnection(peer.name()) + "\"}";
    }

    /** Writes the file for a server that asks for its peer's certificate; the peer shows the one that it serves with. */
    public static void write(Path file, Topology.Organisation organisation, Topology.Peer peer, Material material)
            throws IOException {
        Material.NodeMaterial own = material.node(peer.name());
        DurableFiles.writePrivate(
                file,
                JSON.writeValueAsBytes(JSON.createObjectNode()
                        .put("address", peer.chaincode().endpoint().toString())
                        .put("dial_timeout", "10s")
                        .put("tls_required", true)
                        .put("client_auth_required", true)
                        .put("client_key", Files.readString(own.tlsKey()))
                        .put("client_cert", Files.readString(own.tlsCertificate()))
                        .put("root_cert", Pem.encode(material.rootCertificate(organisation.msp())))));
    }
}
