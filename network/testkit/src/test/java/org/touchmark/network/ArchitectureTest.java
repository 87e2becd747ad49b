package org.touchmark.network;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.touchmark.network");

    @Test
    void the_rules_see_the_module() {
        assertThat(CLASSES.size()).isGreaterThan(250);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.touchmark.network.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void the_network_depends_on_the_domain_and_no_other_module() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.touchmark.gateway..", "org.touchmark.contract..", "org.touchmark.scanner..")
                .check(CLASSES);
    }

    @Test
    void only_the_launcher_knows_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.touchmark.network.launcher..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void the_databases_stay_behind_the_ledger_and_the_authority() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.touchmark.network.ledger..", "org.touchmark.network.ca..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void the_parts_can_be_read_without_the_whole() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.touchmark.network.embedded..",
                        "org.touchmark.network.machine..",
                        "org.touchmark.network.fabric..",
                        "org.touchmark.network.compose..",
                        "org.touchmark.network.launcher..",
                        "org.touchmark.network.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.touchmark.network.embedded..",
                        "org.touchmark.network.machine..",
                        "org.touchmark.network.fabric..",
                        "org.touchmark.network.compose..",
                        "org.touchmark.network.launcher..",
                        "org.touchmark.network.junit..")
                .check(CLASSES);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
