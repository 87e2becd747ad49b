package org.touchmark.network.validation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.testing.PackageTable;

/** The module's shape: bytes in, verdicts out; no store, no process, no server, no way to anybody. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses CLASSES = PackageTable.module(ChainRules.class);

    @Test
    void the_rules_see_the_module() {
        assertThat(CLASSES.size()).isGreaterThan(100);
    }

    @Test
    void packages_call_those_that_the_readme_names() throws Exception {
        assertThat(PackageTable.found(CLASSES)).containsExactlyElementsOf(PackageTable.written("protocol"));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.touchmark.network.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void it_rests_on_the_jdk_on_fabrics_messages_and_on_bouncy_castle() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.io",
                        "java.lang..",
                        "java.math",
                        "java.nio..",
                        "java.security..",
                        "java.time..",
                        "java.util..",
                        "javax.security.auth.x500",
                        "com.google.protobuf..",
                        "org.bouncycastle..",
                        "org.hyperledger.fabric.protos..",
                        "org.jspecify.annotations..",
                        "org.touchmark.network..")
                .check(CLASSES);
    }

    @Test
    void it_has_no_store() {
        noClasses()
                .that()
                // Reads an identity's certificate and key, and writes nothing.
                .doNotBelongToAnyOf(SigningIdentities.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.sql..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)")
                .check(CLASSES);
    }

    @Test
    void it_has_no_process_no_server_and_no_threads_of_its_own() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Process.*|Runtime|Thread)")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "java.net..", "javax.net..", "com.sun.net..")
                .check(CLASSES);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
