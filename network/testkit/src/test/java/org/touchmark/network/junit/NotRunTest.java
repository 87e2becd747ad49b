package org.touchmark.network.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs classes that can not run here, as a build does, and reads what the report says of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotRunTest {
    private static final String ROOT = "touchmark.root";

    @TempDir
    Path root;

    private String before;

    @BeforeEach
    void move() {
        before = System.getProperty(ROOT);
        System.setProperty(ROOT, root.toString());
    }

    @AfterEach
    void moveBack() {
        if (before == null) {
            System.clearProperty(ROOT);
        } else {
            System.setProperty(ROOT, before);
        }
    }

    private List<String> reportOf(Class<?> tests) throws Exception {
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(tests))
                        .build());
        Path notes = root.resolve("target").resolve("run-report");
        if (!Files.exists(notes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(notes)) {
            return files.sorted().flatMap(NotRunTest::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_class_that_can_not_begin_is_counted_with_all_that_is_in_it() throws Exception {
        assertThat(reportOf(WithoutItsProgram.class))
                .containsExactly("not run: 4 tests of NotRunTest$WithoutItsProgram: Fabric's program peer is missing.");
    }

    @Test
    void tests_that_can_not_begin_are_counted_by_their_reason() throws Exception {
        assertThat(reportOf(WithoutSomePrograms.class))
                .containsExactly(
                        "not run: 1 test of NotRunTest$WithoutSomePrograms: orderer is missing",
                        "not run: 2 tests of NotRunTest$WithoutSomePrograms: peer is missing");
    }

    @Test
    void a_class_that_runs_is_not_mentioned() throws Exception {
        assertThat(reportOf(WithAll.class)).isEmpty();
    }

    static class WithoutItsProgram {
        @BeforeAll
        static void look() {
            Assumptions.abort("Fabric's program peer is missing.\nInstall it.");
        }

        @Test
        void one() {
            fail("must not run");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void many(int number) {
            fail("must not run " + number);
        }

        @Nested
        class Inner {
            @Test
            void first() {
                fail("must not run");
            }

            @Test
            void second() {
                fail("must not run");
            }
        }
    }

    static class WithoutSomePrograms {
        @Test
        void one() {
            Assumptions.abort("peer is missing");
        }

        @Test
        void other() {
            Assumptions.abort("peer is missing");
        }

        @Test
        void third() {
            // Run by the test above only; unlike abort, this puts words of JUnit's before the reason.
            Assumptions.assumeTrue(false, "orderer is missing");
        }
    }

    static class WithAll {
        @Test
        void runs() {
            assertThat(ROOT).isNotEmpty();
        }
    }
}
