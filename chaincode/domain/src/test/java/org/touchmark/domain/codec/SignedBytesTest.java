package org.touchmark.domain.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SignedBytesTest {
    @Test
    void each_field_is_its_length_and_its_bytes() {
        byte[] bytes = SignedBytes.of("a/v1")
                .text("\u00e4")
                .number(-2)
                .bytes(new byte[] {7})
                .textOrEmpty(null)
                .toBytes();

        assertThat(Encodings.hex(bytes))
                .isEqualTo("00000004" + "612f7631"
                        + "00000002" + "c3a4"
                        + "00000008" + "fffffffffffffffe"
                        + "00000001" + "07"
                        + "00000000");
    }

    @Test
    void no_two_lists_of_fields_have_one_encoding() {
        Random random = new Random(42);
        Map<Bytes, List<String>> seen = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            List<String> fields = IntStream.range(0, random.nextInt(4))
                    .mapToObj(j -> "ab".repeat(2).substring(0, random.nextInt(4)))
                    .toList();
            SignedBytes bytes = SignedBytes.of("d");
            fields.forEach(bytes::text);

            List<String> before = seen.putIfAbsent(Bytes.of(bytes.toBytes()), fields);

            assertThat(before == null ? fields : before).isEqualTo(fields);
        }
        assertThat(seen.size()).isEqualTo(1 + 4 + 16 + 64);
    }

    @Test
    void purposes_are_told_apart() {
        assertThat(SignedBytes.of("touchmark/a/v1").text("x").sha256())
                .isNotEqualTo(SignedBytes.of("touchmark/b/v1").text("x").sha256());
    }

    @Test
    void text_without_a_utf_8_form_is_refused() {
        SignedBytes bytes = SignedBytes.of("d");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> bytes.text("\ud800"))
                .withMessageContaining("surrogate");
    }
}
