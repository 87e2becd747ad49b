package org.touchmark.network.msp;

import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * A member whose certificate chains to its organisation's roots, is in force and is not revoked.
 *
 * @param mspId the organisation's MSP
 * @param certificate the member's certificate
 * @param roles what the NodeOUs make of it (msp/mspimplsetup.go)
 */
public record Identity(String mspId, X509Certificate certificate, Set<NodeRole> roles) {
    public Identity {
        roles = Set.copyOf(roles);
    }
}
