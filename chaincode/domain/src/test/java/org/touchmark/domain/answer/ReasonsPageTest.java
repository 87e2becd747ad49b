package org.touchmark.domain.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReasonsPageTest {
    @Test
    void the_committed_table_is_what_the_code_draws() throws IOException {
        assertThat(Files.readString(ReasonsPage.path(), StandardCharsets.UTF_8))
                .as("run ReasonsPage to draw it anew")
                .isEqualTo(ReasonsPage.text());
    }

    @Test
    void each_code_is_found_by_its_name_and_fits_into_a_row() {
        assertThat(ReasonCode.values())
                .allSatisfy(code -> {
                    assertThat(ReasonCode.find(code.wire())).contains(code);
                    assertThat(code.evidence() + code.proves()).isNotBlank().doesNotContain("|", "\n");
                })
                .hasSizeGreaterThan(40);
    }
}
