package org.touchmark.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's shape: the JDK, jspecify and itself, in packages without cycles. */
@AnalyzeClasses(packages = "org.touchmark.domain", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** Fewer classes than this mean that the rules below looked at nothing. */
    private static final int FLOOR = 70;

    // javax.crypto and javax.security are the JDK's own (module java.base).
    @ArchTest
    static final ArchRule depends_on_the_jdk_and_jspecify_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "javax.security.auth.x500..",
                    "org.jspecify..",
                    "org.touchmark.domain..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("org.touchmark.domain.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule prints_nothing = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static void sees_the_module(JavaClasses seen) {
        assertThat(seen.size()).isGreaterThanOrEqualTo(FLOOR);
    }
}
