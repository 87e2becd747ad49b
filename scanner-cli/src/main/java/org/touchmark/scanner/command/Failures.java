package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * Says why something failed: to people on standard error; to programs by the exit code, and where they asked for JSON as one
 * document on standard output, {@code {"error":{"code","message","exitCode","errors"?}}}.
 */
final class Failures {

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    /** Reports a failure; {@code asJson} if a program reads the result. */
    ExitCode report(Exception failure, boolean asJson) {
        if (failure instanceof GatewayRefusedException refused) {
            report(refused.problem());
            if (asJson) {
                json(refused.problem());
            }
            return ExitCode.REFUSED;
        }
        ExitCode exit = exit(failure);
        String message = message(failure);
        error(message);
        if (exit == ExitCode.UNEXPECTED) {
            failure.printStackTrace(console.err());
            console.err().flush();
        }
        if (asJson) {
            json(exit, code(failure, exit), message);
        }
        return exit;
    }

    private static ExitCode exit(Exception failure) {
        if (failure instanceof GatewayUnreachableException) {
            return ExitCode.UNREACHABLE;
        }
        if (failure instanceof IOException) {
            return ExitCode.FILE;
        }
        boolean usage = failure instanceof IllegalArgumentException || failure instanceof RefusedException;
        return usage ? ExitCode.USAGE : ExitCode.UNEXPECTED;
    }

    private static String code(Exception failure, ExitCode exit) {
        return switch (exit) {
            case UNREACHABLE -> "GATEWAY_UNREACHABLE";
            case USAGE -> failure instanceof NotConfirmedException ? "NOT_CONFIRMED" : "USAGE";
            case FILE -> "FILE_UNUSABLE";
            default -> "UNEXPECTED";
        };
    }

    private static String message(Exception failure) {
        if (failure instanceof RefusedException refused) {
            return refused.prose();
        }
        if (failure instanceof IOException unusable) {
            return FileTrouble.words(unusable);
        }
        return failure instanceof IllegalArgumentException && failure.getMessage() != null
                ? failure.getMessage()
                : "something unforeseen went wrong; please report what follows";
    }

    /** Writes one line, or several, about what is wrong. */
    void error(String message) {
        console.note(console.paint(Tone.BAD, console.sign(Mark.NO)) + " " + Console.safe(message));
    }

    /** Writes the document for a program whose request failed here. */
    void json(ExitCode exit, String code, String message) {
        print(error(exit, code, message));
    }

    private void json(Problem problem) {
        String detail = problem.detail().isEmpty() ? problem.title() : problem.detail();
        ObjectNode error = error(ExitCode.REFUSED, problem.code(), detail);
        if (!problem.errors().isEmpty()) {
            error.put("errorCount", problem.errorCount());
            ArrayNode errors = error.putArray("errors");
            problem.errors().forEach(one -> errors.add(one.toJson()));
        }
        print(error);
    }

    private static ObjectNode error(ExitCode exit, String code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", message)
                .put("exitCode", exit.number());
    }

    private void print(ObjectNode error) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("error", error);
        console.line(Console.safe(document.toPrettyString()));
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
        String place = error.place().isEmpty() ? line + separator + column : error.place();
        return place.isEmpty() ? "" : place + ": ";
    }
}
