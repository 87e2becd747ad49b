package org.touchmark.network.machine;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.embedded.AuthorityNode;
import org.touchmark.network.local.LocalNode;
import org.touchmark.network.local.Resources;
import org.touchmark.network.material.Authorities;
import org.touchmark.network.msp.Revocations;
import org.touchmark.network.topology.Topology;

/** The authorities as parts of this JVM. */
public final class EmbeddedAuthorities implements OrganisationAuthorities {
    private final Map<String, AuthorityNode> nodes = new LinkedHashMap<>();
    private final Resources resources = new Resources();

    private EmbeddedAuthorities() {}

    /**
     * Starts the authorities that the topology names.
     *
     * @param books where each keeps what is its own
     * @param log of this JVM, which they share
     * @param revocations hears at once of every certificate that one takes back
     * @throws java.io.UncheckedIOException if one can not start; then none runs
     */
    public static EmbeddedAuthorities start(Topology topology, Authorities books, Path log, Revocations revocations) {
        EmbeddedAuthorities authorities = new EmbeddedAuthorities();
        try {
            for (Topology.Authority authority : topology.authorities()) {
                authorities.add(authority, books, log, revocations);
            }
            return authorities;
        } catch (RuntimeException e) {
            authorities.close();
            throw e;
        }
    }

    private void add(Topology.Authority authority, Authorities books, Path log, Revocations revocations) {
        Topology.Listener ca = authority.listener();
        AuthorityNode node = new AuthorityNode(
                LocalNetwork.address(ca, NodeKind.CERTIFICATE_AUTHORITY, authority.organisation(), log),
                ca.certifiedHosts(),
                () -> books.open(ca, authority.organisation()),
                revocations);
        resources.keep(node, LocalNode::kill).start();
        nodes.put(authority.msp(), node);
    }

    @Override
    public Map<String, X509Certificate> roots() {
        Map<String, X509Certificate> roots = new TreeMap<>();
        nodes.forEach((msp, node) -> roots.put(msp, node.root()));
        return roots;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public void close() {
        resources.close();
    }
}
