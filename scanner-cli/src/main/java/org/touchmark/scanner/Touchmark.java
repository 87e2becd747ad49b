package org.touchmark.scanner;

import java.time.Clock;
import org.touchmark.scanner.command.TouchmarkCommand;
import org.touchmark.scanner.console.Console;

/** The program. */
public final class Touchmark {

    private Touchmark() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Pictures are drawn and read, never shown.
        System.setProperty("java.awt.headless", "true");
        Console console = Console.ofProcess(System.getenv());
        System.exit(TouchmarkCommand.create(console, System.getenv(), Clock.systemUTC())
                .execute(arguments));
    }
}
