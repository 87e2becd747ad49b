package org.touchmark.network.material;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.topology.Topology;

/**
 * What an organisation hands to those who are to take it, or one of its orderers, into the channel: files without
 * secrets, named {@code organisation-SLUG.json} and {@code consenter-NAME.json}.
 */
public final class Introductions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Introductions() {}

    /**
     * An orderer as the channel's configuration is to know it.
     *
     * @param identity its signing certificate
     * @param tls the certificate that it serves with, and that it shows to other orderers
     */
    public record Consenter(Endpoint endpoint, String msp, X509Certificate identity, X509Certificate tls) {}

    /** Reads an organisation's introduction. */
    public static ChannelProfile.Member organisation(Path file) throws IOException {
        PublicFile content = PublicFile.read(file);
        X509Certificate root = content.certificate("root");
        List<Endpoint> anchors = new ArrayList<>();
        for (PublicFile anchor : content.list("anchorPeers")) {
            anchors.add(anchor.endpoint("endpoint"));
        }
        return new ChannelProfile.Member(
                new MspDefinition(content.text("msp"), List.of(root), List.of(root), List.of()), anchors);
    }

    /** Reads an orderer's introduction. */
    public static Consenter consenter(Path file) throws IOException {
        PublicFile content = PublicFile.read(file);
        return new Consenter(
                content.endpoint("endpoint"),
                content.text("msp"),
                content.certificate("identity"),
                content.certificate("tls"));
    }

    static void write(Path file, Topology.Organisation organisation, X509Certificate root) throws IOException {
        ObjectNode content = JSON.createObjectNode()
                .put("msp", organisation.msp())
                .put("name", organisation.name())
                .put("root", Pem.encode(root));
        ArrayNode anchors = content.putArray("anchorPeers");
        organisation
                .peers()
                .forEach(peer -> anchors.addObject()
                        .put("endpoint", peer.listener().endpoint().toString()));
        Consortium.write(file, content);
    }

    static void write(Path file, Consenter consenter) throws IOException {
        Consortium.write(
                file,
                JSON.createObjectNode()
                        .put("endpoint", consenter.endpoint().toString())
                        .put("msp", consenter.msp())
                        .put("identity", Pem.encode(consenter.identity()))
                        .put("tls", Pem.encode(consenter.tls())));
    }
}
