package org.touchmark.network.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind the scripts {@code network/up}, {@code down}, {@code status} and {@code logs}. */
@Command(
        name = "network",
        description = "Starts, stops and shows the ledger that Touchmark runs against.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            NodeCommand.class,
            ChannelCommand.class,
            PackageCommand.class,
            EnvironmentCommand.class,
            ComposeCommand.class,
            DeployCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "touchmark 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class NetworkCommand {
    private NetworkCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new NetworkCommand()).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            String message = failure.getMessage();
            commandLine.getErr().println(message == null || message.isBlank() ? failure.toString() : message);
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
