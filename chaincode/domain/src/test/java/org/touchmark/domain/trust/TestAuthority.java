package org.touchmark.domain.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** An organisation's CA for tests: a self-signed root on P-256 that issues certificates with a Fabric CA's attributes. */
public final class TestAuthority {
    /** When every root and, unless a test says otherwise, every certificate begins to be valid. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** When they end. */
    public static final Instant END = BEGIN.plus(Duration.ofDays(365));

    /** A moment between the two. */
    public static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    public static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate root;
    private long serialNumber = 1;

    public TestAuthority(String organisation) {
        this(organisation, p256Keys());
    }

    /** A CA with a key of any curve, or one for RSA. */
    public TestAuthority(String organisation, KeyPair keys) {
        this.keys = keys;
        int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        name = new X500Name("CN=ca." + organisation + ",O=" + organisation);
        root = certificate(new Request(name, keys, BEGIN, END, usage, new BasicConstraints(true), null));
    }

    public X509Certificate root() {
        return root;
    }

    /** A party's certificate with its GLN and role. */
    public X509Certificate issue(KeyPair party, String gln, String role) {
        return issueWithAttributes(
                party, "{\"attrs\":{\"touchmark.role\":\"" + role + "\",\"touchmark.gln\":\"" + gln + "\"}}");
    }

    /** A party's certificate with this text in the attributes' extension, with whichever s its signature came out with. */
    public X509Certificate issueAsItComes(KeyPair party, String attributes) {
        return certificate(new Request(
                new X500Name("CN=party"),
                party,
                BEGIN,
                END,
                KeyUsage.digitalSignature,
                new BasicConstraints(false),
                attributes));
    }

    /** A party's certificate with this text in the attributes' extension. */
    public X509Certificate issueWithAttributes(KeyPair party, String attributes) {
        return issue(party, attributes, KeyUsage.digitalSignature, BEGIN, END);
    }

    /** A party's certificate with a chosen key usage and time. */
    public X509Certificate issue(KeyPair party, String attributes, int usage, Instant begin, Instant end) {
        return Certificates.withLowS(certificate(new Request(
                new X500Name("CN=party"), party, begin, end, usage, new BasicConstraints(false), attributes)));
    }

    /** A CA below this one. */
    public X509Certificate issueAuthority(KeyPair below) {
        return issueAuthority(below, KeyUsage.keyCertSign, new BasicConstraints(true));
    }

    /** A CA below this one, with a chosen key usage and length of the paths below it. */
    public X509Certificate issueAuthority(KeyPair below, int usage, BasicConstraints constraints) {
        return Certificates.withLowS(
                certificate(new Request(new X500Name("CN=below"), below, BEGIN, END, usage, constraints, null)));
    }

    public static KeyPair p256Keys() {
        return ecKeys("secp256r1");
    }

    public static KeyPair ecKeys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(X509Certificate certificate) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(Certificates.der(certificate).toArray());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private X509Certificate certificate(Request request) {
        try {
            V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                    isRsa() ? PKCSObjectIdentifiers.sha256WithRSAEncryption : X9ObjectIdentifiers.ecdsa_with_SHA256);
            generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(serialNumber++)));
            generator.setSignature(algorithm);
            generator.setIssuer(name);
            generator.setSubject(request.subject());
            generator.setStartDate(new Time(Date.from(request.begin())));
            generator.setEndDate(new Time(Date.from(request.end())));
            generator.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(request.keys().getPublic().getEncoded()));
            generator.setExtensions(extensions(request));
            return sign(generator.generateTBSCertificate(), algorithm);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isRsa() {
        return keys.getPublic().getAlgorithm().equals("RSA");
    }

    private static Extensions extensions(Request request) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(request.usage()));
        extensions.addExtension(Extension.basicConstraints, true, request.constraints());
        if (request.attributes() != null) {
            extensions.addExtension(
                    new ASN1ObjectIdentifier(CertificateAttributes.EXTENSION),
                    false,
                    request.attributes().getBytes(StandardCharsets.UTF_8));
        }
        return extensions.generate();
    }

    private X509Certificate sign(TBSCertificate body, AlgorithmIdentifier algorithm)
            throws GeneralSecurityException, IOException {
        Signature signer = Signature.getInstance(isRsa() ? "SHA256withRSA" : "SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update(body.getEncoded(ASN1Encoding.DER));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(body);
        parts.add(algorithm);
        parts.add(new DERBitString(signer.sign()));
        byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private record Request(
            X500Name subject,
            KeyPair keys,
            Instant begin,
            Instant end,
            int usage,
            BasicConstraints constraints,
            String attributes) {}
}
