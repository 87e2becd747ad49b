package org.touchmark.network.launcher;

import java.util.concurrent.Callable;
import org.touchmark.network.fabric.CommandEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "environment",
        description = "Prints, for a shell, what Fabric's own commands need: eval \"$(network/environment NAME)\".")
final class EnvironmentCommand implements Callable<Integer> {
    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private CommandOutput output = new CommandOutput();

    @Parameters(
            paramLabel = "NAME",
            description = "An organisation's slug, to act as its administrator (peer, fabric-ca-client); or an"
                    + " orderer's name, to administer it (osnadmin).")
    private String name = "";

    @Override
    public Integer call() throws Exception {
        new CommandEnvironment(state.folder().network())
                .of(name)
                .forEach((key, value) -> output.line("export %s=%s".formatted(key, quoted(value))));
        return 0;
    }

    /** As a POSIX shell takes it, whatever it holds. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
