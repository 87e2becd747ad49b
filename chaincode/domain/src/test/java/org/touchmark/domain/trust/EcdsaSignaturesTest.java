package org.touchmark.domain.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldF2m;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EcdsaSignaturesTest {
    private static final byte[] MESSAGE = "hand-off 7".getBytes(StandardCharsets.UTF_8);
    private static final Bytes EMPTY = Bytes.of(new byte[0]);

    private final KeyPair keys = TestAuthority.p256Keys();
    private final EcdsaSignatures signatures = EcdsaSignatures.with(TestAuthority.BOUNCY_CASTLE);

    /** A signature without padding bytes, so that every defect below can be written by hand. */
    private final byte[] good = shortSignature();

    private final byte[] r = Arrays.copyOfRange(good, 4, 36);
    private final byte[] s = Arrays.copyOfRange(good, 38, 70);

    @Test
    void a_signature_of_either_provider_holds_for_either_provider() {
        EcdsaSignatures jdk = EcdsaSignatures.with(Security.getProvider("SunEC"));
        for (EcdsaSignatures signer : List.of(jdk, signatures)) {
            for (EcdsaSignatures verifier : List.of(jdk, signatures)) {
                byte[] signature = signer.sign(keys.getPrivate(), MESSAGE);

                assertThat(verifier.verifies(keys.getPublic(), MESSAGE, signature))
                        .isTrue();
                assertThat(verifier.verifies(keys.getPublic(), new byte[0], signature))
                        .isFalse();
                assertThat(verifier.verifies(TestAuthority.p256Keys().getPublic(), MESSAGE, signature))
                        .isFalse();
            }
        }
    }

    @Test
    void every_signature_has_low_s() {
        for (int i = 0; i < 50; i++) {
            byte[] der = signatures.sign(keys.getPrivate(), new byte[] {(byte) i});

            assertThat(EcdsaValue.parse(der).orElseThrow().isLowS()).isTrue();
            assertThat(signatures.verifies(keys.getPublic(), new byte[] {(byte) i}, der))
                    .isTrue();
        }
    }

    @Test
    void every_flipped_bit_is_refused() {
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(signatures.verifies(keys.getPublic(), MESSAGE, bad))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void the_same_signature_with_high_s_is_refused_although_the_provider_takes_it() throws GeneralSecurityException {
        byte[] high = der(unsigned(r), P256.ORDER.subtract(unsigned(s)));
        Signature provider = Signature.getInstance("SHA256withECDSA", TestAuthority.BOUNCY_CASTLE);
        provider.initVerify(keys.getPublic());
        provider.update(MESSAGE);

        assertThat(provider.verify(high)).isTrue();
        assertThat(signatures.verifies(keys.getPublic(), MESSAGE, high)).isFalse();
    }

    @Test
    void encodings_that_are_not_minimal_der_are_refused() {
        String first = HexFormat.of().formatHex(r);
        String second = HexFormat.of().formatHex(s);
        Map<String, String> defects = Map.of(
                "long form of the sequence's length", "308144" + "0220" + first + "0220" + second,
                "indefinite length", "3080" + "0220" + first + "0220" + second + "0000",
                "long form of an integer's length", "3045" + "028120" + first + "0220" + second,
                "a padded integer", "3045" + "022100" + first + "0220" + second,
                "trailing byte behind the sequence", "3044" + "0220" + first + "0220" + second + "00",
                "trailing byte inside the sequence", "3045" + "0220" + first + "0220" + second + "00",
                "a third integer", "3047" + "0220" + first + "0220" + second + "020101",
                "sequence too short", "3043" + "0220" + first + "0220" + second,
                "only one integer", "3022" + "0220" + first,
                "raw r and s", first + second);

        assertThat(HexFormat.of().formatHex(good)).isEqualTo("3044" + "0220" + first + "0220" + second);
        defects.forEach((defect, hex) -> assertThat(signatures.verifies(
                        keys.getPublic(), MESSAGE, HexFormat.of().parseHex(hex)))
                .as(defect)
                .isFalse());
        assertThat(signatures.verifies(keys.getPublic(), MESSAGE, new byte[0])).isFalse();
    }

    @Test
    void numbers_out_of_range_are_refused() {
        BigInteger one = BigInteger.ONE;
        for (BigInteger bad : List.of(BigInteger.ZERO, one.negate(), P256.ORDER, P256.ORDER.add(one))) {
            assertThat(EcdsaValue.parse(der(bad, one))).isEmpty();
            assertThat(EcdsaValue.parse(der(one, bad))).isEmpty();
        }
        BigInteger most = P256.ORDER.subtract(one);
        assertThat(EcdsaValue.parse(der(one, most))).contains(new EcdsaValue(one, most));
        assertThat(EcdsaValue.parse(der(most, one))).contains(new EcdsaValue(most, one));
        assertThat(EcdsaValue.parse(der(one, one))).contains(new EcdsaValue(one, one));
        assertThat(signatures.verifies(keys.getPublic(), MESSAGE, der(P256.ORDER.add(unsigned(r)), unsigned(s))))
                .isFalse();
    }

    @Test
    void bytes_that_end_before_they_say_are_refused() {
        byte[] whole = der(P256.ORDER.subtract(BigInteger.ONE), BigInteger.ONE);
        for (int length = 0; length < whole.length; length++) {
            assertThat(EcdsaValue.parse(Arrays.copyOf(whole, length))).isEmpty();
        }
        // The second integer says five bytes, and its first and last is zero.
        assertThat(EcdsaValue.parse(HexFormat.of().parseHex("3006" + "020101" + "020500")))
                .isEmpty();
        assertThat(EcdsaValue.parse(HexFormat.of().parseHex("3003" + "020500"))).isEmpty();
    }

    @Test
    void integers_are_padded_before_a_high_bit_only() {
        assertThat(EcdsaValue.parse(HexFormat.of().parseHex("3007" + "02020080" + "020101")))
                .contains(new EcdsaValue(BigInteger.valueOf(128), BigInteger.ONE));
        for (String padded : List.of("0202007f", "0203000001", "0203000080")) {
            byte[] der = HexFormat.of().parseHex("30" + (padded.length() == 8 ? "07" : "08") + padded + "020101");

            assertThat(EcdsaValue.parse(der)).isEmpty();
        }
    }

    @Test
    void s_is_low_up_to_half_the_order() {
        BigInteger one = BigInteger.ONE;
        BigInteger half = P256.ORDER.shiftRight(1);

        assertThat(new EcdsaValue(one, half).isLowS()).isTrue();
        assertThat(new EcdsaValue(one, half).withLowS()).isEqualTo(new EcdsaValue(one, half));
        assertThat(new EcdsaValue(one, half.add(one)).isLowS()).isFalse();
        assertThat(new EcdsaValue(one, half.add(one)).withLowS()).isEqualTo(new EcdsaValue(one, half));
    }

    @Test
    void a_key_that_the_provider_can_not_read_signed_nothing() {
        ECPublicKey unreadable = new Key(point(), params(), Bytes.of(new byte[] {1}));

        assertThat(P256.isOnCurve(unreadable)).isTrue();
        assertThat(signatures.verifies(unreadable, MESSAGE, good)).isFalse();
    }

    @Test
    void a_provider_without_the_algorithm_is_a_mistake() {
        EcdsaSignatures none = EcdsaSignatures.with(Security.getProvider("SUN"));

        assertThatIllegalStateException()
                .isThrownBy(() -> none.verifies(keys.getPublic(), MESSAGE, good))
                .withMessage("SHA256withECDSA: not offered by SUN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.sign(keys.getPrivate(), MESSAGE))
                .withMessage("signing key: SUN can't sign with it");
    }

    @Test
    void a_point_is_on_the_curve_with_coordinates_below_the_prime_only() {
        BigInteger p = P256.PRIME;
        BigInteger x = point().getAffineX();
        BigInteger y = point().getAffineY();
        // The two points with x = 0: y is a root of b.
        BigInteger root =
                params().getCurve().getB().modPow(p.add(BigInteger.ONE).shiftRight(2), p);

        assertThat(onCurve(new ECPoint(x, y))).isTrue();
        assertThat(onCurve(new ECPoint(BigInteger.ZERO, root))).isTrue();
        assertThat(onCurve(new ECPoint(BigInteger.ZERO, p.subtract(root)))).isTrue();
        List<ECPoint> others = List.of(
                ECPoint.POINT_INFINITY,
                new ECPoint(x, y.add(BigInteger.ONE)),
                new ECPoint(p, root),
                new ECPoint(x.add(p), y),
                new ECPoint(x, y.add(p)),
                new ECPoint(x.subtract(p), y),
                new ECPoint(x, y.subtract(p)));
        assertThat(others).noneMatch(this::onCurve);
    }

    @Test
    void a_curve_is_p256_by_all_of_its_numbers() {
        ECParameterSpec params = params();
        EllipticCurve curve = params.getCurve();
        BigInteger a = curve.getA();
        BigInteger b = curve.getB();
        BigInteger one = BigInteger.ONE;
        ECPoint g = params.getGenerator();
        BigInteger n = params.getOrder();
        ECPoint mirrored = new ECPoint(g.getAffineX(), P256.PRIME.subtract(g.getAffineY()));
        List<ECParameterSpec> others = List.of(
                new ECParameterSpec(new EllipticCurve(new ECFieldF2m(256), a, b), g, n, 1),
                new ECParameterSpec(new EllipticCurve(new ECFieldFp(P256.PRIME.add(one)), a, b), g, n, 1),
                new ECParameterSpec(new EllipticCurve(new ECFieldFp(P256.PRIME), a, b.add(one)), g, n, 1),
                new ECParameterSpec(curve, mirrored, n, 1),
                new ECParameterSpec(curve, g, n.subtract(one), 1),
                new ECParameterSpec(curve, g, n, 2));

        assertThat(P256.isOnCurve(new Key(point(), new ECParameterSpec(curve, g, n, 1), EMPTY)))
                .isTrue();
        assertThat(others).noneMatch(other -> P256.isOnCurve(new Key(point(), other, EMPTY)));
    }

    @Test
    void other_curves_and_algorithms_are_refused() throws GeneralSecurityException {
        KeyPair p384 = TestAuthority.ecKeys("secp384r1");
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThat(signatures.verifies(p384.getPublic(), MESSAGE, good)).isFalse();
        assertThat(signatures.verifies(rsa.getPublic(), MESSAGE, good)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> signatures.sign(rsa.getPrivate(), MESSAGE));
    }

    @Test
    void a_key_of_another_curve_never_signs() {
        KeyPair p384 = TestAuthority.ecKeys("secp384r1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> signatures.sign(p384.getPrivate(), MESSAGE))
                .withMessageContaining("P-256");
    }

    private ECParameterSpec params() {
        return ((ECPublicKey) keys.getPublic()).getParams();
    }

    private ECPoint point() {
        return ((ECPublicKey) keys.getPublic()).getW();
    }

    private boolean onCurve(ECPoint point) {
        return P256.isOnCurve(new Key(point, params(), EMPTY));
    }

    /** A key that says whatever it is told to. */
    private record Key(ECPoint point, ECParameterSpec params, Bytes encoded) implements ECPublicKey {
        private static final long serialVersionUID = 1L;

        @Override
        public ECPoint getW() {
            return point;
        }

        @Override
        public ECParameterSpec getParams() {
            return params;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return encoded.toArray();
        }
    }

    private byte[] shortSignature() {
        while (true) {
            byte[] der = signatures.sign(keys.getPrivate(), MESSAGE);
            if (der.length == 70 && der[3] == 32 && der[37] == 32) {
                return der;
            }
        }
    }

    private static byte[] der(BigInteger first, BigInteger second) {
        return new EcdsaValue(first, second).der();
    }

    private static BigInteger unsigned(byte[] bytes) {
        return new BigInteger(1, bytes);
    }
}
