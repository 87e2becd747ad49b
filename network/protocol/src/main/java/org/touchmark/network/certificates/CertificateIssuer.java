package org.touchmark.network.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.util.IPAddress;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.Pem;

/** A root certificate with its key: what signs an organisation's certificates. Keeps no books; safe for many threads. */
public final class CertificateIssuer {
    /** The extension with Fabric CA's attributes (lib/attrmgr): JSON, an object "attrs" of strings by name. */
    public static final String ATTRIBUTES_OID = "1.2.3.4.5.6.7.8.1";

    /** Clocks differ: as Fabric CA does, a certificate begins a little before it is issued. */
    public static final Duration BACKDATING = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 159;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateIssuer(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** An issuer of a certificate made before. */
    public static CertificateIssuer of(X509Certificate certificate, PrivateKey key) {
        return new CertificateIssuer(certificate, key);
    }

    /** A new self-signed root on P-256. */
    public static CertificateIssuer create(String commonName, String organisation, Instant now, Duration validity) {
        KeyPair keys = KeyPairs.p256();
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, commonName)
                .build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                serial(),
                Date.from(now.minus(BACKDATING)),
                Date.from(now.plus(validity)),
                name,
                keys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (CertIOException e) {
            throw new IllegalStateException("a root certificate that can not be encoded", e);
        }
        return new CertificateIssuer(sign(builder, keys.getPrivate()), keys.getPrivate());
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public PrivateKey key() {
        return key;
    }

    /** Signs a certificate for the key. */
    public X509Certificate issue(PublicKey subjectKey, CertificateTemplate template) {
        Instant notBefore =
                latest(template.notBefore(), certificate.getNotBefore().toInstant());
        Instant notAfter =
                earliest(template.notAfter(), certificate.getNotAfter().toInstant());
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                certificate, serial(), Date.from(notBefore), Date.from(notAfter), template.subject(), subjectKey);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(subjectKey))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            addUse(builder, template.use());
            if (!template.hosts().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(template.hosts()));
            }
            if (!template.attributes().isEmpty()) {
                builder.addExtension(
                        new ASN1ObjectIdentifier(ATTRIBUTES_OID),
                        false,
                        template.attributes().toByteArray());
            }
        } catch (CertIOException e) {
            throw new IllegalArgumentException("certificate for " + template.subject() + " can not be encoded", e);
        }
        return sign(builder, key);
    }

    /** A list of revoked certificates, by serial number with the time of revocation. */
    public X509CRL revocationList(Map<BigInteger, Instant> revoked, Instant now, Instant nextUpdate) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()), Date.from(now));
        builder.setNextUpdate(Date.from(nextUpdate));
        new TreeMap<>(revoked).forEach((serial, at) -> builder.addCRLEntry(serial, Date.from(at), 0));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            return Pem.crl(builder.build(new LowSSigner(key)).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a revocation list that can not be encoded", e);
        }
    }

    private static void addUse(X509v3CertificateBuilder builder, CertificateTemplate.Use use) throws CertIOException {
        switch (use) {
            case ENROLMENT -> builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            case TLS ->
                builder.addExtension(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(
                                        KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyAgreement))
                        .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                        }));
        }
    }

    /** Host names and IP addresses as a certificate, or a request for one, names them. */
    public static GeneralNames alternativeNames(List<String> hosts) {
        return new GeneralNames(hosts.stream()
                .map(host ->
                        new GeneralName(IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earliest(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static JcaX509ExtensionUtils extensions() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1, which key identifiers are made with", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return Pem.certificate(builder.build(new LowSSigner(key)).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a certificate that was just signed has no encoding", e);
        }
    }
}
