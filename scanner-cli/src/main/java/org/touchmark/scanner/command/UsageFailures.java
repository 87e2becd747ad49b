package org.touchmark.scanner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was not understood of a command line: that alone, and where help is. */
final class UsageFailures {
    private static final String JSON = "--json";
    private static final String END_OF_OPTIONS = "--";
    private static final int MAX_SUGGESTIONS = 3;

    private final Console console;
    private final Failures failures;

    UsageFailures(Console console, Failures failures) {
        this.console = console;
        this.failures = failures;
    }

    /** Tells people, and programs where they asked for JSON. */
    int report(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        if (failure instanceof NothingSaid) {
            command.usage(console.err());
        } else {
            List<String> lines = new ArrayList<>(List.of(words(failure)));
            if (failure instanceof UnmatchedArgumentException unmatched
                    && !unmatched.getSuggestions().isEmpty()) {
                lines.add("Did you mean: "
                        + unmatched.getSuggestions().stream()
                                .limit(MAX_SUGGESTIONS)
                                .collect(Collectors.joining(", ")));
            }
            lines.add(name + " --help shows what it takes.");
            failures.error(String.join("\n  ", lines));
        }
        if (wantsJson(arguments)) {
            failures.json(ExitCode.USAGE, "USAGE", words(failure));
        }
        return ExitCode.USAGE.number();
    }

    /** Whether a command line asks for JSON, understood or not. */
    static boolean wantsJson(String... arguments) {
        for (String argument : arguments) {
            if (argument.equals(END_OF_OPTIONS)) {
                return false;
            }
            if (argument.equals(JSON)) {
                return true;
            }
        }
        return false;
    }

    private static String words(ParameterException failure) {
        String message = failure.getMessage() == null ? "the command was not understood" : failure.getMessage();
        String text = message.strip();
        if (failure instanceof MissingParameterException) {
            text = text.replace("Missing required options", "Missing")
                    .replace("Missing required option", "Missing")
                    .replace("Missing required parameters", "Missing")
                    .replace("Missing required parameter", "Missing");
        }
        if (failure instanceof UnmatchedArgumentException unmatched && isCommand(unmatched)) {
            return "there is no command " + unmatched.getUnmatched().get(0);
        }
        return text.replace("(Exclusive) ", "")
                .replaceAll(
                        "Invalid value for (?:positional parameter at index \\d+|option) '?\\(?<?([^ '>)]+)>?\\)?'?"
                                + "(?: \\(<?[^)]*>?\\))?:? ",
                        "$1: ")
                .replace(" (case-insensitive)", "")
                .replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether a word stands where a command's name should. */
    private static boolean isCommand(UnmatchedArgumentException unmatched) {
        List<String> words = unmatched.getUnmatched();
        return !unmatched.getCommandLine().getSubcommands().isEmpty()
                && !words.isEmpty()
                && !words.get(0).startsWith("-");
    }

    /** A command that was called with nothing at all: the one case in which its help is the answer. */
    static final class NothingSaid extends ParameterException {
        private static final long serialVersionUID = 1L;

        NothingSaid(CommandLine command) {
            super(command, "say what to do");
        }
    }
}
