package org.touchmark.network.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClassArchiveTest {
    private static final String WRITE = "-XX:ArchiveClassesAtExit=";
    private static final String READ = "-XX:SharedArchiveFile=";

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void make_a_program() throws IOException {
        jar = Files.writeString(folder.resolve("program.jar"), "classes");
        Files.createDirectory(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/library.jar"), "more classes");
    }

    @Test
    void only_a_jar_with_its_libraries_beside_it_fits() throws IOException {
        assertThat(ClassArchive.fits(jar)).isTrue();
        assertThat(ClassArchive.fits(folder)).isFalse();
        Files.delete(folder.resolve("lib/library.jar"));
        Files.delete(folder.resolve("lib"));
        assertThat(ClassArchive.fits(jar)).isFalse();
    }

    @Test
    void the_first_program_writes_and_those_beside_it_do_not() {
        assertThat(file(WRITE)).exists();
        assertThat(ClassArchive.flags(jar)).isEmpty();
    }

    @Test
    void what_a_program_wrote_is_read_by_all_that_follow() throws IOException {
        Path written = file(WRITE);
        Files.writeString(written, "an archive");

        Path read = file(READ);

        assertThat(read).hasContent("an archive").isNotEqualTo(written);
        assertThat(written).doesNotExist();
        assertThat(file(READ)).isEqualTo(read);
    }

    @Test
    void a_draft_that_was_not_finished_is_not_read_and_is_written_again_later() throws IOException {
        Path written = file(WRITE);
        Files.write(written, new byte[8192]);
        assertThat(ClassArchive.flags(jar)).isEmpty();

        Files.setLastModifiedTime(written, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        assertThat(file(WRITE)).isEqualTo(written).isEmptyFile();
    }

    @Test
    void another_build_of_the_program_or_of_a_library_has_another_archive() throws IOException {
        Files.writeString(file(WRITE), "an archive");
        Path first = file(READ);
        Files.writeString(folder.resolve("lib/library.jar"), "other classes altogether");

        Path second = file(WRITE);
        Files.writeString(second, "another archive");

        assertThat(file(READ)).hasContent("another archive");
        assertThat(first).doesNotExist();
    }

    @Test
    void where_nothing_can_be_written_a_program_starts_without() throws IOException {
        Files.delete(folder.resolve("lib/library.jar"));
        Files.delete(folder.resolve("lib"));

        assertThat(ClassArchive.flags(jar)).isEmpty();
    }

    private Path file(String flag) {
        List<String> flags = ClassArchive.flags(jar);
        return flags.stream()
                .flatMap(given -> given.startsWith(flag) ? Stream.of(given.substring(flag.length())) : Stream.empty())
                .map(Path::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + flag + " in " + flags));
    }
}
