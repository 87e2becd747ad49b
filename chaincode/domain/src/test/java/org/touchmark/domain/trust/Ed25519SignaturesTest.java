package org.touchmark.domain.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.Bytes;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class Ed25519SignaturesTest {
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final byte[] MESSAGE = {1, 2, 3};

    private final Ed25519Signatures signatures = Ed25519Signatures.with(TestAuthority.BOUNCY_CASTLE);
    private final KeyPair keys = keys();
    private final Bytes publicKey = Ed25519Signatures.rawPublicKey(keys.getPublic());
    private final byte[] good = signatures.sign(keys.getPrivate(), MESSAGE);

    @ParameterizedTest
    // RFC 8032 section 7.1, tests 1 to 3.
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void agrees_with_rfc_8032(String secret, String key, String message, String signature)
            throws GeneralSecurityException {
        byte[] text = HexFormat.of().parseHex(message);
        byte[] pkcs8 = HexFormat.of().parseHex("302e020100300506032b657004220420" + secret);
        PrivateKey privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));

        assertThat(signatures.sign(privateKey, text)).isEqualTo(HexFormat.of().parseHex(signature));
        assertThat(signatures.verifies(
                        Bytes.fromHex("key", key, 32), text, HexFormat.of().parseHex(signature)))
                .isTrue();
    }

    @Test
    void a_signature_of_either_provider_holds_for_either_provider() {
        Ed25519Signatures jdk = Ed25519Signatures.with(Security.getProvider("SunEC"));
        for (Ed25519Signatures signer : List.of(jdk, signatures)) {
            for (Ed25519Signatures verifier : List.of(jdk, signatures)) {
                byte[] signature = signer.sign(keys.getPrivate(), MESSAGE);

                assertThat(verifier.verifies(publicKey, MESSAGE, signature)).isTrue();
                assertThat(verifier.verifies(publicKey, new byte[0], signature)).isFalse();
            }
        }
    }

    /** The JDK's provider throws where Bouncy Castle says no. */
    @ParameterizedTest
    @ValueSource(strings = {"SunEC", "BC"})
    void a_signature_whose_r_is_no_point_of_the_curve_is_none_whichever_the_provider(String provider) {
        Ed25519Signatures verifier = Ed25519Signatures.with(
                provider.equals("BC") ? TestAuthority.BOUNCY_CASTLE : Security.getProvider(provider));
        int refused = 0;
        for (byte y = 2; y < 12; y++) {
            byte[] signature = good.clone();
            Arrays.fill(signature, 0, 32, (byte) 0);
            signature[0] = y;
            if (!Ed25519Encodings.isInSubgroup(signature, 0)) {
                refused++;
            }

            assertThat(verifier.verifies(publicKey, MESSAGE, signature)).isFalse();
        }
        assertThat(refused).isPositive();
    }

    @Test
    void an_encoding_of_the_prime_itself_is_none_of_zero() {
        byte[] prime = new byte[32];
        Arrays.fill(prime, (byte) 0xFF);
        prime[0] = (byte) 0xED;
        prime[31] = 0x7F;

        assertThat(Ed25519Encodings.isAcceptablePoint(prime, 0)).isFalse();
    }

    @Test
    void one_signer_signs_many_messages() {
        Ed25519Signer signer = signatures.signer(keys.getPrivate());
        for (byte i = 0; i < 20; i++) {
            byte[] message = {i};

            assertThat(signatures.verifies(publicKey, message, signer.sign(message)))
                    .isTrue();
        }
    }

    @Test
    void every_flipped_bit_is_refused() {
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(signatures.verifies(publicKey, MESSAGE, bad))
                    .as("bit %d", bit)
                    .isFalse();
        }
        for (int bit = 0; bit < 256; bit++) {
            byte[] bad = publicKey.toArray();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(signatures.verifies(Bytes.of(bad), MESSAGE, good))
                    .as("key bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void other_lengths_are_refused() {
        for (int length : new int[] {0, 63, 65, 128}) {
            assertThat(signatures.verifies(publicKey, MESSAGE, Arrays.copyOf(good, length)))
                    .isFalse();
        }
        assertThat(signatures.verifies(Bytes.of(publicKey.toArray(), 0, 31), MESSAGE, good))
                .isFalse();
    }

    @Test
    void s_at_or_above_the_order_is_refused() {
        BigInteger s = littleEndian(Arrays.copyOfRange(good, 32, 64));
        for (int times = 1; times < 15; times++) {
            byte[] bad = withS(s.add(ORDER.multiply(BigInteger.valueOf(times))));

            assertThat(Ed25519Encodings.isAcceptableSignature(bad)).isFalse();
            assertThat(signatures.verifies(publicKey, MESSAGE, bad)).isFalse();
        }
        assertThat(Ed25519Encodings.isAcceptableSignature(withS(ORDER))).isFalse();
        assertThat(Ed25519Encodings.isAcceptableSignature(withS(ORDER.subtract(BigInteger.ONE))))
                .isTrue();
    }

    /** The points of order 1, 2, 4 and 8 in both signs, and the spellings of points with y not below p. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void points_of_small_order_and_second_spellings_are_refused_as_key_and_as_r(String hex) {
        Bytes point = Bytes.fromHex("point", hex, 32);
        byte[] signature = good.clone();
        System.arraycopy(point.toArray(), 0, signature, 0, 32);
        byte[] zeroS = Arrays.copyOf(point.toArray(), 64);

        assertThat(Ed25519Signatures.isAcceptableKey(point)).isFalse();
        assertThat(signatures.verifies(publicKey, MESSAGE, signature)).isFalse();
        assertThat(signatures.verifies(point, MESSAGE, zeroS)).isFalse();
        assertThat(signatures.verifies(point, MESSAGE, good)).isFalse();
    }

    @Test
    void bytes_without_a_point_are_no_ones_key() {
        byte[] y = new byte[32];
        y[0] = 2; // (y^2 - 1) / (d y^2 + 1) is no square for y = 2.

        assertThat(Ed25519Signatures.isAcceptableKey(Bytes.of(y))).isFalse();
        assertThat(signatures.verifies(Bytes.of(y), MESSAGE, good)).isFalse();
    }

    @Test
    void every_key_that_is_made_is_acceptable() {
        for (int i = 0; i < 20; i++) {
            assertThat(Ed25519Signatures.isAcceptableKey(Ed25519Signatures.rawPublicKey(keys().getPublic())))
                    .isTrue();
        }
    }

    @Test
    void keys_of_other_algorithms_are_refused() {
        KeyPair ec = TestAuthority.p256Keys();

        assertThatIllegalArgumentException().isThrownBy(() -> Ed25519Signatures.rawPublicKey(ec.getPublic()));
        assertThatIllegalArgumentException().isThrownBy(() -> signatures.sign(ec.getPrivate(), MESSAGE));
    }

    @Test
    void a_provider_without_the_algorithm_is_a_mistake() {
        Ed25519Signatures none = Ed25519Signatures.with(Security.getProvider("SUN"));

        assertThatIllegalStateException()
                .isThrownBy(() -> none.verifies(publicKey, MESSAGE, good))
                .withMessage("Ed25519: not offered by SUN");
        assertThatIllegalStateException()
                .isThrownBy(() -> none.sign(keys.getPrivate(), MESSAGE))
                .withMessage("Ed25519: not offered by SUN");
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] withS(BigInteger s) {
        byte[] bytes = good.clone();
        for (int i = 0; i < 32; i++) {
            bytes[32 + i] = s.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger littleEndian(byte[] bytes) {
        BigInteger value = BigInteger.ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value.shiftLeft(8).add(BigInteger.valueOf(bytes[i] & 0xff));
        }
        return value;
    }
}
