package org.touchmark.domain.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PinnedRootsTest {
    private static final String GLN = "9506000000008";
    private static final String ATTRIBUTES = "{\"attrs\":{}}";

    private final TestAuthority aurelia = new TestAuthority("aurelia");
    private final TestAuthority meridian = new TestAuthority("meridian");
    private final KeyPair keys = TestAuthority.p256Keys();
    private final PinnedRoots roots = new PinnedRoots(
            "touchmark",
            "embedded",
            1,
            List.of(
                    new PinnedOrganisation("AureliaMSP", "Aurelia", List.of(aurelia.root())),
                    new PinnedOrganisation(
                            "MeridianMSP", "Meridian", List.of(new TestAuthority("older").root(), meridian.root()))));

    @Nested
    class Issuer {
        @Test
        void is_the_organisation_whose_root_signed_the_certificate() {
            assertThat(issuer(aurelia.issue(keys, GLN, "brand"), TestAuthority.NOON))
                    .isEqualTo("AureliaMSP");
            assertThat(issuer(meridian.issue(keys, GLN, "brand"), TestAuthority.NOON))
                    .isEqualTo("MeridianMSP");
        }

        @Test
        void is_no_one_for_a_stranger_even_of_the_same_name() {
            TestAuthority stranger = new TestAuthority("aurelia");

            assertThat(issuer(stranger.issue(keys, GLN, "brand"), TestAuthority.NOON))
                    .isEqualTo("none");
        }

        @Test
        void counts_only_while_certificate_and_root_are_valid() {
            X509Certificate certificate = aurelia.issue(keys, GLN, "brand");
            assertThat(issuer(certificate, TestAuthority.BEGIN)).isEqualTo("AureliaMSP");
            assertThat(issuer(certificate, TestAuthority.BEGIN.minusSeconds(1))).isEqualTo("none");
            assertThat(issuer(certificate, TestAuthority.END)).isEqualTo("AureliaMSP");
            assertThat(issuer(certificate, TestAuthority.END.plusSeconds(1))).isEqualTo("none");

            Instant late = TestAuthority.END.plusSeconds(3600);
            X509Certificate longer = aurelia.issue(
                    keys, ATTRIBUTES, KeyUsage.digitalSignature, TestAuthority.BEGIN, late.plusSeconds(3600));
            assertThat(issuer(longer, late)).isEqualTo("none");
        }

        @Test
        void is_judged_by_the_instant_asked_for_and_not_by_the_clock() {
            Instant soon = TestAuthority.BEGIN.plusSeconds(3600);
            X509Certificate past =
                    aurelia.issue(keys, ATTRIBUTES, KeyUsage.digitalSignature, TestAuthority.BEGIN, soon);

            assertThat(issuer(past, soon)).isEqualTo("AureliaMSP");
            assertThat(issuer(past, soon.plusSeconds(1))).isEqualTo("none");
        }

        @Test
        void may_have_a_root_of_another_curve() {
            TestAuthority other = new TestAuthority("other", TestAuthority.ecKeys("secp384r1"));
            PinnedRoots pinned = new PinnedRoots(
                    "touchmark",
                    "embedded",
                    1,
                    List.of(new PinnedOrganisation("OtherMSP", "Other", List.of(other.root()))));

            assertThat(issuer(pinned, other.issue(keys, GLN, "brand"), TestAuthority.NOON))
                    .isEqualTo("OtherMSP");
        }

        @Test
        void asks_for_the_use_of_digital_signatures() {
            X509Certificate other =
                    aurelia.issue(keys, ATTRIBUTES, KeyUsage.keyEncipherment, TestAuthority.BEGIN, TestAuthority.END);

            assertThat(issuer(other, TestAuthority.NOON)).isEqualTo("none");
        }

        @Test
        void does_not_take_a_ca_for_a_party_nor_a_party_for_a_ca() {
            assertThat(issuer(aurelia.root(), TestAuthority.NOON)).isEqualTo("none");
            assertThat(issuer(aurelia.issueAuthority(keys), TestAuthority.NOON)).isEqualTo("none");
            int signsToo = KeyUsage.keyCertSign | KeyUsage.digitalSignature;
            for (BasicConstraints authority : List.of(new BasicConstraints(true), new BasicConstraints(0))) {
                X509Certificate below = aurelia.issueAuthority(keys, signsToo, authority);
                assertThat(issuer(below, TestAuthority.NOON)).isEqualTo("none");
            }
        }

        @Test
        void does_not_take_a_signature_of_zeros() {
            X509Certificate issued = aurelia.issue(keys, GLN, "brand");
            byte[] body = Certificates.der(issued).toArray();
            byte[] zeros = HexFormat.of().parseHex("3006020100020100");
            // The body stays; the signature's bit string becomes one of eight bytes, and the lengths follow.
            byte[] signed = Arrays.copyOfRange(body, 4, body.length - issued.getSignature().length - 3);
            byte[] content = ByteBuffer.allocate(signed.length + 3 + zeros.length)
                    .put(signed)
                    .put(new byte[] {3, (byte) (zeros.length + 1), 0})
                    .put(zeros)
                    .array();
            byte[] forged = ByteBuffer.allocate(4 + content.length)
                    .put(new byte[] {0x30, (byte) 0x82})
                    .putShort((short) content.length)
                    .put(content)
                    .array();
            X509Certificate certificate = Certificates.parse(Bytes.of(forged));

            assertThat(certificate.getSignature()).isEqualTo(zeros);
            assertThat(certificate.getPublicKey()).isEqualTo(issued.getPublicKey());
            assertThat(issuer(certificate, TestAuthority.NOON)).isEqualTo("none");
        }

        /** Whoever has a certificate can make its twin, with n - s in place of s. */
        @Test
        void is_no_one_for_a_certificate_whose_signature_has_the_higher_s() throws GeneralSecurityException {
            for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
                TestAuthority authority = new TestAuthority("one", TestAuthority.ecKeys(curve));
                PinnedRoots pinned = new PinnedRoots(
                        "touchmark",
                        "embedded",
                        1,
                        List.of(new PinnedOrganisation("OneMSP", "One", List.of(authority.root()))));
                for (int i = 0; i < 20; i++) {
                    X509Certificate raw =
                            authority.issueAsItComes(keys, "{\"attrs\":{\"touchmark.gln\":\"" + GLN + "\"}}");
                    raw.verify(authority.root().getPublicKey());
                    X509Certificate low = Certificates.withLowS(raw);
                    low.verify(authority.root().getPublicKey());
                    boolean high = !raw.equals(low);

                    assertThat(issuer(pinned, low, TestAuthority.NOON)).isEqualTo("OneMSP");
                    assertThat(issuer(pinned, raw, TestAuthority.NOON))
                            .as("%s, high %s", curve, high)
                            .isEqualTo(high ? "none" : "OneMSP");
                    if (high) {
                        assertThatExceptionOfType(RefusedException.class)
                                .isThrownBy(() -> Certificates.requireSigner(raw, TestAuthority.NOON))
                                .withMessageContaining("the higher of its two values of s")
                                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
                    }
                    Certificates.requireSigner(low, TestAuthority.NOON);
                    assertThat(Certificates.withLowS(low)).isSameAs(low);
                }
            }
        }

        @Test
        void does_not_take_keys_of_other_curves() {
            KeyPair p384 = TestAuthority.ecKeys("secp384r1");

            assertThat(issuer(aurelia.issue(p384, GLN, "brand"), TestAuthority.NOON))
                    .isEqualTo("none");
        }

        private String issuer(X509Certificate certificate, Instant at) {
            return issuer(roots, certificate, at);
        }

        private static String issuer(PinnedRoots roots, X509Certificate certificate, Instant at) {
            Claimant claimant = new Claimant(new Gln(GLN), List.of("brand"), "", certificate);
            try {
                return Issuers.of(roots).require(claimant, at).msp();
            } catch (RefusedException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED);
                return "none";
            }
        }
    }

    @Nested
    class Parse {
        @Test
        void reads_a_roots_document_in_any_order() {
            PinnedRoots parsed = PinnedRoots.parse(document(1, "AureliaMSP", aurelia));

            assertThat(parsed.channel()).isEqualTo("touchmark");
            assertThat(parsed.ledger()).isEqualTo("embedded");
            assertThat(parsed.operators()).isEqualTo(1);
            assertThat(parsed.organisations())
                    .containsExactly(new PinnedOrganisation("AureliaMSP", "Aurelia", List.of(aurelia.root())));
        }

        @Test
        void refuses_documents_that_say_too_little() {
            assertRefused("{}", "field organisations: is missing");
            assertRefused(document(2, "AureliaMSP", aurelia), "operators is 2");
            assertRefused(document(0, "AureliaMSP", aurelia), "field operators: is 0");
            assertRefused(document(1, "", aurelia), "no MSP id");
            assertRefused(document(1, "AureliaMSP", aurelia).replace("CERTIFICATE", "KEY"), "PEM");
            assertRefused(
                    document(1, "AureliaMSP", aurelia)
                            .replace(
                                    "\"organisations\":[",
                                    "\"organisations\":[" + organisation("AureliaMSP", meridian) + ","),
                    "organisation \"AureliaMSP\" is there twice");
        }

        @Test
        void refuses_a_root_that_is_no_ca() {
            X509Certificate party = aurelia.issue(keys, GLN, "brand");

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> new PinnedOrganisation("AureliaMSP", "Aurelia", List.of(party)))
                    .withMessageContaining("not a CA's")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
        }

        @Test
        void takes_256_organisations_of_16_roots_and_no_more() {
            List<X509Certificate> most = Collections.nCopies(PinnedOrganisation.MAX_ROOTS, aurelia.root());
            List<PinnedOrganisation> organisations = IntStream.rangeClosed(0, PinnedRoots.MAX_ORGANISATIONS)
                    .mapToObj(i -> new PinnedOrganisation("MSP" + i, "Aurelia", most))
                    .toList();

            assertThat(new PinnedRoots("touchmark", "fabric", 256, organisations.subList(0, 256)).organisations())
                    .hasSize(256);
            assertInvalid(
                    "roots: has 257 organisations, should be 1 to 256",
                    () -> new PinnedRoots("touchmark", "fabric", 1, organisations));
            assertInvalid(
                    "roots: has 0 organisations, should be 1 to 256",
                    () -> new PinnedRoots("touchmark", "fabric", 1, List.of()));
            assertInvalid(
                    "roots: organisation \"MSP\" has 17 root certificates, should be 1 to 16",
                    () -> new PinnedOrganisation("MSP", "Aurelia", Collections.nCopies(17, aurelia.root())));
            assertInvalid(
                    "roots: organisation \"MSP\" has 0 root certificates, should be 1 to 16",
                    () -> new PinnedOrganisation("MSP", "Aurelia", List.of()));
        }

        private void assertInvalid(String message, ThrowingCallable call) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(call)
                    .withMessage(message)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
        }

        @Test
        void takes_a_root_with_no_cas_below_it() {
            X509Certificate last = aurelia.issueAuthority(keys, KeyUsage.keyCertSign, new BasicConstraints(0));

            assertThat(last.getBasicConstraints()).isZero();
            assertThat(new PinnedOrganisation("AureliaMSP", "Aurelia", List.of(last)).roots())
                    .containsExactly(last);
        }

        private String document(int operators, String msp, TestAuthority authority) {
            return "{ \"operators\": " + operators + ", \"organisations\":[" + organisation(msp, authority)
                    + "],\n \"ledger\":\"embedded\", \"channel\":\"touchmark\"}";
        }

        private JsonObject organisation(String msp, TestAuthority authority) {
            return JsonObject.builder()
                    .put("msp", msp)
                    .put("name", "Aurelia")
                    .putTexts("roots", List.of(TestAuthority.pem(authority.root())))
                    .build();
        }

        private void assertRefused(String document, String part) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> PinnedRoots.parse(document))
                    .withMessageContaining(part);
        }
    }
}
