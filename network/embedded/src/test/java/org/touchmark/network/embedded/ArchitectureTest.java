package org.touchmark.network.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.PackageTable;

/** The module's shape: nodes, which know nothing of topologies, of processes, of who starts them and of Touchmark. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses CLASSES = PackageTable.module(EmbeddedPeer.class);

    @Test
    void the_rules_see_the_module() {
        assertThat(CLASSES.size()).isGreaterThan(200);
    }

    @Test
    void packages_call_those_that_the_readme_names() throws Exception {
        assertThat(PackageTable.found(CLASSES)).containsExactlyElementsOf(PackageTable.written("embedded"));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.touchmark.network.(*)..")
                .should()
                .beFreeOfCycles()
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
    void no_node_starts_a_process() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Runtime.class)
                .check(CLASSES);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
