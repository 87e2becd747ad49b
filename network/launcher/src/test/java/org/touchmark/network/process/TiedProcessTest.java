package org.touchmark.network.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.testing.Eventually;

/** Programs that do not watch their standard input, and yet end with their launcher. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TiedProcessTest {
    @TempDir
    Path folder;

    @Test
    void a_program_is_killed_when_its_launcher_lets_go_of_the_pipe() throws Exception {
        Process process = start("sleep", "300");
        try {
            Eventually.await(
                    "the process is the program's own, not a shell's",
                    () -> commandOf(process).endsWith("sleep"));
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_paused_program_is_killed_too() throws Exception {
        Process process = start("sleep", "300");
        try {
            Eventually.await("the program runs", () -> commandOf(process).endsWith("sleep"));
            assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void what_the_program_has_started_is_killed_with_it() throws Exception {
        Process process = start("sh", "-c", "sh -c 'sleep 301; true'; true");
        try {
            Eventually.await(
                    "the program has children of children",
                    () -> sleepers(process).size() == 1);
            ProcessHandle sleeper = sleepers(process).get(0);
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Eventually.await("the last of them ends", () -> !sleeper.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<ProcessHandle> sleepers(Process process) {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("sleep"))
                .toList();
    }

    @Test
    void nothing_is_left_of_a_program_that_ends_by_itself() throws Exception {
        Process process = start("sh", "-c", "exit 7");
        List<ProcessHandle> children = process.descendants().toList();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
        Eventually.await("its watcher ends", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Process start(String... arguments) throws Exception {
        ChildProcess.Command command = new ChildProcess.Command(
                        "a program", List.of(arguments), Map.of(), 0, folder, folder.resolve("log"))
                .tiedToLauncher();
        return new ProcessBuilder(command.arguments())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private static String commandOf(Process process) {
        return process.info().command().orElse("");
    }
}
