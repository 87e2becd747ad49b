package org.touchmark.scanner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.gs1.CompanyPrefix;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CastTest {

    private static final String CONNECTION = """
            {"organisations":[{"peers":[{"endpoint":"localhost:7051"}]},{"peers":[{"endpoint":"localhost:8051"}]}],
             "parties":[
              {"slug":"aurelia","gln":"9506000100005","name":"Aurelia Watches","prefixes":["%s"]},
              {"slug":"meridian","gln":"9506000200002","name":"Meridian Logistics","prefixes":[]},
              {"slug":"%s","gln":"9506000300009","name":"Corner Watch Shop","prefixes":[]}]}""";

    @TempDir
    private Path folder;

    private Cast cast(String prefix, String shop) throws IOException {
        return Cast.read(Files.writeString(folder.resolve("connection.json"), CONNECTION.formatted(prefix, shop)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9506", "950600010", "95060001000"})
    void the_watch_has_a_number_under_the_makers_prefix(String prefix) throws IOException {
        assertThat(new CompanyPrefix(prefix).owns(cast(prefix, "corner").watch()))
                .isTrue();
    }

    @Test
    void players_and_endpoints_are_read() throws IOException {
        Cast cast = cast("950600010", "corner");
        assertThat(cast.shop().name()).isEqualTo("Corner Watch Shop");
        assertThat(cast.endpoints()).containsExactly("localhost:7051", "localhost:8051");
    }

    @Test
    void a_topology_without_the_shop_is_named() {
        assertThatThrownBy(() -> cast("950600010", "market"))
                .isInstanceOf(StoryException.class)
                .hasMessageContaining("names no party corner");
    }
}
