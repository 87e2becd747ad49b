package org.touchmark.domain.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** What the signature of a certificate is, is judged here by Bouncy Castle's ASN.1 and curves. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CertificateSignatureTest {
    private static final String ATTRIBUTES = "{\"attrs\":{\"touchmark.gln\":\"9506000100005\"}}";
    private static final int MOST_TRIES = 200;

    private enum Curve {
        SECP256R1,
        SECP384R1,
        SECP521R1;

        BigInteger order() {
            return SECNamedCurves.getByName(name().toLowerCase(Locale.ROOT)).getN();
        }
    }

    private enum Half {
        LOWER,
        HIGHER
    }

    private final KeyPair keys = TestAuthority.p256Keys();

    private static byte[] encoded(BigInteger... numbers) throws IOException {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        for (BigInteger number : numbers) {
            parts.add(new ASN1Integer(number));
        }
        return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    private static BigInteger s(X509Certificate certificate) {
        return ASN1Integer.getInstance(
                        ASN1Sequence.getInstance(certificate.getSignature()).getObjectAt(1))
                .getPositiveValue();
    }

    /** A certificate with this signature, which nobody made. */
    private X509Certificate signedBy(byte[] signature) throws Exception {
        X509Certificate issued = new TestAuthority("one").issueAsItComes(keys, ATTRIBUTES);
        ASN1Sequence parts = ASN1Sequence.getInstance(issued.getEncoded());
        ASN1EncodableVector changed = new ASN1EncodableVector();
        changed.add(parts.getObjectAt(0));
        changed.add(parts.getObjectAt(1));
        changed.add(new DERBitString(signature));
        return Certificates.parse(Bytes.of(new DERSequence(changed).getEncoded(ASN1Encoding.DER)));
    }

    @ParameterizedTest
    @EnumSource
    void of_either_half_becomes_one_of_the_lower_that_its_issuer_made_as_well(Curve curve) throws Exception {
        TestAuthority authority =
                new TestAuthority("one", TestAuthority.ecKeys(curve.name().toLowerCase(Locale.ROOT)));
        Set<Half> seen = EnumSet.noneOf(Half.class);
        for (int i = 0; i < MOST_TRIES && seen.size() < Half.values().length; i++) {
            X509Certificate raw = authority.issueAsItComes(keys, ATTRIBUTES);
            boolean high = s(raw).shiftLeft(1).compareTo(curve.order()) > 0;
            seen.add(high ? Half.HIGHER : Half.LOWER);

            X509Certificate low = Certificates.withLowS(raw);

            assertThat(CertificateSignature.isLow(raw)).isEqualTo(!high);
            assertThat(CertificateSignature.isLow(low)).isTrue();
            assertThat(s(low)).isEqualTo(high ? curve.order().subtract(s(raw)) : s(raw));
            assertThat(low.equals(raw)).isEqualTo(!high);
            low.verify(authority.root().getPublicKey());
        }
        assertThat(seen).containsExactly(Half.values());
    }

    @ParameterizedTest
    @EnumSource
    void the_halves_part_in_the_middle_of_the_order(Curve curve) throws Exception {
        BigInteger middle = curve.order().shiftRight(1);
        BigInteger r = curve.order().subtract(BigInteger.TWO);

        X509Certificate last = signedBy(encoded(r, middle));
        X509Certificate first = signedBy(encoded(r, middle.add(BigInteger.ONE)));

        assertThat(CertificateSignature.isLow(last)).isTrue();
        assertThat(CertificateSignature.isLow(first)).isFalse();
        assertThat(CertificateSignature.low(first)).isEqualTo(last);
    }

    /** Nothing signs what stands behind what is signed: who adds to it has another certificate that verifies as well. */
    @Test
    void a_twin_by_the_form_of_algorithm_or_bits_is_not_the_certificate() throws Exception {
        TestAuthority authority = new TestAuthority("one");
        X509Certificate issued = authority.issue(keys, "9506000100005", "brand");
        while ((issued.getSignature()[issued.getSignature().length - 1] & 1) != 0) {
            issued = authority.issue(keys, "9506000100005", "brand");
        }
        ASN1Sequence parts = ASN1Sequence.getInstance(issued.getEncoded());
        DERBitString withoutLastBit = new DERBitString(issued.getSignature(), 1);
        AlgorithmIdentifier withNull = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256, DERNull.INSTANCE);

        for (X509Certificate twin : List.of(
                twin(parts.getObjectAt(0), withNull, parts.getObjectAt(2)),
                twin(parts.getObjectAt(0), parts.getObjectAt(1), withoutLastBit))) {
            assertThat(CertificateSignature.isLow(twin)).isFalse();
            assertThat(CertificateChain.leads(twin, authority.root(), TestAuthority.NOON))
                    .isFalse();
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Certificates.requireSigner(twin, TestAuthority.NOON))
                    .withMessageContaining("anyone could make its twin");
        }
        assertThat(CertificateChain.leads(issued, authority.root(), TestAuthority.NOON))
                .isTrue();
    }

    private static X509Certificate twin(ASN1Encodable... parts) throws IOException {
        return Certificates.parse(Bytes.of(new DERSequence(parts).getEncoded(ASN1Encoding.DER)));
    }

    /** The lengths about 128, where DER writes them in another form: of both numbers, and of the string of bits. */
    @ParameterizedTest
    @ValueSource(ints = {59, 60, 61, 62, 63, 64})
    void numbers_of_any_length_are_written_as_der_has_them(int bytes) throws Exception {
        BigInteger order = Curve.SECP521R1.order();
        BigInteger r = BigInteger.ONE.shiftLeft(8 * bytes - 2);
        for (BigInteger s : new BigInteger[] {r, r.shiftLeft(8), r.shiftRight(8)}) {
            X509Certificate high = signedBy(encoded(r, order.subtract(s)));

            assertThat(CertificateSignature.isLow(high)).isFalse();
            assertThat(CertificateSignature.low(high).getSignature()).isEqualTo(encoded(r, s));
            assertThat(CertificateSignature.low(high)).isEqualTo(signedBy(encoded(r, s)));
        }
    }

    static Stream<byte[]> nobodys() throws IOException {
        BigInteger largest = Curve.SECP521R1.order();
        return Stream.of(
                encoded(BigInteger.ZERO, BigInteger.ONE),
                encoded(BigInteger.ONE, BigInteger.ZERO),
                encoded(BigInteger.ONE.negate(), BigInteger.ONE),
                encoded(largest, BigInteger.ONE),
                encoded(BigInteger.ONE, largest),
                encoded(),
                encoded(BigInteger.ONE),
                // Numbers whose lengths are of the long form, or run over the end.
                HexFormat.of().parseHex("3008028101010281010100"),
                HexFormat.of().parseHex("3006020101027f01"),
                HexFormat.of().parseHex("3080020101020101"),
                new byte[] {0x30});
    }

    @ParameterizedTest
    @MethodSource("nobodys")
    void that_is_none_of_these_curves_is_not_the_lower_and_has_none(byte[] signature) throws Exception {
        X509Certificate certificate = signedBy(signature);

        assertThat(CertificateSignature.isLow(certificate)).isFalse();
        assertThat(CertificateSignature.isLow(CertificateSignature.low(certificate)))
                .isEqualTo(!CertificateSignature.low(certificate).equals(certificate));
    }

    /** A JDK before 17.0.3 takes r and s of 0, and so of the order, for anybody's signature (CVE-2022-21449). */
    @Test
    void of_the_order_itself_leads_to_no_root() throws Exception {
        BigInteger order = Curve.SECP256R1.order();
        X509Certificate certificate = signedBy(encoded(order, order));

        assertThat(CertificateSignature.isLow(certificate)).isTrue();
        assertThat(CertificateChain.leads(certificate, new TestAuthority("one").root(), TestAuthority.NOON))
                .isFalse();
    }

    @Test
    void of_another_algorithm_has_no_halves() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        X509Certificate certificate =
                new TestAuthority("one", generator.generateKeyPair()).issueAsItComes(keys, ATTRIBUTES);

        assertThat(CertificateSignature.isLow(certificate)).isTrue();
        assertThat(Certificates.withLowS(certificate)).isSameAs(certificate);
    }

    @Test
    void does_not_help_a_certificate_that_is_not_in_force() {
        X509Certificate certificate = new TestAuthority("one").issue(keys, "9506000100005", "brand");
        Certificates.requireSigner(certificate, TestAuthority.END);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Certificates.requireSigner(certificate, TestAuthority.END.plusSeconds(1)))
                .withMessageContaining("is in force from " + TestAuthority.BEGIN + " to " + TestAuthority.END)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
    }
}
