package org.touchmark.gateway.support;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.touchmark.domain.trust.CertificateAttributes;
import org.touchmark.domain.trust.Certificates;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.member.Crypto;

/** An organisation's CA for tests: issues certificates with the attributes that a Fabric CA writes. */
public final class TestAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final String msp;
    private final KeyPair keys = newKeys();
    private final X509Certificate root;

    /** A CA with a root of its own. */
    public TestAuthority(String msp) {
        this.msp = msp;
        X500Principal name = new X500Principal("CN=ca." + msp);
        this.root = issue(name, name, keys, keys, "", true);
    }

    /** Its root. */
    public X509Certificate root() {
        return root;
    }

    String msp() {
        return msp;
    }

    /** A certificate with a role, and a GLN if it is a party's. */
    public Signatory issue(String commonName, String gln, String role) {
        String glnAttribute = gln.isEmpty() ? "" : "\"" + CertificateAttributes.GLN + "\":\"" + gln + "\",";
        String attributes = "{\"attrs\":{" + glnAttribute + "\"" + CertificateAttributes.ROLE + "\":\"" + role + "\"}}";
        KeyPair own = newKeys();
        X509Certificate certificate = issue(
                root.getSubjectX500Principal(), new X500Principal("CN=" + commonName), own, keys, attributes, false);
        return new Signatory(msp, certificate, own.getPrivate());
    }

    // Private, so the switch between a root and a party's certificate stays here.
    private static X509Certificate issue(
            X500Principal issuer,
            X500Principal subject,
            KeyPair subjectKeys,
            KeyPair issuerKeys,
            String attributes,
            boolean authority) {
        try {
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(365))),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
            }
            if (!attributes.isEmpty()) {
                builder.addExtension(
                        new ASN1ObjectIdentifier(CertificateAttributes.EXTENSION),
                        false,
                        attributes.getBytes(StandardCharsets.UTF_8));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(Crypto.PROVIDER)
                    .build(issuerKeys.getPrivate());
            return Certificates.withLowS(new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
