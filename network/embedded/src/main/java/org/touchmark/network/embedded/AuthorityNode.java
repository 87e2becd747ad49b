package org.touchmark.network.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ca.CaServer;
import org.touchmark.network.ca.CertificateAuthority;
import org.touchmark.network.local.LocalNode;
import org.touchmark.network.local.NodeAddress;
import org.touchmark.network.local.Resources;
import org.touchmark.network.msp.Revocations;

/** One organisation's certificate authority. */
public final class AuthorityNode extends LocalNode {
    private final List<String> hosts;
    private final Opening opening;
    private final Revocations revocations;
    private volatile @Nullable CertificateAuthority authority;

    /** Opens an authority's books. */
    public interface Opening {
        CertificateAuthority open() throws IOException;
    }

    /**
     * A node that does not run yet.
     *
     * @param hosts the names that its TLS certificate holds
     * @param opening at each start
     * @param revocations hears at once of every certificate that the authority takes back
     */
    public AuthorityNode(NodeAddress address, List<String> hosts, Opening opening, Revocations revocations) {
        super(address);
        this.hosts = List.copyOf(hosts);
        this.opening = opening;
        this.revocations = revocations;
    }

    @Override
    protected void open(Resources resources) throws IOException {
        CertificateAuthority opened = resources.keep(opening.open(), CertificateAuthority::close);
        opened.publishRevocations(list -> revocations.publish(opened.certificate(), list));
        resources.keep(
                CaServer.start(opened, new InetSocketAddress(address().bindAddress(), port()), hosts), CaServer::close);
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
