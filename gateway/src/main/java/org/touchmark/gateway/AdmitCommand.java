package org.touchmark.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.touchmark.gateway.admission.Admitter;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.Signatory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sets the consortium up; done again, it does what is missing. */
@Command(
        name = "admit",
        description = "Found the consortium, admit its parties by the organisations' votes, register label keys, make"
                + " tokens. For one operator who holds every organisation's admin key. Done again, it does what is"
                + " missing.",
        mixinStandardHelpOptions = true)
final class AdmitCommand implements Callable<Integer> {
    @ParentCommand
    private GatewayCommand parent = new GatewayCommand();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Connection connection = Connection.read(parent.connection());
        if (connection.parties().isEmpty()) {
            throw new ConfigException(parent.connection() + ": lists no party to admit");
        }
        StateFolder state = new StateFolder(parent.state());
        Connection.EnrolledParty first = connection.parties().get(0);
        Signatory prober = Signatory.read(first.msp(), first.identity());
        try (Ledger ledger = FabricLedger.open(connection, Deadlines.STANDARD, prober, first.gln())) {
            new Admitter(connection, state, ledger, Clock.systemUTC(), line -> {
                        out.println(line);
                        out.flush();
                    })
                    .run();
        }
        out.println("tokens are in " + state.root().resolve("tokens"));
        out.flush();
        return 0;
    }
}
