package org.touchmark.network.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints the last lines of a node's log.")
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private CommandOutput output = new CommandOutput();

    @Parameters(
            arity = "0..1",
            paramLabel = "NODE",
            description = "A node as network/status names it; without one, the logs that there are.")
    private @Nullable String node;

    @Option(names = "--lines", defaultValue = "100", description = "How many lines (default: ${DEFAULT-VALUE}).")
    private int lines = 100;

    @Override
    public Integer call() throws Exception {
        StateFolder folder = state.folder();
        List<String> logs = names(folder);
        if (node == null) {
            logs.forEach(output::line);
            return 0;
        }
        // A node that shares the ledger's process shares its log.
        boolean own = logs.contains(node);
        Path log = folder.logs().resolve(own ? node + ".log" : "network.log");
        if (!Files.exists(log)) {
            output.error("There is no log in " + folder.logs() + ": no network has run there.");
            return StatusCommand.NOT_RUNNING;
        }
        List<String> told;
        try (Stream<String> all = Files.lines(log)) {
            told = all.filter(line -> own || line.contains(node)).toList();
        }
        if (told.isEmpty()) {
            output.error("No line of " + log.getFileName() + " names " + node
                    + ": network/status lists the nodes, network/logs without a name the logs ("
                    + String.join(", ", logs)
                    + ").");
        }
        told.subList(Math.max(0, told.size() - lines), told.size()).forEach(output::line);
        return 0;
    }

    private static List<String> names(StateFolder folder) throws Exception {
        if (!Files.exists(folder.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.logs())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        }
    }
}
