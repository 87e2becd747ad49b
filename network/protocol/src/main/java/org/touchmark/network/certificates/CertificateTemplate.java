package org.touchmark.network.certificates;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * What a certificate is to say.
 *
 * @param subject the holder; an enrolment certificate carries its Fabric role as an organisational unit
 * @param notBefore as wished: a certificate never begins before its issuer
 * @param notAfter as wished: a certificate never outlives its issuer
 * @param use what the key signs
 * @param hosts DNS names and IP addresses; may be empty
 * @param attributes the content of Fabric CA's extension ({@link CertificateIssuer#ATTRIBUTES_OID}); no extension if empty
 */
public record CertificateTemplate(
        X500Name subject, Instant notBefore, Instant notAfter, Use use, List<String> hosts, ByteString attributes) {
    public CertificateTemplate {
        hosts = List.copyOf(hosts);
    }

    /** What a certificate is for, as Fabric CA's signing profiles have it. */
    public enum Use {
        /** Signs proposals, endorsements and blocks. */
        ENROLMENT,
        /** Serves and calls over TLS. */
        TLS
    }
}
