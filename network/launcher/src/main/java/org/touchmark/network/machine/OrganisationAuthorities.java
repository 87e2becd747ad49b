package org.touchmark.network.machine;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.touchmark.network.Node;

/** The certificate authorities of a network's organisations, the orderers' too, while they run. */
public interface OrganisationAuthorities extends AutoCloseable {
    /** Each organisation's root certificate, by MSP id. */
    Map<String, X509Certificate> roots();

    /** One node for each authority. */
    List<Node> nodes();

    /** Stops them. */
    @Override
    void close();
}
