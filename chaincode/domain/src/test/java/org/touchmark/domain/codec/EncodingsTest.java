package org.touchmark.domain.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EncodingsTest {
    @Test
    void every_form_reads_back_what_it_wrote() {
        Random random = new Random(7);
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);

            assertThat(Encodings.hex("x", Encodings.hex(bytes), length)).isEqualTo(bytes);
            assertThat(Encodings.base64Url("x", Encodings.base64Url(bytes), length))
                    .isEqualTo(bytes);
            assertThat(Bytes.fromBase64("x", Base64.getEncoder().encodeToString(bytes), length))
                    .isEqualTo(Bytes.of(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "0G00", "00FF", " 00f", "00f\n"})
    void hexadecimal_is_lower_case_and_of_the_right_length(String text) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Encodings.hex("root", text, 2))
                .withMessageStartingWith("root: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AP9=", "AP8", "AP8==", "AP8 ", "A", "AP8=\n", "_-8=", "AP8=AP8="})
    void base64_has_one_spelling(String text) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Bytes.fromBase64("der", text, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AP9", "AP8=", "+/8", "A"})
    void base64url_has_one_spelling(String text) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Encodings.base64Url("tm", text, 8));
    }

    @Test
    void too_much_is_refused_before_it_is_decoded() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Encodings.base64Url("tm", "A".repeat(1000), 81))
                .withMessage("tm: has 1000 characters, more than 81 bytes need");
    }

    @Test
    void bytes_do_not_change_with_the_array_they_came_from() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.of(array);
        array[0] = 9;
        byte[] copy = bytes.toArray();
        copy[1] = 9;

        assertThat(bytes).hasToString("010203").isEqualTo(Bytes.of(new byte[] {0, 1, 2, 3}, 1, 3));
    }
}
