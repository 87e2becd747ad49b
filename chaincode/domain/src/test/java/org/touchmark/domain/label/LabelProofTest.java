package org.touchmark.domain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.ClaimantSignatures;
import org.touchmark.domain.trust.EcdsaSignatures;
import org.touchmark.domain.trust.Ed25519Signatures;
import org.touchmark.domain.trust.TestAuthority;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LabelProofTest {
    private static final Gtin GTIN = new Gtin("09506000134352");
    private static final Gln GLN = new Gln("9506000000008");
    private static final Bytes BATCH_KEY = Bytes.of(new byte[32]);

    private final Ed25519Signatures signatures = Ed25519Signatures.with(TestAuthority.BOUNCY_CASTLE);
    private final KeyPair keys = ed25519Keys();
    private final LabelKey key = labelKey(keys, TestAuthority.NOON, null);
    private final LabelSecret secret = LabelSecret.derive(BATCH_KEY, GTIN, new SerialNumber("A1"));
    private final LabelClaim claim =
            new LabelClaim(GTIN, new Lot("L1"), new SerialNumber("A1"), new Gs1Date("271231"), secret);

    private final LabelProof proof = sign(claim);

    @Nested
    class Signature {
        @Test
        void holds_for_what_the_label_says() {
            assertThat(key.verifies(signatures, claim, proof)).isTrue();
        }

        @Test
        void fails_when_anything_on_the_label_is_changed() {
            Lot lot = claim.lot();
            SerialNumber serial = claim.serial();
            Gs1Date expiry = claim.expiry();
            LabelSecret other = LabelSecret.derive(BATCH_KEY, GTIN, new SerialNumber("A2"));
            List<LabelClaim> changed = List.of(
                    new LabelClaim(Gtin.parse("614141000036"), lot, serial, expiry, secret),
                    new LabelClaim(GTIN, new Lot("L2"), serial, expiry, secret),
                    new LabelClaim(GTIN, null, serial, expiry, secret),
                    new LabelClaim(GTIN, lot, new SerialNumber("A2"), expiry, secret),
                    new LabelClaim(GTIN, lot, serial, new Gs1Date("281231"), secret),
                    new LabelClaim(GTIN, lot, serial, null, secret),
                    new LabelClaim(GTIN, lot, serial, expiry, other),
                    new LabelClaim(GTIN, lot, serial, expiry, null));

            assertThat(changed).noneMatch(other1 -> key.verifies(signatures, other1, proof));
        }

        @Test
        void of_a_stranger_fails() {
            KeyPair stranger = ed25519Keys();
            LabelProof forged = claim.sign(key.keyId(), signatures.signer(stranger.getPrivate()));

            assertThat(key.verifies(signatures, claim, forged)).isFalse();
            assertThat(labelKey(stranger, TestAuthority.NOON, null).verifies(signatures, claim, proof))
                    .isFalse();
        }

        @Test
        void fails_for_every_flipped_bit_of_the_proof() {
            byte[] good = Encodings.base64Url("tm", proof.encode(), 81);
            for (int bit = 0; bit < good.length * 8; bit++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << (bit % 8));
                boolean accepted;
                try {
                    LabelProof changed = LabelProof.parse(Encodings.base64Url(bad));
                    LabelClaim shown =
                            new LabelClaim(claim.gtin(), claim.lot(), claim.serial(), claim.expiry(), changed.secret());
                    accepted = key.verifies(signatures, shown, changed);
                } catch (RefusedException e) {
                    accepted = false;
                }
                assertThat(accepted).as("bit %d", bit).isFalse();
            }
        }
    }

    @Nested
    class Encoding {
        @Test
        void is_92_characters_or_108_with_a_secret_and_comes_back() {
            LabelProof without = sign(new LabelClaim(GTIN, null, new SerialNumber("A1"), null, null));

            assertThat(without.encode()).hasSize(92);
            assertThat(proof.encode()).hasSize(108);
            assertThat(LabelProof.parse(without.encode())).isEqualTo(without);
            assertThat(LabelProof.parse(proof.encode())).isEqualTo(proof);
        }

        @Test
        void of_another_version_or_length_is_refused() {
            byte[] bytes = Encodings.base64Url("tm", proof.encode(), 81);
            bytes[0] = 2;

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> LabelProof.parse(Encodings.base64Url(bytes)))
                    .withMessage("label proof: version is 2, known is 1; a newer checker may know it");
            for (int length = 0; length <= 90; length++) {
                byte[] other = new byte[length];
                if (length > 0) {
                    other[0] = 1;
                }
                String text = Encodings.base64Url(other);
                if (length == 69 || length == 81) {
                    assertThat(LabelProof.parse(text).encode()).isEqualTo(text);
                } else {
                    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> LabelProof.parse(text));
                }
            }
        }
    }

    @Nested
    class Key {
        @Test
        void comes_back_from_json() {
            LabelKey revoked = labelKey(keys, TestAuthority.NOON, TestAuthority.NOON.plusSeconds(60));
            for (LabelKey one : List.of(key, revoked)) {
                String json = CanonicalJson.write(one.toJson());

                assertThat(LabelKey.fromJson(CanonicalJson.parse(json))).isEqualTo(one);
            }
        }

        @Test
        void is_named_by_the_first_four_bytes_of_its_hash_in_hexadecimal() {
            assertThat(key.keyId())
                    .hasToString(Sha256.of(key.publicKey().toArray()).hex().substring(0, 8));
            assertThat(LabelKeyId.parse("00a1ff09")).hasToString("00a1ff09");
        }

        @Test
        void is_claimed_by_its_brand_for_one_channel() {
            ClaimantSignatures checks = ClaimantSignatures.with(TestAuthority.BOUNCY_CASTLE);

            assertThat(checks.check(key.signature(), key.claim("touchmark")).gln())
                    .isEqualTo(GLN);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> checks.check(key.signature(), key.claim("other")));
        }

        @Test
        void has_a_revocation_to_sign_only_once_it_is_revoked() {
            Instant at = TestAuthority.NOON.plusSeconds(60);
            LabelKey revoked = labelKey(keys, TestAuthority.NOON, at);

            assertThat(revoked.revocationClaim("touchmark"))
                    .isEqualTo(LabelKey.revocationClaim("touchmark", GLN, revoked.keyId(), at))
                    .isEqualTo(SignedBytes.of("touchmark/label-key-revocation/v1")
                            .text("touchmark")
                            .text(GLN.digits())
                            .text(revoked.keyId().hex())
                            .number(at.toEpochMilli())
                            .toBytes());
            assertThatIllegalStateException()
                    .isThrownBy(() -> key.revocationClaim("touchmark"))
                    .withMessage("label key " + key.keyId() + " is not revoked");
        }

        @Test
        void is_valid_from_its_first_moment_until_it_is_revoked() {
            Instant from = TestAuthority.NOON;
            LabelKey revoked = labelKey(keys, from, from.plus(Duration.ofHours(1)));

            assertThat(key.isValidAt(from.minusMillis(1))).isFalse();
            assertThat(key.isValidAt(from)).isTrue();
            assertThat(revoked.isValidAt(from.plus(Duration.ofHours(1)).minusMillis(1)))
                    .isTrue();
            assertThat(revoked.isValidAt(from.plus(Duration.ofHours(1)))).isFalse();
        }

        @Test
        void with_another_keys_id_or_gln_or_no_point_is_refused() {
            LabelKeyId other = LabelKeyId.parse("00000000");
            Gln stranger = new Gln("9506000000015");
            Bytes publicKey = key.publicKey();
            Bytes identity = Bytes.fromHex("key", "01" + "00".repeat(31), 32);

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> new LabelKey(other, publicKey, GLN, key.validFrom(), null, key.signature()))
                    .withMessageContaining("id should be " + key.keyId());
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() ->
                            new LabelKey(key.keyId(), publicKey, stranger, key.validFrom(), null, key.signature()))
                    .withMessageContaining("is signed by 9506000000008");
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> new LabelKey(
                            LabelKeyId.of(identity), identity, GLN, key.validFrom(), null, key.signature()))
                    .withMessageContaining("full order");
        }
    }

    @Nested
    class Secret {
        @Test
        void differs_with_key_gtin_and_serial_and_is_the_same_again() {
            byte[] otherKey = new byte[32];
            otherKey[31] = 1;
            SerialNumber serial = new SerialNumber("A1");

            assertThat(secret)
                    .isEqualTo(LabelSecret.derive(BATCH_KEY, GTIN, serial))
                    .isNotEqualTo(LabelSecret.derive(Bytes.of(otherKey), GTIN, serial))
                    .isNotEqualTo(LabelSecret.derive(BATCH_KEY, Gtin.parse("614141000036"), serial))
                    .isNotEqualTo(LabelSecret.derive(BATCH_KEY, GTIN, new SerialNumber("A2")));
        }

        @Test
        void is_an_hmac_cut_short() throws GeneralSecurityException {
            byte[] key = new byte[32];
            new Random(7).nextBytes(key);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            LabelSecret.Deriver deriver = new LabelSecret.Deriver(Bytes.of(key), GTIN);
            for (String serial : List.of("A", "12345678901234567890", "A1")) {
                byte[] input = SignedBytes.of("touchmark/label-secret/v1")
                        .text(GTIN.digits())
                        .text(serial)
                        .toBytes();
                byte[] bytes = serial.getBytes(StandardCharsets.US_ASCII);

                assertThat(deriver.derive(bytes, 0, bytes.length)).isEqualTo(Arrays.copyOf(mac.doFinal(input), 12));
            }
        }

        @Test
        void is_not_shown_by_records_that_hold_it() {
            assertThat(secret).hasToString("LabelSecret[hidden]");
            assertThat(proof.toString() + claim).doesNotContain(secret.value().hex());
        }

        @Test
        void takes_a_batch_key_of_32_bytes_only() {
            Bytes shorter = Bytes.of(new byte[16]);
            SerialNumber serial = new SerialNumber("A1");

            assertThatIllegalArgumentException().isThrownBy(() -> LabelSecret.derive(shorter, GTIN, serial));
        }
    }

    private LabelProof sign(LabelClaim label) {
        return label.sign(key.keyId(), signatures.signer(keys.getPrivate()));
    }

    private static LabelKey labelKey(KeyPair labelKeys, Instant validFrom, Instant revokedAt) {
        Bytes publicKey = Ed25519Signatures.rawPublicKey(labelKeys.getPublic());
        KeyPair party = TestAuthority.p256Keys();
        PrivateKey partyKey = party.getPrivate();
        ClaimantSignature signature = ClaimantSignature.sign(
                EcdsaSignatures.with(TestAuthority.BOUNCY_CASTLE),
                GLN,
                new TestAuthority("aurelia").issue(party, GLN.digits(), "brand"),
                partyKey,
                LabelKey.claim("touchmark", GLN, publicKey, validFrom),
                validFrom);
        return new LabelKey(LabelKeyId.of(publicKey), publicKey, GLN, validFrom, revokedAt, signature);
    }

    private static KeyPair ed25519Keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
