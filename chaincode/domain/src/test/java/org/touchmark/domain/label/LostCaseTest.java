package org.touchmark.domain.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LostCaseTest {
    @ParameterizedTest
    @CsvSource({
        "7, '', true",
        "A, '', true",
        "a, '', true",
        "A, a, false",
        "A, z, false",
        "Z, a, false",
        "Z, z, false",
        // What stands beside the letters in ASCII is none.
        "A, `, true",
        "A, {, true",
        "a, @, true",
        "a, [, true"
    })
    void is_seen_by_which_letters_there_are(String many, String one, boolean lost) {
        String proof = many.repeat(90 - one.length()) + one;

        assertThat(LostCase.isOfProof(proof)).isEqualTo(lost);
        assertThat(LostCase.isOfProof(proof.substring(1))).isFalse();
    }
}
