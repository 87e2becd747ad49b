package org.touchmark.domain.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.PermissionMatrix;
import org.touchmark.domain.fixture.Transcript;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.party.Role;

/** Every function, allowed and refused, gives the same bytes on every Java, in every locale, with every hash seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DeterminismAcrossJvmsTest {
    /** Other Java homes, separated as paths are; without it the usual folders of an operating system are searched. */
    private static final String JDKS = "TOUCHMARK_JDKS";

    private static final List<Path> USUAL = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"));

    private static final int SECONDS = 60;

    @TempDir
    static Path folder;

    private static Path transcript;
    private static String expected;

    @BeforeAll
    static void record() throws IOException {
        DomainDesk desk = new DomainDesk(new MemoryLedger());
        World world = World.found(desk);
        desk.submit(
                world.brand(),
                Together.NAME,
                Together.argument(List.of(offer(world, "together00000001"), offer(world, "together00000002"))));
        new PermissionMatrix(world).walk();
        transcript = folder.resolve("transcript.jsonl");
        Transcript.write(transcript, desk.invocations());
        expected = Transcript.run(desk.invocations());
    }

    private static Together.OneCall offer(World world, String operation) {
        return new Together.OneCall(
                "custody:Offer",
                List.of(
                        operation,
                        world.offerJson(
                                world.brand(),
                                world.party(Role.DISTRIBUTOR),
                                World.goods(world.freshUnit()),
                                Duration.ofDays(1))));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void one_transcript_gives_one_hash(int version) throws IOException, InterruptedException {
        Optional<Path> home = homes().filter(each -> version(each) == version).findFirst();
        assumeThat(home)
                .as("no Java %d in %s nor in %s: this was not tried", version, JDKS, USUAL)
                .isPresent();

        assertThat(run(home.get(), "-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu"))
                .isEqualTo(expected);
        assertThat(run(
                        home.get(),
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-Dfile.encoding=ISO-8859-1",
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=2"))
                .isEqualTo(expected);
    }

    private static String run(Path home, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(home.resolve("bin").resolve("java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classes, Transcript.class.getName(), transcript.toString()));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as("%s", lines).isZero();
        return lines.get(lines.size() - 1);
    }

    private static Stream<Path> homes() {
        String named = System.getenv(JDKS);
        Stream<Path> others = named != null
                ? Stream.of(named.split(File.pathSeparator, -1)).map(Path::of)
                : USUAL.stream().flatMap(DeterminismAcrossJvmsTest::children);
        return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), others);
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children
                    .sorted()
                    .flatMap(child -> Stream.of(child, child.resolve("Contents").resolve("Home")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The major version of a Java home; 0 where there is none. */
    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(release, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceAll("JAVA_VERSION=\"([0-9]+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
