package org.touchmark.network.ca;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * What a certificate is to say.
 *
 * @param subject the holder; an enrolment certificate carries its Fabric role as an organisational unit
 * @param notBefore as wished: a certificate never begins before its issuer
 * @param notAfter as wished: a certificate never outlives its issuer
 * @param use what the key signs
 * @param hosts DNS names and IP addresses; may be empty
 * @param attributes what Fabric CA's extension holds, by name; no extension if empty
 */
public record CertificateTemplate(
        X500Name subject,
        Instant notBefore,
        Instant notAfter,
        Use use,
        List<String> hosts,
        Map<String, String> attributes) {
    public CertificateTemplate {
        hosts = List.copyOf(hosts);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** What a certificate is for, as Fabric CA's signing profiles have it. */
    public enum Use {
        /** Signs proposals, endorsements and blocks. */
        ENROLMENT,
        /** Serves and calls over TLS. */
        TLS
    }
}
