package org.touchmark.network.launcher;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind the scripts {@code network/up}, {@code down}, {@code status} and {@code logs}. */
@Command(
        name = "network",
        description = "Starts, stops and shows the ledger that Touchmark runs against.",
        mixinStandardHelpOptions = true,
        version = "touchmark " + NetworkCommand.VERSION,
        synopsisSubcommandLabel = "COMMAND")
public final class NetworkCommand {
    static final String VERSION = "0.1.0";

    private static final Map<String, Class<?>> COMMANDS = Map.ofEntries(
            Map.entry("up", UpCommand.class),
            Map.entry("down", DownCommand.class),
            Map.entry("serve", ServeCommand.class),
            Map.entry("status", StatusCommand.class),
            Map.entry("logs", LogsCommand.class),
            Map.entry("node", NodeCommand.class),
            Map.entry("channel", ChannelCommand.class),
            Map.entry("package", PackageCommand.class),
            Map.entry("environment", EnvironmentCommand.class),
            Map.entry("compose", ComposeCommand.class),
            Map.entry("deploy", DeployCommand.class));

    private NetworkCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** Knows the one command that is asked for: to read the annotations of all takes longer than to run most. */
    private static CommandLine commandLine(String... args) {
        CommandLine commandLine = new CommandLine(new NetworkCommand());
        Class<?> asked = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (asked != null) {
            return handled(commandLine.addSubcommand(asked));
        }
        new TreeMap<>(COMMANDS).values().forEach(commandLine::addSubcommand);
        return handled(commandLine.addSubcommand(CommandLine.HelpCommand.class));
    }

    private static CommandLine handled(CommandLine commandLine) {
        commandLine.setParameterExceptionHandler((failure, args) -> {
            CommandLine failed = failure.getCommandLine();
            failed.getErr().println(String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " "));
            failed.getErr().println(failed.getCommandSpec().qualifiedName() + " --help shows what it takes.");
            return CommandLine.ExitCode.USAGE;
        });
        return commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println(words(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    private static String words(Exception failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        if (failure instanceof NoSuchFileException) {
            return message + ": there is no such file";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return message + ": is a file, and should be a folder";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": this user may not read or write it";
        }
        return message.isBlank() ? failure.toString() : message;
    }
}
