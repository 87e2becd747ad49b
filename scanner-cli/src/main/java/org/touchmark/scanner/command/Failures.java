package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.Locale;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.scanner.client.GatewayRefusedException;
import org.touchmark.scanner.client.GatewayUnreachableException;
import org.touchmark.scanner.client.Problem;
import org.touchmark.scanner.client.Problem.InputError;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;

/** Says to people why something failed, and to programs by which exit code. */
final class Failures {

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    ExitCode report(Exception failure) {
        if (failure instanceof GatewayRefusedException refused) {
            report(refused.problem());
            return ExitCode.REFUSED;
        }
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof GatewayUnreachableException) {
            error(message);
            return ExitCode.UNREACHABLE;
        }
        if (failure instanceof IllegalArgumentException || failure instanceof RefusedException) {
            error(message);
            return ExitCode.USAGE;
        }
        if (failure instanceof IOException) {
            error(message);
            return ExitCode.UNEXPECTED;
        }
        error("something unforeseen went wrong; please report what follows");
        failure.printStackTrace(console.err());
        console.err().flush();
        return ExitCode.UNEXPECTED;
    }

    private void error(String message) {
        console.note(console.paint(Tone.BAD, console.sign(Mark.NO)) + " " + Console.safe(message));
    }

    private void report(Problem problem) {
        String code = problem.code().isEmpty() ? "" : " (" + problem.code() + ")";
        error(problem.title() + code);
        if (!problem.detail().isEmpty()) {
            console.note("  " + Console.safe(problem.detail()));
        }
        for (InputError error : problem.errors()) {
            console.note("  " + Console.safe(place(error) + error.message()));
        }
        long unlisted = problem.errorCount() - problem.errors().size();
        if (unlisted > 0) {
            console.note(String.format(Locale.ROOT, "  and %,d more", unlisted));
        }
    }

    private static String place(InputError error) {
        String line = error.line() > 0 ? "line " + error.line() : "";
        String column = error.column().isEmpty() ? "" : "column " + error.column();
        String separator = line.isEmpty() || column.isEmpty() ? "" : ", ";
        String place = line + separator + column;
        return place.isEmpty() ? "" : place + ": ";
    }
}
