package org.touchmark.scanner.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Console.Style;

/** Runs the command in this process and keeps what it says. */
final class Shell {

    /** What a run left: the exit code and both outputs. */
    record Run(int exit, String out, String err) {}

    private final Clock clock;

    Shell(Instant now) {
        this.clock = Clock.fixed(now, ZoneOffset.UTC);
    }

    Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = Console.to(new PrintWriter(out), new PrintWriter(err), Style.PLAIN);
        int exit = TouchmarkCommand.create(console, Map.of(), clock).execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
