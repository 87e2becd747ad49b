package org.touchmark.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.support.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void paths_count_from_the_files_own_folder() {
        Connection connection = TestConsortium.create(folder).connection();

        assertThat(connection.parties())
                .extracting(Connection.EnrolledParty::slug)
                .contains("aurelia", "corner");
        assertThat(connection.parties().get(0).identity().key()).isEqualTo(folder.resolve("aurelia.key"));
        assertThat(connection.organisations().get(0).peers().get(0).endpoint()).isEqualTo("localhost:1");
    }

    @Test
    void a_missing_file_says_what_writes_it() {
        assertThatThrownBy(() -> Connection.read(folder.resolve("none.json")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.json")
                .hasMessageContaining("network/up");
    }

    @Test
    void a_wrong_field_is_named() throws IOException {
        Path file = TestConsortium.create(folder).connectionFile();
        Files.writeString(file, Files.readString(file).replace("\"localhost:1\"", "7"));

        assertThatThrownBy(() -> Connection.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("organisations[0].peers[0].endpoint: a text is needed, found 7");
    }

    @Test
    void a_slug_that_is_no_plain_word_is_refused() throws IOException {
        Path file = TestConsortium.create(folder).connectionFile();
        Files.writeString(file, Files.readString(file).replace("\"corner\"", "\"../corner\""));

        assertThatThrownBy(() -> Connection.read(file)).hasMessageContaining("../corner");
    }
}
