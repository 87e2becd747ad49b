package org.touchmark.scanner;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileDescriptor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.scanner.console.Console;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {

    private static final int FLOOR = 50;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.touchmark.scanner");

    @Test
    void the_rules_see_the_module() {
        assertThat(CLASSES.size()).isGreaterThan(FLOOR);
    }

    @Test
    void of_the_project_only_the_domain_is_used() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.touchmark..")
                        .and(resideInAPackage("org.touchmark.scanner..")
                                .or(resideInAPackage("org.touchmark.domain.."))
                                .negate()))
                .check(CLASSES);
    }

    @Test
    void only_the_console_writes_to_the_terminal() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Console.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(FileDescriptor.class)
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.touchmark.scanner.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void pictures_are_decoded_without_knowing_what_they_mean() {
        noClasses()
                .that()
                .resideInAPackage("..scanner.picture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.touchmark.domain..", "java.net..", "org.touchmark.scanner.scan..")
                .check(CLASSES);
    }
}
