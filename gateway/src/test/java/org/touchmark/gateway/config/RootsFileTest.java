package org.touchmark.gateway.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RootsFileTest {
    @TempDir
    private Path folder;

    private void assertRefused(byte[] content, String reason) throws Exception {
        Path file = Files.write(folder.resolve("roots.json"), content);
        assertThatThrownBy(() -> RootsFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": " + reason);
    }

    @Test
    void that_is_not_there_is_named_with_a_way_out() {
        Path file = folder.resolve("none.json");
        assertThatThrownBy(() -> RootsFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": no such file; network/up writes it, or give one with --roots");
    }

    @Test
    void that_holds_no_roots_is_refused_by_what_it_holds() throws Exception {
        assertRefused("[]".getBytes(StandardCharsets.UTF_8), "JSON: is an array, should be an object");
        assertRefused("{\"\u00e9\":1}".getBytes(StandardCharsets.ISO_8859_1), "it is not text in UTF-8: save it so");
        assertRefused(
                "%PDF-1.7".getBytes(StandardCharsets.UTF_8),
                "it is a PDF, not a file of text: save it as text in UTF-8");
    }
}
