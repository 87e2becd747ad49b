package org.touchmark.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.touchmark.gateway");

    @Test
    void the_rules_see_the_module() {
        assertThat(CLASSES.size()).isGreaterThan(60);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.touchmark.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void the_gateway_depends_on_the_domain_and_no_other_module() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.touchmark.network..", "org.touchmark.contract..", "org.touchmark.scanner..")
                .check(CLASSES);
    }

    @Test
    void only_the_ledger_package_knows_fabric() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.touchmark.gateway.ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hyperledger..", "io.grpc..")
                .check(CLASSES);
    }

    /** Whoever needs a ledger takes what the connection file names: its kind is for people to read, never to branch on. */
    @Test
    void nothing_asks_which_kind_of_ledger_it_runs_on() throws IOException {
        Path root = Path.of(System.getProperty("touchmark.root", ".."));
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("gateway", "scanner-cli", "chaincode/contract", "chaincode/domain")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources)
                .hasSizeGreaterThan(200)
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("\"fabric\"", "\"embedded\""));
    }

    @Test
    void only_the_http_package_knows_the_server() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.touchmark.gateway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES.that(DescribedPredicate.describe(
                "are not the command that watches its standard input",
                type -> !type.getSimpleName().equals("ServeCommand"))));
    }
}
