package org.touchmark.domain.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClaimantSignaturesTest {
    private static final Gln GLN = new Gln("9506000000008");
    private static final byte[] MESSAGE = "seal".getBytes(StandardCharsets.UTF_8);

    private final TestAuthority authority = new TestAuthority("aurelia");
    private final KeyPair keys = TestAuthority.p256Keys();
    private final EcdsaSignatures ecdsa = EcdsaSignatures.with(TestAuthority.BOUNCY_CASTLE);
    private final ClaimantSignatures checks = ClaimantSignatures.with(TestAuthority.BOUNCY_CASTLE);
    private final X509Certificate certificate = authority.issue(keys, GLN.digits(), "brand,retailer");
    private final ClaimantSignature signature = sign(certificate);

    @ParameterizedTest
    @ValueSource(ints = {ClaimantSignature.UNTAKEN, 1, ClaimantSignature.MAX_VERSION})
    void a_version_up_to_the_most_is_one(int version) {
        assertThat(of(version).version()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(ints = {ClaimantSignature.UNTAKEN - 1, ClaimantSignature.MAX_VERSION + 1})
    void a_version_outside_of_that_is_refused(int version) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> of(version))
                .withMessageContaining("version " + version + " is out of range");
    }

    private ClaimantSignature of(int version) {
        return new ClaimantSignature(
                signature.gln(), signature.certificate(), signature.signature(), signature.at(), version);
    }

    @Nested
    class Check {
        @Test
        void names_the_claimant() {
            Claimant claimant = checks.check(signature, MESSAGE);

            assertThat(claimant.gln()).isEqualTo(GLN);
            assertThat(claimant.roles()).containsExactly("brand", "retailer");
            assertThat(claimant.certificate()).isEqualTo(certificate);
            assertThat(claimant.keyHash())
                    .isEqualTo(Sha256.of(keys.getPublic().getEncoded()).hex());
        }

        @Test
        void refuses_other_messages_and_other_keys() {
            X509Certificate other = authority.issue(TestAuthority.p256Keys(), GLN.digits(), "brand");
            ClaimantSignature swapped =
                    new ClaimantSignature(GLN, Certificates.der(other), signature.signature(), signature.at());

            assertRefused(signature, new byte[0], ErrorCode.SIGNATURE_INVALID, "not the certificate's signature");
            assertRefused(swapped, MESSAGE, ErrorCode.SIGNATURE_INVALID, "not the certificate's signature");
        }

        @Test
        void refuses_a_certificate_of_another_gln_or_of_none() {
            X509Certificate other = authority.issue(keys, "9506000000015", "brand");
            X509Certificate none = authority.issueWithAttributes(keys, "{\"attrs\":{\"hf.Type\":\"client\"}}");

            assertRefused(sign(other), MESSAGE, ErrorCode.SIGNATURE_INVALID, "certificate names GLN 9506000000015");
            assertRefused(sign(none), MESSAGE, ErrorCode.SIGNATURE_INVALID, "certificate names GLN none");
        }

        @Test
        void refuses_every_flipped_bit_of_the_certificate() {
            byte[] der = signature.certificate().toArray();
            PinnedRoots roots = new PinnedRoots(
                    "touchmark",
                    "embedded",
                    1,
                    List.of(new PinnedOrganisation("AureliaMSP", "Aurelia", List.of(authority.root()))));
            for (int at = 0; at < der.length; at++) {
                byte[] bad = der.clone();
                bad[at] ^= (byte) (1 << (at % 8));
                ClaimantSignature changed =
                        new ClaimantSignature(GLN, Bytes.of(bad), signature.signature(), signature.at());

                assertThatExceptionOfType(RefusedException.class)
                        .as("byte %d", at)
                        .isThrownBy(
                                () -> Issuers.of(roots).require(checks.check(changed, MESSAGE), TestAuthority.NOON));
            }
        }

        @Test
        void requires_an_issuer_among_the_pinned_roots() {
            Claimant claimant = checks.check(signature, MESSAGE);
            PinnedOrganisation ours = new PinnedOrganisation("AureliaMSP", "Aurelia", List.of(authority.root()));
            PinnedOrganisation theirs = new PinnedOrganisation("X", "X", List.of(new TestAuthority("x").root()));
            PinnedRoots pinned = new PinnedRoots("touchmark", "embedded", 1, List.of(ours));
            PinnedRoots foreign = new PinnedRoots("touchmark", "embedded", 1, List.of(theirs));

            assertThat(Issuers.of(pinned).require(claimant, TestAuthority.NOON)).isEqualTo(ours);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Issuers.of(foreign).require(claimant, TestAuthority.NOON))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
        }

        @Test
        void requires_certificate_and_root_to_be_valid_each_time_though_their_chain_is_known() {
            Instant after = TestAuthority.END.plusSeconds(1);
            Instant noon = TestAuthority.NOON;
            String attributes = "{\"attrs\":{\"touchmark.gln\":\"" + GLN + "\"}}";
            PinnedOrganisation ours = new PinnedOrganisation("AureliaMSP", "Aurelia", List.of(authority.root()));
            Issuers issuers = Issuers.of(new PinnedRoots("touchmark", "embedded", 1, List.of(ours)));
            Claimant shorter = checks.check(
                    sign(authority.issue(keys, attributes, KeyUsage.digitalSignature, TestAuthority.BEGIN, noon)),
                    MESSAGE);
            Claimant longer = checks.check(
                    sign(authority.issue(keys, attributes, KeyUsage.digitalSignature, TestAuthority.BEGIN, after)),
                    MESSAGE);

            for (Claimant claimant : List.of(shorter, longer)) {
                assertThat(issuers.require(claimant, noon)).isEqualTo(ours);
                assertThat(issuers.require(claimant, TestAuthority.BEGIN)).isEqualTo(ours);
                Instant late = claimant.equals(shorter) ? noon.plusSeconds(1) : after;
                assertThatExceptionOfType(RefusedException.class)
                        .isThrownBy(() -> issuers.require(claimant, late))
                        .withMessage("signature of GLN " + GLN
                                + ": no pinned organisation issued its certificate for signatures at " + late)
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
            }
        }
    }

    @Nested
    class Json {
        @Test
        void comes_back() {
            String json = CanonicalJson.write(signature.toJson());

            assertThat(ClaimantSignature.fromJson(CanonicalJson.parse(json))).isEqualTo(signature);
        }

        @Test
        void with_as_much_as_there_may_be_comes_back() {
            Instant last = Instant.ofEpochMilli(JsonValue.Int.MAX);
            for (Instant at : List.of(Instant.EPOCH, last)) {
                ClaimantSignature most =
                        new ClaimantSignature(GLN, Bytes.of(new byte[8192]), Bytes.of(new byte[72]), at);

                assertThat(most.at()).isEqualTo(at);
                assertThat(ClaimantSignature.fromJson(most.toJson())).isEqualTo(most);
            }
        }

        @Test
        void with_too_much_is_refused() {
            Bytes der = signature.certificate();
            Bytes bytes = signature.signature();

            assertRefused(
                    "certificate has 8193 bytes, at most 8192",
                    () -> new ClaimantSignature(GLN, Bytes.of(new byte[8193]), bytes, signature.at()));
            assertRefused(
                    "signature has 73 bytes, at most 72",
                    () -> new ClaimantSignature(GLN, der, Bytes.of(new byte[73]), signature.at()));
            for (long millis : new long[] {-1, JsonValue.Int.MAX + 1}) {
                Instant at = Instant.ofEpochMilli(millis);
                assertRefused("time " + at + " is out of range", () -> new ClaimantSignature(GLN, der, bytes, at));
            }
        }

        private void assertRefused(String rule, ThrowingCallable call) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(call)
                    .withMessage("claimant's signature: " + rule)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_INVALID));
        }
    }

    @Nested
    class Certificate {
        @Test
        void attributes_come_in_any_order_with_others_beside_them() {
            X509Certificate issued = authority.issueWithAttributes(
                    keys,
                    "{\"attrs\":{\"touchmark.gln\":\"9506000000008\",\"hf.Affiliation\":\"\",\"a\":\"\\u00e4\"}, \"x\":1}");

            CertificateAttributes attributes = Certificates.attributes(issued);

            assertThat(attributes.values())
                    .isEqualTo(Map.of("touchmark.gln", "9506000000008", "hf.Affiliation", "", "a", "\u00e4"));
            assertThat(attributes.gln()).contains(GLN);
            assertThat(attributes.roles()).isEmpty();
        }

        @Test
        void attributes_of_more_than_127_bytes_are_read() {
            String padding = "x".repeat(3000);
            X509Certificate issued = authority.issueWithAttributes(keys, "{\"attrs\":{\"a\":\"" + padding + "\"}}");

            assertThat(Certificates.attributes(issued).values()).isEqualTo(Map.of("a", padding));
        }

        @ParameterizedTest
        @ValueSource(ints = {20, 126, 127, 128, 129, 131, 150, 255, 256, 257, 8192})
        void attributes_of_every_form_of_length_are_read(int length) {
            String value = "x".repeat(length - "{'attrs':{'a':''}}".length());
            X509Certificate issued = authority.issueAsItComes(keys, "{\"attrs\":{\"a\":\"" + value + "\"}}");

            assertThat(Certificates.attributes(issued).values()).isEqualTo(Map.of("a", value));
        }

        @Test
        void attributes_of_more_than_8192_bytes_are_refused() {
            X509Certificate issued = authority.issueAsItComes(keys, " ".repeat(8193));

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Certificates.attributes(issued))
                    .withMessage("certificate's attributes: are 8193 bytes, at most 8192 are allowed")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
        }

        @Test
        void of_8192_bytes_is_read_and_of_more_is_not() {
            Bytes longest = Certificates.der(certificateOf(8192));

            assertThat(Certificates.der(Certificates.parse(longest))).isEqualTo(longest);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Certificates.parse(Certificates.der(certificateOf(8193))))
                    .withMessage("certificate: is 8193 bytes, at most 8192")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
        }

        /** Signatures differ in length, so that a certificate's is known once it is there. */
        private X509Certificate certificateOf(int bytes) {
            int padding = 7_000;
            while (true) {
                X509Certificate issued = authority.issueAsItComes(keys, " ".repeat(padding));
                int missing = bytes - Certificates.der(issued).length();
                if (missing == 0) {
                    return issued;
                }
                padding += missing;
            }
        }

        @Test
        void pem_of_16384_characters_is_read_and_of_more_is_not() {
            String pem = TestAuthority.pem(certificate).strip();
            String end = "-----END CERTIFICATE-----";
            String longest = pem.replace(end, " ".repeat(16_384 - pem.length()) + end);

            assertThat(longest).hasSize(16_384);
            assertThat(Certificates.parsePem(longest)).isEqualTo(certificate);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Certificates.parsePem(longest.replace(end, " " + end)))
                    .withMessageStartingWith("certificate: is not one PEM block")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
        }

        @Test
        void a_certificate_without_the_extension_has_no_attributes() {
            assertThat(Certificates.attributes(authority.root()).values()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "[]", "{\"attrs\":[]}", "{\"attrs\":{\"a\":1}}", "{\"attrs\":{}}x"})
        void malformed_attributes_are_refused(String text) {
            X509Certificate issued = authority.issueWithAttributes(keys, text);

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Certificates.attributes(issued))
                    .withMessageStartingWith("certificate's attributes: ")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
        }

        @Test
        void pem_and_der_read_back_and_nothing_may_follow() {
            Bytes der = Certificates.der(certificate);
            String pem = TestAuthority.pem(certificate);

            assertThat(Certificates.parse(der)).isEqualTo(certificate);
            assertThat(Certificates.parsePem(pem)).isEqualTo(certificate);
            assertThat(Certificates.parsePem("\r\n" + pem.replace("\n", "\r\n")))
                    .isEqualTo(certificate);
            byte[] longer = Arrays.copyOf(der.toArray(), der.length() + 1);
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Certificates.parse(Bytes.of(longer)));
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Certificates.parsePem(pem + pem));
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Certificates.parsePem(pem + "x"));
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Certificates.parse(Bytes.of(new byte[0])));
        }
    }

    private ClaimantSignature sign(X509Certificate with) {
        return ClaimantSignature.sign(ecdsa, GLN, with, keys.getPrivate(), MESSAGE, TestAuthority.NOON);
    }

    private void assertRefused(ClaimantSignature claim, byte[] message, ErrorCode code, String part) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> checks.check(claim, message))
                .withMessageContaining(part)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
