package org.touchmark.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** The module's shape: a translation between the shim and the domain, and nothing else. */
@AnalyzeClasses(packages = "org.touchmark.contract", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** Fewer classes than this mean that the rules below looked at nothing. */
    private static final int FLOOR = 8;

    @ArchTest
    static final ArchRule depends_on_domain_shim_jspecify_and_bouncy_castle_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.bouncycastle..",
                    "org.hyperledger.fabric..",
                    "io.grpc.stub..",
                    "com.google.protobuf..",
                    "org.touchmark.domain..",
                    "org.touchmark.contract..");

    @ArchTest
    static final ArchRule only_the_server_prints =
            noClasses().that().doNotHaveSimpleName("ContractServer").should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static void sees_the_module(JavaClasses seen) {
        assertThat(seen.size()).isGreaterThanOrEqualTo(FLOOR);
    }
}
