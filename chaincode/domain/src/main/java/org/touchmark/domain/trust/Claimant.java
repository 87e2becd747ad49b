package org.touchmark.domain.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.touchmark.domain.gs1.Gln;

/**
 * Whoever made a claimant's signature that holds, as its certificate says: not yet that the certificate is trusted.
 *
 * @param keyHash lower-case hexadecimal SHA-256 of the key's SubjectPublicKeyInfo
 * @param roles as written on the wire, lower case
 */
public record Claimant(Gln gln, List<String> roles, String keyHash, X509Certificate certificate) {
    public Claimant {
        roles = List.copyOf(roles);
    }
}
