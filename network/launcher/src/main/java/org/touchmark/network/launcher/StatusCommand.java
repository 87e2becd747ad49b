package org.touchmark.network.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Shows every node: organisation, port, health, ledger height, memory now and at most.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every node is up", "1:a node is not up", "3:no network runs"})
final class StatusCommand implements Callable<Integer> {
    static final int NOT_RUNNING = 3;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TITLES =
            List.of("NODE", "KIND", "ORGANISATION", "PORT", "HEALTH", "HEIGHT", "MEMORY", "PEAK");

    @Mixin
    private StateOption state = new StateOption();

    @Option(names = "--json", description = "Answers for programs.")
    private boolean json;

    @Mixin
    private CommandOutput output = new CommandOutput();

    @Override
    public Integer call() throws Exception {
        StateFolder folder = state.folder();
        Optional<StateFolder.Running> running = folder.running();
        if (running.isEmpty()) {
            output.error(
                    folder.starting().isPresent()
                            ? "The network in " + folder.root() + " is starting; network/up says how far it is."
                            : "No network runs in " + folder.root() + ". Start one with network/up.");
            return NOT_RUNNING;
        }
        NetworkStatus status = OperationsClient.status(running.get());
        if (json) {
            output.line(JSON.writeValueAsString(status));
        } else {
            print(status);
        }
        return status.healthy() ? 0 : 1;
    }

    private void print(NetworkStatus status) {
        List<List<String>> rows =
                status.nodes().stream().map(StatusCommand::row).toList();
        int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> Math.max(
                        TITLES.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
        output.line(line(TITLES, widths));
        rows.forEach(row -> output.line(line(row, widths)));
        output.line("Nodes with the same memory share one process.");
        status.warnings().forEach(warning -> output.line("Warning: " + warning));
    }

    private static List<String> row(NodeStatus node) {
        return List.of(
                node.name(),
                node.kind(),
                node.organisation(),
                Integer.toString(node.port()),
                node.health(),
                node.height() == null ? "-" : node.height().toString(),
                megabytes(node.memory()),
                megabytes(node.peakMemory()));
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null ? "-" : String.format(Locale.ROOT, "%d MB", bytes / 1_000_000);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
