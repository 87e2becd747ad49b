package org.touchmark.network.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.PackageTable;

/** The module's shape: what starts networks, by commands on top. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses CLASSES = PackageTable.module(NetworkCommand.class);

    @Test
    void the_rules_see_the_module() {
        assertThat(CLASSES.size()).isGreaterThan(150);
    }

    @Test
    void packages_call_those_that_the_readme_names() throws Exception {
        assertThat(PackageTable.found(CLASSES)).containsExactlyElementsOf(PackageTable.written("launcher"));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.touchmark.network.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void only_the_commands_know_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.touchmark.network.launcher..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void the_embedded_ledger_and_fabric_know_nothing_of_each_other() {
        noClasses()
                .that()
                .resideInAPackage("org.touchmark.network.machine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.touchmark.network.fabric..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.touchmark.network.fabric..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.touchmark.network.embedded..")
                .check(CLASSES);
    }

    @Test
    void databases_are_the_nodes_own() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..", "org.touchmark.network.ledger..")
                .check(CLASSES);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
