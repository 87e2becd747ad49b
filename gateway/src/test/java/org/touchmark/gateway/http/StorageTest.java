package org.touchmark.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.touchmark.gateway.support.TestConsortium.GTIN;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.ledger.Invocation;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** The gateway's own disk is full, or what it keeps is taken away. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StorageTest {
    private static final String SERIALS =
            "serial\n" + IntStream.range(0, 100_000).mapToObj(i -> "S" + i).collect(Collectors.joining("\n"));

    @TempDir
    private Path folder;

    private RulesLedger ledger;

    private TestGateway start(Path state) throws IOException {
        TestConsortium consortium = TestConsortium.create(folder);
        ledger = new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC());
        return TestGateway.start(consortium.connection(), consortium.roots(), ledger, state, Clock.systemUTC());
    }

    private static HttpResponse<byte[]> register(TestGateway gateway, String lot) {
        return gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot, SERIALS);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static void fill(Path file) throws IOException {
        byte[] some = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 10_000; i++) {
                out.write(some);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    /** A disk of four megabytes, which only root can make. */
    @Test
    void a_full_disk_is_a_507_that_says_what_to_do_and_ends_when_there_is_room() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()),
                "a small disk can't be mounted here");
        try (TestGateway gateway = start(disk.resolve("state"))) {
            Path filler = disk.resolve("filler");
            fill(filler);
            long before = ledger.height();

            HttpResponse<byte[]> full = register(gateway, "FULL");

            assertThat(full.statusCode()).isEqualTo(507);
            assertThat(json(full).path("code").asText()).isEqualTo("DISK_FULL");
            assertThat(json(full).path("detail").asText()).contains("nothing was registered", "makes room");
            assertThat(ledger.height()).isEqualTo(before);
            assertThat(gateway.get("", "/healthz").statusCode()).isEqualTo(200);
            HttpResponse<byte[]> key = gateway.post("aurelia", "/api/v1/label-keys", "");
            assertThat(key.statusCode()).isEqualTo(507);

            Files.delete(filler);
            assertThat(last(register(gateway, "FULL")).path("event").asText()).isEqualTo("done");
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file can not be deleted there")
    void serials_that_are_taken_away_while_they_are_registered_leave_the_batch_open() throws IOException {
        try (TestGateway gateway = start(folder.resolve("state"))) {
            AtomicBoolean taken = new AtomicBoolean();
            ledger.failWhere(call -> {
                if (isPages(call) && taken.compareAndSet(false, true)) {
                    delete(gateway.folder().resolve("batches"));
                }
                return false;
            });

            JsonNode end = last(register(gateway, "GONE"));

            assertThat(taken).isTrue();
            assertThat(end.path("event").asText()).isEqualTo("error");
            assertThat(end.path("problem").path("code").asText()).isEqualTo("SERIALS_GONE");
            assertThat(gateway.getJson("aurelia", "/api/v1/batches/" + GTIN + "/GONE")
                            .path("state")
                            .asText())
                    .isEqualTo("OPEN");
        }
    }

    private static boolean isPages(Invocation call) {
        return call.function().equals("batch:AddPages");
    }

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
