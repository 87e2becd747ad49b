package org.touchmark.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.bench.BaselineRows;
import org.touchmark.gateway.bench.Report;
import org.touchmark.gateway.bench.Row;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.EnrolledParty;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Signatory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints what bench's ratios are to. */
@Command(
        name = "baseline",
        description = "Measure one key and one transaction a serial, on a network that was started with"
                + " --chaincode chaincode/contract/target/contract-tests.jar. gateway/compare does all of it.",
        mixinStandardHelpOptions = true)
final class BaselineCommand implements Callable<Integer> {
    @ParentCommand
    private GatewayCommand parent = new GatewayCommand();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long each row takes (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the rows for programs.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Connection connection = Connection.read(parent.connection());
        EnrolledParty first = connection.parties().get(0);
        Signatory signatory = Signatory.read(first.msp(), first.identity());
        PrintWriter out = spec.commandLine().getOut();
        try (FabricLedger ledger = FabricLedger.open(connection, Deadlines.STANDARD, signatory, first.gln())) {
            List<Row> rows = new BaselineRows(ledger, ledger.as(signatory)).run(Duration.ofSeconds(seconds), line -> {
                out.println(line);
                out.flush();
            });
            if (json != null) {
                new Report(connection.ledger(), rows).write(json);
            }
        }
        return 0;
    }
}
