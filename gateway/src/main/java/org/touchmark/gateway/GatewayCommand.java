package org.touchmark.gateway;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The gateway's programs. Exit codes: 0 done, 1 unexpected, 2 usage or configuration, 13 the ledger does not answer, 14 its
 * rules refuse.
 */
@Command(
        name = "gateway",
        description = "The HTTP gateway of the parties whose keys it holds.",
        subcommands = {
            AdmitCommand.class,
            BaselineCommand.class,
            BenchCommand.class,
            FloodCommand.class,
            GoalsCommand.class,
            PartyCommand.class,
            ServeCommand.class,
            TokenCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "0.1.0")
public final class GatewayCommand {

    @Option(
            names = "--connection",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:TOUCHMARK_STATE:-.touchmark}/network/connection.json",
            description = "The ledger's connection file (default: ${DEFAULT-VALUE}).")
    private Path connection = Path.of("");

    @Option(
            names = "--state",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:TOUCHMARK_STATE:-.touchmark}/gateway",
            description = "The gateway's own folder: tokens, label keys, lists of serials (default: ${DEFAULT-VALUE}).")
    private Path state = Path.of("");

    /**
     * Runs a program.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GatewayCommand())
                .setParameterExceptionHandler(CommandFailures::usage)
                .setExecutionExceptionHandler(CommandFailures::execution);
    }

    Path connection() {
        return connection;
    }

    Path state() {
        return state;
    }
}
