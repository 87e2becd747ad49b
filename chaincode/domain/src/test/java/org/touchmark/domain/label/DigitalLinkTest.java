package org.touchmark.domain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CharacterSet82;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.UnitId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DigitalLinkTest {
    private static final Gtin GTIN = new Gtin("09506000134352");
    private static final LabelOrigin ORIGIN = LabelOrigin.parse("id.aurelia.example");
    private static final LabelProof PROOF = new LabelProof(LabelKeyId.parse("01020304"), Bytes.of(new byte[64]), null);

    @Nested
    class Uri {
        @Test
        void of_a_signed_label_has_lot_serial_expiry_and_proof() {
            LabelClaim claim =
                    new LabelClaim(GTIN, new Lot("L/1"), new SerialNumber("a%b\"&+"), new Gs1Date("271200"), null);

            assertThat(DigitalLink.signed(ORIGIN, claim, PROOF).uri())
                    .isEqualTo("https://id.aurelia.example/01/09506000134352/10/L%2F1/21/a%25b%22%26%2B?17=271200&tm="
                            + PROOF.encode());
        }

        @Test
        void of_a_compact_label_is_alphanumeric_for_a_qr_code() {
            String uri = DigitalLink.compact(ORIGIN, new UnitId(GTIN, new SerialNumber("0123456789ABCDEFGHJK")))
                    .uri();

            assertThat(uri)
                    .isEqualTo("HTTPS://ID.AURELIA.EXAMPLE/01/09506000134352/21/0123456789ABCDEFGHJK")
                    .matches("[0-9A-Z $%*+./:-]*")
                    .hasSize(68);
        }

        @Test
        void comes_back_for_every_label() throws MalformedCodeException {
            Random random = new Random(101);
            for (int i = 0; i < 2000; i++) {
                DigitalLink link = random(random);

                assertThat(DigitalLink.parse(link.uri())).isEqualTo(link);
            }
        }

        @Test
        void never_has_a_path_segment_of_dots() {
            String rule = ": can't stand in a link, since browsers drop such a path segment; choose another";
            UnitId unit = new UnitId(GTIN, new SerialNumber(".."));
            LabelClaim claim = new LabelClaim(GTIN, new Lot("."), new SerialNumber("A"), null, null);

            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> DigitalLink.compact(ORIGIN, unit))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIAL_INVALID))
                    .withMessage("serial .." + rule);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> DigitalLink.signed(ORIGIN, claim, PROOF))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LOT_INVALID))
                    .withMessage("lot ." + rule);
        }

        @Test
        void has_unreserved_characters_as_they_are() {
            UnitId unit = new UnitId(GTIN, new SerialNumber("-._aZ09"));

            assertThat(DigitalLink.compact(ORIGIN, unit).uri()).endsWith("/21/-._aZ09");
        }
    }

    @Nested
    class Parse {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://id.example/01/09506000134352/21/A",
                    "HTTPS://ID.EXAMPLE/01/09506000134352/21/A",
                    "HtTpS://iD.eXaMpLe/01/09506000134352/21/A",
                    "https://id.example/01/09506000134352/21/%41",
                    "https://id.example/01/09506000134352/21/A?",
                    "https://id.example/01/09506000134352/21/A?&&lang=de&x&=y",
                    "https://id.example/01/09506000134352/21/A?linkType=gs1:pip#21/B",
                    "https://id.example/01/09506000134352/21/A#?17=999999"
                })
        void reads_one_label_in_each_of_its_spellings(String code) throws MalformedCodeException {
            assertThat(DigitalLink.parse(code))
                    .isEqualTo(DigitalLink.compact(
                            LabelOrigin.parse("id.example"), new UnitId(GTIN, new SerialNumber("A"))));
        }

        @Test
        void reads_every_hexadecimal_digit_of_an_escape() throws MalformedCodeException {
            String escaped = "https://id.example/01/09506000134352/21/%30%41%4a%4F%5f%3f%2e%2D%3B%2c";

            assertThat(DigitalLink.parse(escaped).serial()).isEqualTo(new SerialNumber("0AJO_?.-;,"));
        }

        @Test
        void takes_a_path_before_the_key_even_one_that_looks_like_a_key() throws MalformedCodeException {
            DigitalLink link =
                    DigitalLink.parse("http://localhost:8080/shop/01/x/01/09506000134352/22/v2/10/L1/21/A?17=271231");

            assertThat(link.origin()).isEqualTo(new LabelOrigin("http", "localhost:8080", "/shop/01/x"));
            assertThat(link.origin().host()).isEqualTo("localhost");
            assertThat(link.lot()).isEqualTo(new Lot("L1"));
            assertThat(link.expiry()).isEqualTo(new Gs1Date("271231"));
            assertThat(link.profile()).isEqualTo(LabelProfile.COMPACT);
            assertThat(link.unverified()).containsExactly(new UnverifiedAttribute("22", "v2"));
        }

        @Test
        void shows_other_identifiers_as_unverified() throws MalformedCodeException {
            DigitalLink link = DigitalLink.parse(
                    "https://id.example/01/09506000134352/21/A?3103=000195&tm=" + PROOF.encode() + "&99=%3Cb%3E");

            assertThat(link.unverified())
                    .containsExactly(new UnverifiedAttribute("3103", "000195"), new UnverifiedAttribute("99", "<b>"));
            assertThat(link.proof()).isEqualTo(PROOF);
            assertThat(link.profile()).isEqualTo(LabelProfile.SIGNED);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "`` | 1 | a label begins with https:// or http://",
                    "ftp://id.example/01/09506000134352/21/A | 1 | a label begins with https:// or http://",
                    "(01)09506000134352(21)A | 1 | a label begins with https:// or http://",
                    "https://id.example/01/09506000134353/21/A | 23"
                            + " | GTIN 09506000134353: check digit is 3, should be 2",
                    "https://id.example/01/9506000134352/21/A | 23 | GTIN 9506000134352: has 13 digits, should be 14",
                    "https://id.example/01/09506000134352/21/%zz | 41 | two hexadecimal digits should follow the"
                            + " percent sign",
                    "https://id.example/01/09506000134352/21/A%4 | 42 | two hexadecimal digits should follow the"
                            + " percent sign",
                    "https://id.example/01/09506000134352/21/A B | 42 | character \" \" can't stand in a link",
                    "https://id.example/01/09506000134352/21/A\u00c4 | 42 | character \"\u00c4\" can't stand in a link",
                    "https://id.example/01/09506000134352/21/A\uD83D\uDE00 | 42"
                            + " | character \"\uD83D\uDE00\" can't stand in a link",
                    "https://id.example/01/09506000134352/21/A\u202E | 42"
                            + " | character \"\\u202e\" can't stand in a link",
                    "https://id.example/01/09506000134352/21/%C3%A4 | 41"
                            + " | serial \"\u00e4\": character 1 (\"\u00e4\") is not in GS1's character set 82",
                    "https://id.example/01/09506000134352/21/A%F0%9F%98%80 | 41"
                            + " | serial \"A\uD83D\uDE00\": character 2 (\"\uD83D\uDE00\") is not in GS1's character set 82",
                    "https://id.example/01/09506000134352/21/A%C4 | 41"
                            + " | AI 21: the byte %C4 is of no character in UTF-8",
                    "https://id.example/01/09506000134352/21/%41%c0%AF | 41"
                            + " | AI 21: the byte %C0 is of no character in UTF-8",
                    "https://id.example/01/09506000134352/21/%ED%A0%80 | 41"
                            + " | AI 21: the byte %ED is of no character in UTF-8",
                    "https://id.example/01/09506000134352/21/A%0A%00 | 41"
                            + " | serial \"A\\u000a\\u0000\": character 2 (\"\\u000a\") is not in GS1's character set 82",
                    "https://id.example/01/09506000134352/21/A%E2%80%AE | 41"
                            + " | serial \"A\\u202e\": character 2 (\"\\u202e\") is not in GS1's character set 82",
                    "https://id.example/01/09506000134352/21/A?17=%C3%84 | 46"
                            + " | expiry \"\u00c4\": character 1 is not a digit",
                    "https://id.example/01/09506000134352/21/ | 41 | AI 21 has no value",
                    "https://id.example/01/09506000134352/10//21/A | 41 | AI 10 has no value",
                    "https://id.example/01/09506000134352/21/123456789012345678901 | 41"
                            + " | serial 123456789012345678901: has 21 characters, at most 20 are allowed",
                    "https://id.example/01/09506000134352/21/%2E%2E | 37"
                            + " | serial ..: can't stand in a link, since browsers drop such a path segment; choose"
                            + " another",
                    "https://id.example/01/09506000134352/10/./21/A | 37"
                            + " | lot .: can't stand in a link, since browsers drop such a path segment; choose another",
                    "https://id.example/01/09506000134352/21/A/10/L | 43"
                            + " | AI 10 is out of order; the order is 22, 10, 21, each once",
                    "https://id.example/01/09506000134352/21/A/21/B | 43"
                            + " | AI 21 is out of order; the order is 22, 10, 21, each once",
                    "https://id.example/01/09506000134352/17/271231/21/A | 38"
                            + " | AI 17 can't follow AI 01 (GTIN) in the path; only 22, 10, 21 or 235 can",
                    "https://id.example/01/09506000134352 | 37"
                            + " | the link has no serial (AI 21), so it names a kind of product and not one unit",
                    "https://id.example/00/006141411234567890 | 20"
                            + " | AI 00 does not name a trade item; a label's key is AI 01",
                    "https://id.example/ | 19 | the path does not end in /01/ and a GTIN with its qualifiers, so this is"
                            + " no GS1 Digital Link",
                    "https://id.example | 19 | the path does not end in /01/ and a GTIN with its qualifiers, so this is"
                            + " no GS1 Digital Link",
                    "https://id.example/gtin/09506000134352/ser/A | 19 | the path does not end in /01/ and a GTIN with"
                            + " its qualifiers, so this is no GS1 Digital Link",
                    "https://id.example/01/09506000134352/21/A/ | 19 | the path does not end in /01/ and a GTIN with its"
                            + " qualifiers, so this is no GS1 Digital Link",
                    "https://aurelia.example@evil.example/01/09506000134352/21/A | 9"
                            + " | label host: \"aurelia.example@evil.example\" is not a host with or without a port",
                    "https:///01/09506000134352/21/A | 9 | label host: \"\" is not a host with or without a port",
                    "https://id.example/01/09506000134352/21/A?17=271331 | 46"
                            + " | expiry 271331: month is 13, should be 01 to 12",
                    "https://id.example/01/09506000134352/21/A?17= | 46 | AI 17 has no value",
                    "https://id.example/01/09506000134352/21/A?17=271231&17=281231 | 53 | \"17\" is in the query twice",
                    "https://id.example/01/09506000134352/21/A?21=B | 43 | AI 21 belongs in the path of the link, once",
                    "https://id.example/01/09506000134352/21/A?10=B | 43 | AI 10 belongs in the path of the link, once",
                    "https://id.example/01/09506000134352/21/A?02=09506000134352 | 46 | AI 02 09506000134352: can't"
                            + " stand beside AI 01",
                    "https://id.example/01/09506000134352/21/A?1=B | 45 | AI 1 B: GS1 has assigned no such identifier",
                    "https://id.example/01/09506000134352/21/A?tm=AA | 46 | label proof: has 1 bytes, should be 69, or"
                            + " 81 with a label secret",
                    "https://id.example/01/09506000134352/21/A?tm=A* | 46"
                            + " | label proof: is not base64url without padding"
                })
        void refuses_with_position_and_reason(String code, int position, String reason) {
            assertThatExceptionOfType(MalformedCodeException.class)
                    .isThrownBy(() -> DigitalLink.parse(code))
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(reason);
                        assertThat(e.position()).isEqualTo(position);
                        assertThat(e).hasMessage("code at character " + position + ": " + reason);
                    });
        }

        @Test
        void reads_2048_characters_and_no_more() throws MalformedCodeException {
            String code = "https://id.example/01/09506000134352/21/A?x=";
            String longest = code + "y".repeat(DigitalLink.MAX_CHARACTERS - code.length());

            assertThat(DigitalLink.parse(longest).serial()).hasToString("A");
            assertThatExceptionOfType(MalformedCodeException.class)
                    .isThrownBy(() -> DigitalLink.parse(longest + "y"))
                    .withMessageContaining("2049 characters, at most 2048");
        }

        @Test
        void refuses_or_reads_whatever_it_is_given_and_never_fails_otherwise() {
            Random random = new Random(2048);
            String good = "https://id.example/01/09506000134352/10/L1/21/A%25?17=271231&tm=" + PROOF.encode();
            for (int i = 0; i < 20_000; i++) {
                String bad = mutated(good, random);
                try {
                    DigitalLink link = DigitalLink.parse(bad);
                    assertThat(DigitalLink.parse(link.uri()).claim()).isEqualTo(link.claim());
                } catch (MalformedCodeException e) {
                    assertThat(e.position()).isBetween(1, bad.length() + 1);
                }
            }
        }
    }

    @Nested
    class Origin {
        @ParameterizedTest
        @CsvSource({
            "ID.Example, https://id.example",
            "https://id.example/, https://id.example",
            "http://localhost:8080, http://localhost:8080",
            "https://[::1]:8443/a/b/, https://[::1]:8443/a/b",
            "id.example., https://id.example.",
            "https://id.example:, https://id.example"
        })
        void is_read_as_people_write_it(String text, String origin) {
            assertThat(LabelOrigin.parse(text)).hasToString(origin);
        }

        @ParameterizedTest
        @CsvSource({
            "id.example, id.example",
            "http://localhost:8080, localhost",
            "https://[::1], [::1]",
            "https://[::1]:8443/a, [::1]",
            "https://id.example.:8443/a, id.example"
        })
        void has_a_host_without_its_port(String text, String host) {
            assertThat(LabelOrigin.parse(text).host()).isEqualTo(host);
        }

        @Test
        void has_a_path_of_200_characters_and_no_more() {
            String longest = "/" + "a".repeat(LabelOrigin.MAX_PREFIX - 1);

            assertThat(new LabelOrigin("https", "id.example", longest).prefix()).hasSize(200);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> new LabelOrigin("https", "id.example", longest + "a"))
                    .withMessageStartingWith("label host: path ")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "ftp://id.example", "a b", "user@host", "id.example/%zz", "https://", "-a", "a:x"})
        void is_refused_when_it_is_no_host(String text) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> LabelOrigin.parse(text))
                    .withMessageStartingWith("label host: ");
        }
    }

    @Nested
    class Profile {
        @Test
        void is_written_in_lower_case_and_reads_back() {
            assertThat(LabelProfile.SIGNED.wire()).isEqualTo("signed");
            assertThat(LabelProfile.COMPACT.wire()).isEqualTo("compact");
            assertThat(LabelProfile.parse("signed")).isEqualTo(LabelProfile.SIGNED);
            assertThat(LabelProfile.parse("compact")).isEqualTo(LabelProfile.COMPACT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "SIGNED", "other"})
        void of_another_name_is_refused(String wire) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> LabelProfile.parse(wire))
                    .withMessage("label profile \"" + wire + "\": should be signed or compact")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
        }
    }

    private static String mutated(String code, Random random) {
        StringBuilder out = new StringBuilder(code);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.setCharAt(at, (char) random.nextInt(0x100));
                case 1 -> out.deleteCharAt(at);
                case 2 -> out.insert(at, "/?#&=%01".charAt(random.nextInt(8)));
                default -> out.setCharAt(at, "0123456789/%.".charAt(random.nextInt(13)));
            }
        }
        return out.toString();
    }

    private static DigitalLink random(Random random) {
        LabelOrigin origin = random.nextBoolean() ? ORIGIN : LabelOrigin.parse("http://localhost:8080/a/b");
        SerialNumber serial = new SerialNumber("S" + text(random, 19));
        if (random.nextInt(3) == 0) {
            return DigitalLink.compact(origin, new UnitId(GTIN, serial));
        }
        byte[] bytes = new byte[81];
        random.nextBytes(bytes);
        LabelSecret secret = random.nextBoolean() ? null : new LabelSecret(Bytes.of(bytes, 69, 12));
        LabelProof proof = new LabelProof(new LabelKeyId(Bytes.of(bytes, 0, 4)), Bytes.of(bytes, 4, 64), secret);
        Lot lot = random.nextInt(4) == 0 ? null : new Lot("L" + text(random, 19));
        Gs1Date expiry = random.nextBoolean() ? null : new Gs1Date("271231");
        return DigitalLink.signed(origin, new LabelClaim(GTIN, lot, serial, expiry, secret), proof);
    }

    private static String text(Random random, int max) {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(max + 1);
        for (int i = 0; i < length; i++) {
            out.append(CharacterSet82.CHARACTERS.charAt(random.nextInt(82)));
        }
        return out.toString();
    }
}
