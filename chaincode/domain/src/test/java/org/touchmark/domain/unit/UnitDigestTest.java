package org.touchmark.domain.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CharacterSet82;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelSecret;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UnitDigestTest {
    private static final Gtin GTIN = new Gtin("09506000134352");

    @Test
    void is_the_start_of_the_hash_of_the_signed_bytes() {
        Random random = new Random(16);
        UnitDigester digester = new UnitDigester(GTIN);
        for (int i = 0; i < 500; i++) {
            SerialNumber serial = serial(random);
            LabelSecret secret = random.nextBoolean() ? null : secret(random);
            byte[] hash = SignedBytes.of("touchmark/unit/v1")
                    .text(GTIN.digits())
                    .text(serial.value())
                    .bytes(secret == null ? new byte[0] : secret.value().toArray())
                    .sha256()
                    .toArray();

            UnitDigest digest = digester.digest(serial, secret);

            assertThat(digest.toBytes()).isEqualTo(Arrays.copyOf(hash, UnitDigest.LENGTH));
            assertThat(digest).isEqualTo(UnitDigest.of(GTIN, serial, secret));
        }
    }

    @Test
    void differs_with_gtin_serial_and_secret() {
        SerialNumber serial = new SerialNumber("A");
        LabelSecret secret = new LabelSecret(Bytes.of(new byte[12]));

        assertThat(UnitDigest.of(GTIN, serial, null))
                .isNotEqualTo(UnitDigest.of(GTIN, serial, secret))
                .isNotEqualTo(UnitDigest.of(GTIN, new SerialNumber("a"), null))
                .isNotEqualTo(UnitDigest.of(Gtin.parse("614141000036"), serial, null));
    }

    @Test
    void bytes_and_hexadecimal_come_back_and_keep_the_order() {
        Random random = new Random(17);
        UnitDigest before = UnitDigest.read(new byte[16], 0);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            UnitDigest digest = UnitDigest.read(bytes, 3);
            byte[] own = Arrays.copyOfRange(bytes, 3, 19);

            assertThat(digest.toBytes()).isEqualTo(own);
            assertThat(digest.hex()).isEqualTo(Encodings.hex(own));
            assertThat(UnitDigest.parse(digest.hex())).isEqualTo(digest);
            assertThat(digest.bucket()).isEqualTo(Long.parseLong(digest.hex().substring(0, 8), 16));
            assertThat(Integer.signum(digest.compareTo(before)))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(own, before.toBytes())));
            before = digest;
        }
    }

    @Test
    void malformed_hexadecimal_is_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> UnitDigest.parse("00"))
                .withMessage("unit digest: has 2 characters, should be 32 hexadecimal digits");
    }

    private static SerialNumber serial(Random random) {
        StringBuilder serial = new StringBuilder();
        int length = 1 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            serial.append(CharacterSet82.CHARACTERS.charAt(random.nextInt(82)));
        }
        return new SerialNumber(serial.toString());
    }

    private static LabelSecret secret(Random random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return LabelSecret.derive(Bytes.of(key), GTIN, new SerialNumber("x"));
    }
}
