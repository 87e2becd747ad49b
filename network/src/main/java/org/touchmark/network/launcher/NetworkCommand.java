package org.touchmark.network.launcher;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind the scripts {@code network/up}, {@code down}, {@code status} and {@code logs}. */
@Command(
        name = "network",
        description = "Starts, stops and shows the ledger that Touchmark runs against.",
        mixinStandardHelpOptions = true,
        version = "touchmark 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class NetworkCommand {
    private static final List<String> COMMANDS = List.of("up", "down", "serve", "status", "logs", "help");

    private NetworkCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** Knows the one command that is asked for: to read the annotations of all takes longer than to run most. */
    private static CommandLine commandLine(String... args) {
        CommandLine commandLine = new CommandLine(new NetworkCommand());
        String asked = args.length == 0 ? "" : args[0];
        for (String name : COMMANDS.contains(asked) && !asked.equals("help") ? List.of(asked) : COMMANDS) {
            commandLine.addSubcommand(name, command(name));
        }
        return commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            String message = failure.getMessage();
            failed.getErr().println(message == null || message.isBlank() ? failure.toString() : message);
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    private static Object command(String name) {
        return switch (name) {
            case "up" -> new UpCommand();
            case "down" -> new DownCommand();
            case "serve" -> new ServeCommand();
            case "status" -> new StatusCommand();
            case "logs" -> new LogsCommand();
            default -> new CommandLine.HelpCommand();
        };
    }
}
