package org.touchmark.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.bench.Goals;
import org.touchmark.gateway.bench.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints which goals were met. */
@Command(
        name = "goals",
        description = "Print which goals the reports of bench --json meet.",
        mixinStandardHelpOptions = true)
final class GoalsCommand implements Callable<Integer> {
    private static final double RAFT_SERIALS_A_SECOND = 400_000;
    private static final double BFT_SERIALS_A_SECOND = 200_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--embedded", paramLabel = "FILE", description = "The report of the embedded ledger.")
    private @Nullable Path embedded;

    @Option(names = "--raft", paramLabel = "FILE", description = "The report of Fabric with one Raft orderer.")
    private @Nullable Path raft;

    @Option(names = "--bft", paramLabel = "FILE", description = "The report of Fabric with BFT orderers.")
    private @Nullable Path bft;

    @Option(names = "--json", description = "Answers for programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        List<Goals.Goal> goals = new ArrayList<>();
        List<Report> slow = new ArrayList<>();
        if (raft != null) {
            slow.add(Report.read(raft));
            goals.addAll(Goals.of(slow.get(0), RAFT_SERIALS_A_SECOND));
        }
        if (bft != null) {
            slow.add(Report.read(bft));
            goals.addAll(Goals.of(slow.get(slow.size() - 1), BFT_SERIALS_A_SECOND));
        }
        if (embedded != null) {
            Report fast = Report.read(embedded);
            slow.forEach(report -> Goals.fiveTimes(fast, report).ifPresent(goals::add));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(goals));
        } else {
            goals.forEach(goal -> out.printf(
                    "%-12s %-56s %-46s %s%n",
                    goal.ledger(), goal.goal(), goal.figure(), goal.met() ? "met" : "NOT MET"));
        }
        out.flush();
        return 0;
    }
}
