package org.touchmark.network.admin;

import io.grpc.Channel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.touchmark.network.local.Connections;
import org.touchmark.network.material.Administrators;
import org.touchmark.network.material.Consortium;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.msp.SigningIdentity;

/**
 * The way of one organisation's administrator to the channel: his own organisation's peer, and the orderers, wherever
 * these are. Only his own keys are needed.
 */
public final class ChannelAccess implements AutoCloseable {
    private final SigningIdentity admin;
    private final Connections connections;
    private final ChannelConfiguration configuration;

    private ChannelAccess(SigningIdentity admin, Connections connections, ChannelConfiguration configuration) {
        this.admin = admin;
        this.connections = connections;
        this.configuration = configuration;
    }

    /**
     * Opens the way.
     *
     * @param folder of the administrator's own network
     * @param slug of the administrator's organisation, which must have a peer
     */
    public static ChannelAccess open(Path folder, String slug) throws IOException {
        MaterialFolder material = new MaterialFolder(folder);
        Consortium consortium = material.consortium();
        SigningIdentity admin = new Administrators(folder).of(slug);
        Consortium.Node peer = consortium.organisation(admin.mspId()).peers().stream()
                .findFirst()
                .orElseThrow(() -> new IOException("Organisation " + slug
                        + " has no peer to ask; let an organisation that has one read or submit (--as)."));
        Connections connections = Connections.tls(TlsChannelCredentials.newBuilder()
                .trustManager(material.tlsRoots().toFile())
                .build());
        List<Channel> orderers = consortium.orderers().stream()
                .map(orderer -> (Channel) connections.to(orderer.endpoint()))
                .toList();
        ChannelConfiguration configuration = new ChannelConfiguration(
                consortium.channel(),
                new PeerAdministration(admin, peer.name(), connections.to(peer.endpoint())),
                orderers);
        return new ChannelAccess(admin, connections, configuration);
    }

    public SigningIdentity admin() {
        return admin;
    }

    public ChannelConfiguration configuration() {
        return configuration;
    }

    @Override
    public void close() {
        connections.close();
    }
}
