package org.touchmark.network.embedded;

import java.io.IOException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ca.CaServer;
import org.touchmark.network.ca.CertificateAuthority;
import org.touchmark.network.material.Authorities;
import org.touchmark.network.topology.Topology;

/** One organisation's certificate authority. */
final class EmbeddedAuthority extends EmbeddedNode {
    private final Authorities authorities;
    private final Topology.Listener listener;
    private volatile @Nullable CertificateAuthority authority;

    EmbeddedAuthority(NodeAddress address, Authorities authorities, Topology.Listener listener) {
        super(address);
        this.authorities = authorities;
        this.listener = listener;
    }

    @Override
    void open(Resources resources) throws IOException {
        CertificateAuthority opened =
                resources.keep(authorities.open(listener, organisation()), CertificateAuthority::close);
        resources.keep(CaServer.start(opened, listener.port()), CaServer::close);
        authority = opened;
    }

    @Override
    void closed() {
        authority = null;
    }

    /** The organisation's root, while the authority runs. */
    X509Certificate root() {
        CertificateAuthority current = authority;
        if (current == null) {
            throw new IllegalStateException(name() + " does not run, so its root certificate is not known");
        }
        return current.certificate();
    }
}
