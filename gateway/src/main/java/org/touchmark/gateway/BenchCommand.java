package org.touchmark.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.gateway.bench.Benchmark;
import org.touchmark.gateway.bench.Report;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.RootsFile;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.registration.BatchFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints how fast the ledger is. */
@Command(
        name = "bench",
        description =
                "Measure the running ledger: hand-offs of single units at 1, 20 and 200 in flight, of many at once"
                        + " and of pallets; answers, reads, blocks; registrations, and pages alone."
                        + " It writes batches and hand-offs, so use a ledger for this alone.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @ParentCommand
    private GatewayCommand parent = new GatewayCommand();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--brand", defaultValue = "aurelia", description = "Who registers (default: ${DEFAULT-VALUE}).")
    private String brand = "aurelia";

    @Option(
            names = "--receiver",
            defaultValue = "meridian",
            description = "To whom units are handed (default: ${DEFAULT-VALUE}).")
    private String receiver = "meridian";

    @Option(
            names = "--gtin",
            defaultValue = "09506000100104",
            description = "A trade item of the brand's (default: ${DEFAULT-VALUE}).")
    private String gtin = "09506000100104";

    @Option(
            names = "--only",
            split = ",",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all of them).")
    private Set<Benchmark.Work> works = EnumSet.allOf(Benchmark.Work.class);

    @Option(
            names = "--units",
            split = ",",
            defaultValue = "10000,100000,1000000",
            description =
                    "How many serials to register, in a batch each (default: ${DEFAULT-VALUE}; 10000000 at most).")
    private List<Integer> units = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "What the ratios are to: the report of gateway/run baseline on such a ledger.")
    private @Nullable Path baseline;

    @Option(
            names = "--name",
            description = "What the report calls this ledger (default: what its connection file says).")
    private @Nullable String name;

    @Option(
            names = "--peer-folder",
            paramLabel = "FOLDER",
            description = "Where a peer of this machine keeps its data, to tell what a unit takes of its disk.")
    private @Nullable Path peerFolder;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the report for programs.")
    private @Nullable Path json;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long each row of hand-offs and reads takes (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Connection connection = Connection.read(parent.connection());
        StateFolder state = new StateFolder(parent.state());
        GatewayConfig config = GatewayConfig.read(state.gatewayFile());
        GatewayConfig.HostedParty first = config.parties().get(0);
        PrintWriter out = spec.commandLine().getOut();
        try (FabricLedger ledger = FabricLedger.open(
                connection, Deadlines.STANDARD, Signatory.read(first.msp(), first.identity()), first.gln())) {
            Report report = new Benchmark(parts(state, connection, ledger, config), baseline(connection), line -> {
                        out.println(line);
                        out.flush();
                    })
                    .run(new Benchmark.Plan(works, Duration.ofSeconds(seconds), units));
            out.println("memory of this client at most: " + peakMemory());
            if (json != null) {
                new Report(name == null ? report.ledger() : name, report.rows()).write(json);
            }
        }
        return 0;
    }

    private Benchmark.Parts parts(StateFolder state, Connection connection, FabricLedger ledger, GatewayConfig config)
            throws IOException {
        Members members = Members.load(config, ledger);
        Path roots = parent.connection().toAbsolutePath().resolveSibling("roots.json");
        return new Benchmark.Parts(
                named(members, brand),
                named(members, receiver),
                Gtin.parse(gtin),
                new BatchFolders(state.batches()),
                connection,
                RootsFile.read(roots),
                ledger,
                Optional.ofNullable(peerFolder),
                Benchmark.freshTag(),
                Clock.systemUTC());
    }

    private Report baseline(Connection connection) {
        return baseline == null ? new Report(connection.ledger(), List.of()) : Report.read(baseline);
    }

    /** As Linux's proc file system tells it, in kilobytes; other systems have none. */
    private static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "not known";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("not known");
    }

    private static Member named(Members members, String slug) {
        return members.all().stream()
                .filter(member -> member.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new ConfigException("gateway.json has no party " + slug + "; it has "
                        + String.join(
                                ", ", members.all().stream().map(Member::slug).toList())));
    }
}
