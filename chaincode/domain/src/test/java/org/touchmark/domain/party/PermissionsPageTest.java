package org.touchmark.domain.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PermissionsPageTest {
    @Test
    void the_committed_table_is_what_the_code_draws() throws IOException {
        assertThat(Files.readString(PermissionsPage.path(), StandardCharsets.UTF_8))
                .as("run PermissionsPage to draw it anew")
                .isEqualTo(PermissionsPage.text());
    }
}
