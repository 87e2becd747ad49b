package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import org.touchmark.scanner.console.Console;
import picocli.CommandLine.Option;

/** Whether a program reads the result. */
final class JsonOption {

    @Option(
            names = "--json",
            description = "What the gateway answered, as one JSON document, instead of text for people.")
    private boolean wanted;

    /** Prints the document for programs, or else lets the text be printed. */
    void print(Console console, JsonNode document, Runnable text) {
        if (wanted) {
            console.line(Console.safe(document.toPrettyString()));
        } else {
            text.run();
        }
    }
}
