package org.touchmark.network.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the commands run from, as it was packaged. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShippedJarsIT {
    private static final Path TARGET =
            Path.of(System.getProperty("touchmark.root", "../.."), "network/launcher/target");

    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>(List.of(TARGET.resolve("network.jar")));
        try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
            libraries.forEach(jars::add);
        }
        return jars;
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    @Test
    void they_are_the_launcher_the_modules_below_it_and_their_libraries() throws Exception {
        assertThat(jars().stream().map(jar -> jar.getFileName().toString()))
                .hasSizeGreaterThan(20)
                .anyMatch(name -> name.startsWith("network-protocol-"))
                .anyMatch(name -> name.startsWith("network-embedded-"))
                .noneMatch(name -> name.matches(".*(testkit|-tests|junit|opentest4j|assertj|archunit).*"));
    }

    @Test
    void none_of_them_holds_anything_of_a_test_or_a_listener_that_junit_would_find() throws Exception {
        for (Path jar : jars()) {
            assertThat(entries(jar))
                    .as(jar.toString())
                    .isNotEmpty()
                    .noneMatch(name -> name.startsWith("META-INF/services/org.junit."))
                    .noneMatch(name -> name.matches("org/touchmark/network/(junit|testing)/.*"))
                    .noneMatch(name -> name.matches("org/touchmark/.*(Test|IT)(\\$.*)?\\.class"));
        }
    }
}
