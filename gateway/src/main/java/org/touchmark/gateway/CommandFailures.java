package org.touchmark.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.OutcomeUnknownException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says to people why a program failed, in a line or two, and to other programs by which exit code. */
final class CommandFailures {
    private static final int CONFIGURATION = 2;
    private static final int UNREACHABLE = 13;
    private static final int REFUSED = 14;

    private CommandFailures() {}

    /** What was not understood of a command line: that alone, and where help is. */
    static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String message = Objects.requireNonNullElse(failure.getMessage(), "the command was not understood");
        command.getErr().println("gateway: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
        command.getErr().println(command.getCommandSpec().qualifiedName() + " --help shows what it takes.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Why a program that was understood did not do it. */
    static int execution(Exception failure, CommandLine command, ParseResult parsed) {
        Exception cause = failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : failure;
        command.getErr().println("gateway: " + words(failure, cause));
        int exit = exit(failure);
        if (exit == CommandLine.ExitCode.SOFTWARE && !(cause instanceof IOException)) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return exit;
    }

    private static int exit(Exception failure) {
        if (failure instanceof ConfigException) {
            return CONFIGURATION;
        }
        if (failure instanceof LedgerUnavailableException || failure instanceof OutcomeUnknownException) {
            return UNREACHABLE;
        }
        return failure instanceof RefusedException ? REFUSED : CommandLine.ExitCode.SOFTWARE;
    }

    private static String words(Exception failure, Exception cause) {
        if (failure instanceof RefusedException refused) {
            return refused.wireMessage();
        }
        if (cause instanceof FileSystemException file) {
            String trouble = file instanceof NoSuchFileException
                    ? "there is no such file"
                    : file instanceof AccessDeniedException
                            ? "this user may not read or write it"
                            : Objects.requireNonNullElse(file.getReason(), "can't be read or written");
            return Objects.requireNonNullElse(file.getFile(), "a file") + ": " + trouble;
        }
        return Objects.requireNonNullElse(
                failure.getMessage(), "something unforeseen went wrong; please report what follows");
    }
}
