package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The certificates that authorities have taken back since the channel's configuration was made: each authority's newest
 * list. They count for what is asked of a node from now on, never for blocks, which every peer must judge alike at
 * whatever time it reads them. Fabric knows no such thing: there a list counts once it is in the configuration. Safe for
 * many threads.
 */
public final class Revocations {
    /** Serial numbers by the issuer's key identifier; replaced whole, since it is asked with every call. */
    private volatile Map<ByteString, Set<BigInteger>> serials = Map.of();

    /**
     * Takes an authority's list in the place of its last one.
     *
     * @throws IllegalArgumentException if the authority has not signed the list, or has no key identifier
     */
    public synchronized void publish(X509Certificate authority, X509CRL list) {
        byte[] keyId = CertificateExtensions.subjectKeyId(authority);
        try {
            list.verify(authority.getPublicKey(), BouncyCastle.provider());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the revocation list is not signed by " + authority.getSubjectX500Principal(), e);
        }
        if (keyId == null) {
            throw new IllegalArgumentException(authority.getSubjectX500Principal() + " has no subject key identifier");
        }
        Set<BigInteger> revoked = new HashSet<>();
        Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
        if (entries != null) {
            entries.forEach(entry -> revoked.add(entry.getSerialNumber()));
        }
        Map<ByteString, Set<BigInteger>> changed = new HashMap<>(serials);
        changed.put(ByteString.copyFrom(keyId), Set.copyOf(revoked));
        serials = Map.copyOf(changed);
    }

    /** Whether the certificate's issuer has taken it back. */
    boolean hold(X509Certificate certificate) {
        for (Map.Entry<ByteString, Set<BigInteger>> issuer : serials.entrySet()) {
            if (issuer.getValue().contains(certificate.getSerialNumber())
                    && Arrays.equals(
                            issuer.getKey().toByteArray(), CertificateExtensions.authorityKeyId(certificate))) {
                return true;
            }
        }
        return false;
    }
}
