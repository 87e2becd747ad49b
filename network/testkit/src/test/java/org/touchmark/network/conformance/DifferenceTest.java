package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DifferenceTest {
    @Test
    void the_documented_table_is_what_the_suite_expects() throws Exception {
        Path page = Path.of(System.getProperty("touchmark.root", ".."), "docs", "differences.md");

        assertThat(Files.readString(page))
                .as("%s must hold the table that Difference.table() makes", page.getFileName())
                .contains(Difference.table());
    }

    @Test
    void each_row_decides_what_some_test_expects() {
        Set<String> asked = new ClassFileImporter()
                .importPackages(Difference.class.getPackageName()).stream()
                        .filter(type -> !type.isEquivalentTo(Difference.class))
                        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                        .map(JavaFieldAccess::getTarget)
                        .filter(field -> field.getOwner().isEquivalentTo(Difference.class))
                        .map(field -> field.getName())
                        .collect(Collectors.toSet());

        assertThat(asked)
                .containsAll(Arrays.stream(Difference.values()).map(Enum::name).toList());
    }
}
