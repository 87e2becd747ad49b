package org.touchmark.scanner.command;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Console.Style;

/** Runs the command in this process and keeps what it says. */
final class Shell {

    /** What a run left: the exit code and both outputs. */
    record Run(int exit, String out, String err) {}

    private final Clock clock;
    private @Nullable String answers;

    Shell(Instant now) {
        this.clock = Clock.fixed(now, ZoneOffset.UTC);
    }

    /** Has somebody sit at the terminal who answers so; nobody does otherwise. */
    void answering(String text) {
        answers = text;
    }

    Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = answers == null
                ? Console.to(new PrintWriter(out), new PrintWriter(err), Style.PLAIN)
                : Console.to(new PrintWriter(out), new PrintWriter(err), Style.PLAIN, new StringReader(answers));
        int exit = TouchmarkCommand.create(console, Map.of(), clock).execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
