package org.touchmark.network.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompilerDirectivesTest {
    @TempDir
    private Path folder;

    @Test
    void a_JVM_takes_them() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(CompilerDirectives.flags(CompilerDirectives.write(folder).toString()));
        command.add("-version");

        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(jvm.exitValue()).as(said).isZero();
        assertThat(said).contains("2 compiler directives added");
    }

    @Test
    void servers_that_start_at_once_find_one_file() {
        IntStream.range(0, 16).parallel().forEach(i -> CompilerDirectives.write(folder));

        assertThat(folder.toFile().list()).containsExactly(CompilerDirectives.FILE);
    }
}
