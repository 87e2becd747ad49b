package org.touchmark.network.msp;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.cert.X509Extension;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/** The key identifiers by which Fabric finds issuers and revocation lists (RFC 5280, 4.2.1.1 and 4.2.1.2). */
final class CertificateExtensions {
    private CertificateExtensions() {}

    static byte @Nullable [] subjectKeyId(X509Certificate certificate) {
        byte[] value = value(certificate, Extension.subjectKeyIdentifier.getId());
        return value == null ? null : SubjectKeyIdentifier.getInstance(value).getKeyIdentifier();
    }

    static byte @Nullable [] authorityKeyId(X509Certificate certificate) {
        return authorityKeyId((X509Extension) certificate);
    }

    static byte @Nullable [] authorityKeyId(X509CRL crl) {
        return authorityKeyId((X509Extension) crl);
    }

    private static byte @Nullable [] authorityKeyId(X509Extension holder) {
        byte[] value = value(holder, Extension.authorityKeyIdentifier.getId());
        return value == null ? null : AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets();
    }

    private static byte @Nullable [] value(X509Extension holder, String oid) {
        byte[] encoded = holder.getExtensionValue(oid);
        return encoded == null ? null : ASN1OctetString.getInstance(encoded).getOctets();
    }
}
