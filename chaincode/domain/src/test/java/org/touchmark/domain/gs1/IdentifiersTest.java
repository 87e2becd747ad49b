package org.touchmark.domain.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class IdentifiersTest {
    @Nested
    class Serials_and_lots {
        @Test
        void take_each_of_the_82_characters_and_no_other() {
            assertThat(CharacterSet82.CHARACTERS).hasSize(82).doesNotContain("#", "$", "@", "[", "\\", "`", "{", "~");
            IntStream.rangeClosed(0, 0x1ff).forEach(c -> {
                String value = "A" + (char) c;
                if (CharacterSet82.CHARACTERS.indexOf(c) >= 0) {
                    assertThat(new SerialNumber(value)).hasToString(value);
                    assertThat(new Lot(value)).hasToString(value);
                } else {
                    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new SerialNumber(value));
                    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new Lot(value));
                }
            });
        }

        @Test
        void are_one_to_twenty_characters() {
            assertThat(new SerialNumber("x".repeat(20)).value()).hasSize(20);
            assertRefused(() -> new SerialNumber(""), ErrorCode.SERIAL_INVALID, "is empty, should be 1 to 20");
            assertRefused(
                    () -> new SerialNumber("x".repeat(21)),
                    ErrorCode.SERIAL_INVALID,
                    "serial xxxxxxxxxxxxxxxxxxxxx: has 21 characters, at most 20 are allowed");
            assertRefused(() -> new Lot("x".repeat(21)), ErrorCode.LOT_INVALID, "lot xxxxxxxxxxxxxxxxxxxxx: has 21");
        }

        @Test
        void name_the_character_that_does_not_fit() {
            assertRefused(
                    () -> new SerialNumber("ab~c"),
                    ErrorCode.SERIAL_INVALID,
                    "serial ab~c: character 3 (~) is not in GS1's character set 82");
            assertRefused(
                    () -> new Lot("a b\n"), ErrorCode.LOT_INVALID, "lot \"a b\\u000a\": character 2 (\" \") is not");
        }

        @Test
        void are_told_by_their_bytes_as_by_their_text() {
            for (int c = 0; c < 256; c++) {
                byte[] bytes = {'x', (byte) c, 'x'};
                boolean member = c < 128 && CharacterSet82.contains((char) c);

                assertThat(SerialNumber.isOne(bytes, 1, 1)).as("byte %d", c).isEqualTo(member);
            }
            byte[] long21 = "x".repeat(21).getBytes(StandardCharsets.US_ASCII);
            assertThat(SerialNumber.isOne(long21, 0, 20)).isTrue();
            assertThat(SerialNumber.isOne(long21, 0, 21)).isFalse();
            assertThat(SerialNumber.isOne(long21, 3, 0)).isFalse();
        }

        @Test
        void tell_cases_apart() {
            assertThat(new SerialNumber("a")).isNotEqualTo(new SerialNumber("A"));
        }
    }

    @Nested
    class Glns {
        @Test
        void have_thirteen_digits_and_their_check_digit() {
            assertThat(new Gln("9506000000008")).hasToString("9506000000008");
            assertRefused(
                    () -> new Gln("9506000000007"),
                    ErrorCode.GLN_INVALID,
                    "GLN 9506000000007: check digit is 7, should be 8");
            assertRefused(() -> new Gln("950600000000"), ErrorCode.GLN_INVALID, "has 12 digits, should be 13");
        }
    }

    @Nested
    class Application_identifiers {
        @ParameterizedTest
        @CsvSource({"00, 006141411234567890", "01, 09506000134352", "10, L-1", "17, 271200", "21, 'a%b'", "21, 00042"})
        void take_their_format_and_keep_leading_zeros(String ai, String value) {
            assertThat(ApplicationIdentifier.find(ai).orElseThrow().check(value))
                    .isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource({
            "00, 006141411234567891, 'SSCC 006141411234567891: check digit is 1, should be 0'",
            "00, 06141411234567890, 'SSCC 06141411234567890: has 17 digits, should be 18'",
            "01, 9506000134352, 'GTIN 9506000134352: has 13 digits, should be 14'",
            "17, 2712, 'expiry 2712: has 4 digits, should be 6'",
            "17, 271301, 'expiry 271301: month is 13, should be 01 to 12'",
            "17, 270230, 'expiry 270230: day is 30, should be 00 to 28'",
            "21, '', 'serial \"\": is empty, should be 1 to 20 characters'"
        })
        void refuse_other_formats(String ai, String value, String message) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(
                            () -> ApplicationIdentifier.find(ai).orElseThrow().check(value))
                    .withMessage(message);
        }

        @Test
        void unknown_ones_are_not_found() {
            assertThat(ApplicationIdentifier.find("99")).isEmpty();
        }
    }

    private static void assertRefused(Runnable action, ErrorCode code, String part) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(action::run)
                .withMessageContaining(part)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
