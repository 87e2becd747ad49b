package org.touchmark.network.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ca.CaServer;
import org.touchmark.network.ca.CertificateAuthority;
import org.touchmark.network.material.Authorities;
import org.touchmark.network.msp.Revocations;

/** One organisation's certificate authority. */
public final class AuthorityNode extends LocalNode {
    private final Authorities authorities;
    private final Revocations revocations;
    private volatile @Nullable CertificateAuthority authority;

    /** {@code revocations} hears at once of every certificate that the authority takes back. */
    public AuthorityNode(NodeAddress address, Authorities authorities, Revocations revocations) {
        super(address);
        this.authorities = authorities;
        this.revocations = revocations;
    }

    @Override
    protected void open(Resources resources) throws IOException {
        CertificateAuthority opened =
                resources.keep(authorities.open(listener(), organisation()), CertificateAuthority::close);
        opened.publishRevocations(list -> revocations.publish(opened.certificate(), list));
        resources.keep(
                CaServer.start(
                        opened,
                        new InetSocketAddress(listener().bindAddress(), port()),
                        listener().certifiedHosts()),
                CaServer::close);
        authority = opened;
    }

    @Override
    protected void closed() {
        authority = null;
    }

    /** The organisation's root, while the authority runs. */
    public X509Certificate root() {
        CertificateAuthority current = authority;
        if (current == null) {
            throw new IllegalStateException(name() + " does not run, so its root certificate is not known");
        }
        return current.certificate();
    }
}
