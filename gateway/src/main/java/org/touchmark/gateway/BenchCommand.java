package org.touchmark.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.bench.Benchmark;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.GatewayConfig;
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
        description = "Measure the running ledger: hand-offs at 1, 20 and 200 in flight, answers, reads, blocks,"
                + " registrations."
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
            defaultValue = "HAND_OFFS,ANSWERS,READS,BLOCKS,REGISTRATIONS",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all of them).")
    private Set<Benchmark.Work> works = EnumSet.allOf(Benchmark.Work.class);

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long each row of hand-offs and answers takes (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Connection connection = Connection.read(parent.connection());
        StateFolder state = new StateFolder(parent.state());
        GatewayConfig config = GatewayConfig.read(state.gatewayFile());
        GatewayConfig.HostedParty first = config.parties().get(0);
        Path roots = parent.connection().toAbsolutePath().resolveSibling("roots.json");
        PrintWriter out = spec.commandLine().getOut();
        try (FabricLedger ledger = FabricLedger.open(
                connection, Deadlines.STANDARD, Signatory.read(first.msp(), first.identity()), first.gln())) {
            Members members = Members.load(config, ledger);
            Benchmark.Parts parts = new Benchmark.Parts(
                    named(members, brand),
                    named(members, receiver),
                    Gtin.parse(gtin),
                    new BatchFolders(state.batches()),
                    connection,
                    PinnedRoots.parse(Files.readString(roots)),
                    ledger::replay,
                    Clock.systemUTC());
            new Benchmark(parts, line -> {
                        out.println(line);
                        out.flush();
                    })
                    .run(works, Duration.ofSeconds(seconds));
        }
        return 0;
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
