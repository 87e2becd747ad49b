package org.touchmark.network.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.embedded.EmbeddedPeer;
import org.touchmark.network.testing.PackageTable;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.nodes.TestNetwork;
import org.touchmark.network.testing.processes.Programs;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.validation.ChainRules;

/** The shape of this module, and of the four together. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses CLASSES = PackageTable.module(NetworkExtension.class);

    private static final Map<String, JavaClasses> MODULES = Map.of(
            "protocol", PackageTable.module(ChainRules.class),
            "embedded", PackageTable.module(EmbeddedPeer.class),
            "launcher", PackageTable.module(Topology.class),
            "testkit", CLASSES);

    @Test
    void packages_call_those_that_the_readme_names() throws Exception {
        assertThat(PackageTable.found(CLASSES)).containsExactlyElementsOf(PackageTable.written("testkit"));
    }

    @Test
    void no_package_is_in_two_modules() {
        Map<String, String> modules = new HashMap<>();
        MODULES.forEach((module, classes) -> {
            for (JavaClass member : classes) {
                assertThat(modules.computeIfAbsent(member.getPackageName(), name -> module))
                        .as("the module of %s", member.getPackageName())
                        .isEqualTo(module);
            }
        });
        assertThat(modules).hasSizeGreaterThan(20);
    }

    @Test
    void tests_that_may_be_skipped_stand_where_they_are_counted() {
        for (Class<?> fixture : List.of(TestConsortium.class, TestNetwork.class, Programs.class)) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Assumptions.class)
                    .check(PackageTable.module(fixture));
        }
    }

    @Test
    void the_network_depends_on_the_domain_and_no_other_module() {
        MODULES.values()
                .forEach(classes -> noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.touchmark.gateway..", "org.touchmark.contract..", "org.touchmark.scanner..")
                        .check(classes));
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
