package org.touchmark.network.msp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CertificateChainsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final AtomicInteger SERIALS = new AtomicInteger();
    private static final int CA_USES = KeyUsage.keyCertSign | KeyUsage.cRLSign;

    private final Made root = make("root", null, new BasicConstraints(true), CA_USES, NOW);
    private final Made intermediate = make("intermediate", root, new BasicConstraints(0), CA_USES, NOW);

    @Test
    void a_member_of_the_root_has_a_chain_of_two() throws Exception {
        X509Certificate member = member(root);
        CertificateChains chains = new CertificateChains(List.of(root.certificate()), List.of());
        assertThat(chains.ofMember(member)).containsExactly(member, root.certificate());
    }

    @Test
    void a_member_of_an_intermediate_has_a_chain_of_three() throws Exception {
        X509Certificate member = member(intermediate);
        assertThat(both().ofMember(member)).containsExactly(member, intermediate.certificate(), root.certificate());
    }

    @Test
    void a_root_that_has_an_intermediate_below_issues_no_members() {
        assertThatThrownBy(() -> both().ofMember(member(root)))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessageContaining("Parent certificate should be a leaf of the certification tree");
    }

    @Test
    void an_intermediate_that_is_not_configured_counts_for_nothing() throws Exception {
        CertificateChains chains = new CertificateChains(List.of(root.certificate()), List.of());
        refuses(chains, member(intermediate), "unknown authority");
    }

    @Test
    void an_issuer_must_be_a_CA_that_may_sign_certificates() throws Exception {
        Made plain = make("plain", root, new BasicConstraints(false), CA_USES, NOW);
        refuses(of(plain), member(plain), "unknown authority");
        Made noSigner = make("no signer", root, new BasicConstraints(true), KeyUsage.digitalSignature, NOW);
        refuses(of(noSigner), member(noSigner), "unknown authority");
    }

    @Test
    void a_path_is_no_longer_than_its_CAs_allow() throws Exception {
        Made below = make("below", intermediate, new BasicConstraints(0), CA_USES, NOW);
        CertificateChains chains = new CertificateChains(
                List.of(root.certificate()), List.of(intermediate.certificate(), below.certificate()));
        refuses(chains, member(below), "unknown authority");
    }

    @Test
    void an_issuer_must_be_in_force_when_the_member_begins() throws Exception {
        Made later = make("later", null, new BasicConstraints(true), CA_USES, NOW.plus(Duration.ofDays(1)));
        refuses(of(later), member(later), "unknown authority");
    }

    @Test
    void a_forger_with_the_CAs_name_and_key_identifier_is_found_out() throws Exception {
        Made impostor = make("root", null, new BasicConstraints(true), CA_USES, NOW);
        refuses(of(root), member(impostor), "unknown authority");
    }

    @Test
    void a_certificate_for_TLS_clients_only_is_no_member() throws Exception {
        X509v3CertificateBuilder builder = builder("tls", root, KeyPairs.p256(), NOW)
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        refuses(of(root), sign(builder, root.keys()), "incompatible key usage");
    }

    private CertificateChains both() throws InvalidIdentityException {
        return new CertificateChains(List.of(root.certificate()), List.of(intermediate.certificate()));
    }

    private static CertificateChains of(Made issuer) throws InvalidIdentityException {
        return new CertificateChains(List.of(issuer.certificate()), List.of());
    }

    private static void refuses(CertificateChains chains, X509Certificate member, String why) {
        assertThatThrownBy(() -> chains.ofMember(member))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessageContaining(why);
    }

    private record Made(X509Certificate certificate, KeyPair keys) {}

    private static X509Certificate member(Made issuer) throws Exception {
        return sign(builder("member", issuer, KeyPairs.p256(), NOW), issuer.keys());
    }

    private static Made make(String name, Made issuer, BasicConstraints constraints, int uses, Instant from) {
        try {
            KeyPair keys = KeyPairs.p256();
            X509v3CertificateBuilder builder = builder(name, issuer, keys, from)
                    .addExtension(Extension.basicConstraints, true, constraints)
                    .addExtension(Extension.keyUsage, true, new KeyUsage(uses))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new Made(sign(builder, issuer == null ? keys : issuer.keys()), keys);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509v3CertificateBuilder builder(String name, Made issuer, KeyPair keys, Instant from) {
        X500Name subject = new X500Name("CN=" + name);
        X500Name issuerName = issuer == null
                ? subject
                : X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded());
        return new JcaX509v3CertificateBuilder(
                issuerName,
                BigInteger.valueOf(SERIALS.incrementAndGet()),
                Date.from(from.minusSeconds(60)),
                Date.from(from.plus(Duration.ofDays(30))),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer) throws Exception {
        return Pem.certificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .setProvider(BouncyCastle.provider())
                        .build(signer.getPrivate()))
                .getEncoded());
    }
}
