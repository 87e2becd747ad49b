package org.touchmark.scanner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.network.launcher.NetworkCommand;

/** Runs {@code scanner-cli/touchmark demo} as a shell does: on free ports, in a state folder whose path has a space. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DemoIT {

    private static final Path ROOT = Path.of(System.getProperty("touchmark.root"));
    private static final long DEADLINE_MINUTES = 5;
    private static final Pattern PAGE = Pattern.compile("^ +(http://localhost:\\d+/01/\\S+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private Path state;
    private Path topology;
    private int port;
    private Set<Long> before;

    @BeforeEach
    void prepare() throws IOException {
        before = processes();
        state = Files.createDirectories(folder.resolve("a state folder"));
        topology = Files.writeString(
                folder.resolve("topology.yaml"), defaultTopology().replaceAll("port: \\d+", "port: 0"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private static String defaultTopology() throws IOException {
        try (InputStream file =
                NetworkCommand.class.getResourceAsStream("/org/touchmark/network/topology/embedded.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterEach
    void nothing_is_left_running() throws Exception {
        try {
            assertThat(left()).as("processes that the demo left behind").isEmpty();
        } finally {
            Run stop = start("demo", "--stop").ended();
            assertThat(stop.exit()).as(stop.text()).isZero();
        }
    }

    /** Programs of this checkout, by their command lines. */
    private static Set<Long> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(ROOT + "/"))
                .filter(process -> Stream.of("network.jar", "gateway.jar", "contract.jar", "touchmark.jar")
                        .anyMatch(jar -> process.info().commandLine().orElse("").contains(jar)))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private Set<Long> left() {
        Set<Long> now = processes();
        now.removeAll(before);
        return now;
    }

    /** What a run said, and how it ended. */
    private record Run(int exit, String text) {}

    /** A run that goes on; its words are kept as they come. */
    private record Running(Process process, List<String> lines, CompletableFuture<Void> read, CountDownLatch cue) {

        String text() {
            return String.join("\n", lines);
        }

        Run ended() throws Exception {
            if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            read.get(1, TimeUnit.MINUTES);
            return new Run(process.exitValue(), text());
        }
    }

    private Running start(String... arguments) throws IOException {
        return startUntil("\u0000", arguments);
    }

    /** Starts the command; the cue falls when a line begins with these words. */
    private Running startUntil(String words, String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(ROOT.resolve("scanner-cli/touchmark").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TOUCHMARK_STATE", state.toString());
        Process process = builder.start();
        List<String> said = new CopyOnWriteArrayList<>();
        CountDownLatch cue = new CountDownLatch(1);
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.add(line);
                    if (line.startsWith(words)) {
                        cue.countDown();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new Running(process, said, read, cue);
    }

    private String[] demo(String... more) {
        return Stream.concat(
                        Stream.of("demo", "--port", Integer.toString(port), "--topology", topology.toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void told_to_its_end_it_shows_the_three_answers_and_leaves_nothing() throws Exception {
        Run run = start(demo("--exit")).ended();
        assertThat(run.exit()).as(run.text()).isZero();
        assertThat(run.text().lines().filter(line -> line.matches("\\W*(GENUINE|FORGED LABEL)")))
                .as(run.text())
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("GENUINE"),
                        second -> assertThat(second).endsWith("FORGED LABEL"),
                        third -> assertThat(third).endsWith("FORGED LABEL"));
        assertThat(run.text())
                .contains("now with Corner Watch Shop", "one operator", "The three answers are what they should be");
        assertThat(left()).isEmpty();
    }

    @Test
    void cut_half_way_it_goes_on_and_leaves_its_page_open_until_it_is_stopped() throws Exception {
        Running cut = startUntil("[4/7]", demo("--exit"));
        assertThat(cut.cue().await(DEADLINE_MINUTES, TimeUnit.MINUTES))
                .as(cut.text())
                .isTrue();
        // By its handle: the process itself would close our end of its output too.
        cut.process().toHandle().destroy();
        assertThat(cut.ended().exit()).isNotZero();
        assertThat(left()).as("processes after the cut").isEmpty();

        Run open = start(demo()).ended();
        assertThat(open.exit()).as(open.text()).isZero();
        Matcher page = PAGE.matcher(open.text());
        assertThat(page.find()).as(open.text()).isTrue();
        assertThat(get(page.group(1))).contains("<html").contains("Genuine");

        Run again = start(demo()).ended();
        assertThat(again.exit()).as(again.text()).isZero();
        assertThat(again.text()).contains("is registered already", "signed by both already", "was running already");

        Path genuine = state.resolve("demo/labels/genuine.png");
        Run scan = start("scan", "--gateway", "http://localhost:" + port, genuine.toString())
                .ended();
        assertThat(scan.exit()).as(scan.text()).isZero();
        assertThatAPalletIsUnpackedAndEachUnitKnowsItsWay();

        Run stop = start("demo", "--stop").ended();
        assertThat(stop.exit()).as(stop.text()).isZero();
        Run unanswered = start("scan", "--gateway", "http://localhost:" + port, genuine.toString())
                .ended();
        assertThat(unanswered.exit()).as(unanswered.text()).isEqualTo(13);
    }

    /** What happens at docks, by commands alone, with the demo's ledger and parties. */
    private void assertThatAPalletIsUnpackedAndEachUnitKnowsItsWay() throws Exception {
        Cast cast = Cast.read(state.resolve("network/connection.json"));
        Sscc first = Sscc.ofNumber(Long.parseLong(
                "1" + cast.prefix() + "0".repeat(16 - cast.prefix().length())));
        String box = Sscc.ofNumber(first.number() + 3).digits();
        String pallet = Sscc.ofNumber(first.number() + 20).digits();
        Path serials = Files.writeString(
                folder.resolve("serials.csv"),
                IntStream.range(0, 240)
                        .mapToObj("DOCK-%03d"::formatted)
                        .collect(Collectors.joining("\n", "serial\n", "")));
        String[] batch = {"--gtin", cast.watch().digits(), "--lot", "DOCK"};

        as(
                "aurelia",
                batch,
                "register",
                serials.toString(),
                "--cases-of",
                "12",
                "--pallets-of",
                "10",
                "--first-sscc",
                first.digits());
        handOver("aurelia", "meridian", cast.carrier(), pallet);
        assertThat(run("meridian", new String[] {}, "container", "unseal", box))
                .as("a case on a pallet is not opened before it is taken off it")
                .satisfies(refused -> assertThat(refused.exit()).isEqualTo(14))
                .satisfies(refused -> assertThat(refused.text()).contains("IN_CONTAINER"));
        as("meridian", new String[] {}, "container", "unseal", pallet);
        as("meridian", new String[] {}, "unpack", pallet, "--container", box);
        assertThat(as("corner", new String[] {}, "container", "show", box))
                .contains("with " + cast.carrier().gln(), "holds 12 units");
        handOver("meridian", "corner", cast.shop(), box);

        as("aurelia", batch, "labels", "--yes", "--serial", "DOCK-041", "--out", folder.toString());
        Run scan = start(
                        "scan",
                        "--gateway",
                        "http://localhost:" + port,
                        folder.resolve("DOCK-041.png").toString())
                .ended();
        assertThat(scan.exit()).as(scan.text()).isZero();
        assertThat(scan.text().replaceAll("\\s+", " "))
                .contains(
                        "Its brand signed that it packed this unit in case " + box + ", on pallet " + pallet
                                + ". [proved]",
                        "Meridian Logistics, in case " + box + ", on pallet " + pallet,
                        "Corner Watch Shop, in container " + box,
                        "now with Corner Watch Shop");
    }

    private void handOver(String from, String to, Cast.Player receiver, String container) throws Exception {
        String offered =
                as(from, new String[] {}, "offer", "--to", receiver.gln().digits(), "--container", container, "--json");
        String id = new ObjectMapper().readTree(offered).path("id").asText();
        assertThat(as(to, new String[] {}, "accept", id)).contains("1 container is now held by " + receiver.gln());
    }

    /** Runs a command as a party; it must be done. */
    private String as(String party, String[] options, String... words) throws Exception {
        Run run = run(party, options, words);
        assertThat(run.exit()).as(run.text()).isZero();
        return run.text();
    }

    /** Runs a command as a party. */
    private Run run(String party, String[] options, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(options));
        all.addAll(List.of("--gateway", "http://localhost:" + port, "--token-file"));
        all.add(state.resolve("gateway/tokens").resolve(party).toString());
        return start(all.toArray(String[]::new)).ended();
    }

    private static String get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Accept", "text/html")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
