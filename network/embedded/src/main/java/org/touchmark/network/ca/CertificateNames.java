package org.touchmark.network.ca;

import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.LowSSigner;
import org.touchmark.network.msp.Pem;

/** What a caller of a CA writes into requests and reads from certificates. */
final class CertificateNames {
    private CertificateNames() {}

    /** A certificate request (PKCS#10, PEM) for the name, signed by the key. */
    static String request(String name, KeyPair keys, List<String> hosts) {
        X500Name subject =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
        PKCS10CertificationRequestBuilder builder = new JcaPKCS10CertificationRequestBuilder(subject, keys.getPublic());
        try {
            if (!hosts.isEmpty()) {
                ExtensionsGenerator extensions = new ExtensionsGenerator();
                extensions.addExtension(
                        Extension.subjectAlternativeName, false, CertificateIssuer.alternativeNames(hosts));
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            return Pem.encode(
                    "CERTIFICATE REQUEST",
                    builder.build(new LowSSigner(keys.getPrivate())).getEncoded());
        } catch (IOException e) {
            throw new IllegalArgumentException("certificate request for " + name + " can not be encoded", e);
        }
    }

    /** The enrolment id. */
    static String commonName(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        RDN[] names = subject.getRDNs(BCStyle.CN);
        return names.length == 0
                ? ""
                : IETFUtils.valueToString(names[0].getFirst().getValue());
    }

    /** The key identifier of the certificate's issuer, in hexadecimal; empty if it names none. */
    static String issuerKeyId(X509Certificate certificate) {
        try {
            AuthorityKeyIdentifier id =
                    AuthorityKeyIdentifier.fromExtensions(new JcaX509CertificateHolder(certificate).getExtensions());
            return id == null ? "" : HexFormat.of().formatHex(id.getKeyIdentifierOctets());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate that has no encoding", e);
        }
    }
}
