package org.touchmark.domain.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** An organisation of the channel as its roots document names it: MSP id, name, and the root certificates of its CA. */
public record PinnedOrganisation(String msp, String name, List<X509Certificate> roots) {
    /** Roots of one organisation at most. */
    public static final int MAX_ROOTS = 16;

    public PinnedOrganisation {
        roots = List.copyOf(roots);
        if (msp.isEmpty() || name.isEmpty()) {
            throw refused(msp, "has no MSP id or no name");
        }
        if (roots.isEmpty() || roots.size() > MAX_ROOTS) {
            throw refused(msp, "has " + roots.size() + " root certificates, should be 1 to " + MAX_ROOTS);
        }
        if (roots.stream().anyMatch(root -> root.getBasicConstraints() < 0)) {
            throw refused(msp, "has a root certificate that is not a CA's");
        }
    }

    private static RefusedException refused(String msp, String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "roots: organisation \"" + msp + "\" " + rule);
    }
}
