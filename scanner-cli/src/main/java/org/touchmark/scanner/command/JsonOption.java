package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
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

    /** Lets a part of a longer text be printed, unless a program reads the result. */
    void part(Runnable text) {
        if (!wanted) {
            text.run();
        }
    }

    /** Prints for programs what was answered: one document as it is, several as a list. */
    void answers(Console console, List<JsonNode> documents) {
        JsonNode all = documents.size() == 1
                ? documents.get(0)
                : JsonNodeFactory.instance.arrayNode().addAll(documents);
        print(console, all, () -> {});
    }
}
