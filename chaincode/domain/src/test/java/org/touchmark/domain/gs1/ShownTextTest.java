package org.touchmark.domain.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ShownTextTest {
    private static final String GRIN = "\uD83D\uDE00";

    static Arguments[] texts() {
        return new Arguments[] {
            Arguments.of("plain", "plain"),
            Arguments.of("", "\"\""),
            Arguments.of("a b", "\"a b\""),
            Arguments.of("\u00c4\u00f1\u0416\u4e2d", "\"\u00c4\u00f1\u0416\u4e2d\""),
            Arguments.of("x" + GRIN, "\"x" + GRIN + "\""),
            Arguments.of("\u0000\n\u001b\u007f\u0085\u009b", "\"\\u0000\\u000a\\u001b\\u007f\\u0085\\u009b\""),
            Arguments.of("\u00ad\u200b\u200e\u202e\u2066\ufeff", "\"\\u00ad\\u200b\\u200e\\u202e\\u2066\\ufeff\""),
            Arguments.of("\u00a0\u3000\u2028\u2029", "\"\\u00a0\\u3000\\u2028\\u2029\""),
            Arguments.of("\ue000\uffff\ufdd0", "\"\\ue000\\uffff\\ufdd0\""),
            Arguments.of("\uDB40\uDC01", "\"\\udb40\\udc01\""),
            Arguments.of("\uD83D!", "\"\\ud83d!\""),
            Arguments.of("\uDE00", "\"\\ude00\"")
        };
    }

    @ParameterizedTest
    @MethodSource("texts")
    void letters_are_shown_and_what_has_no_look_is_escaped(String text, String shown) {
        assertThat(ShownText.of(text)).isEqualTo(shown);
    }

    @Test
    void a_long_text_is_cut_between_two_characters() {
        assertThat(ShownText.of("x".repeat(40))).isEqualTo("x".repeat(40));
        assertThat(ShownText.of("x".repeat(41))).isEqualTo("x".repeat(40) + "...");
        assertThat(ShownText.of(GRIN.repeat(41))).isEqualTo("\"" + GRIN.repeat(40) + "...\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A" + GRIN, "A\u00c4", "A "})
    void a_refusal_names_whole_characters(String serial) {
        String last = serial.substring(1);

        assertThat(ApplicationIdentifiers.find("21").fault(serial))
                .isEqualTo("character 2 (\"" + last + "\") is not in GS1's character set 82");
    }
}
