package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.party.Registration.Packing;
import picocli.CommandLine.Option;

/** The cases and pallets that a new batch's units are packed into, in the order of their serials. */
final class PackingOptions {

    @Option(
            names = "--cases-of",
            paramLabel = "N",
            required = true,
            description = "Units a case; the last may hold less.")
    private int casesOf;

    @Option(names = "--pallets-of", paramLabel = "M", description = "Cases a pallet; no pallets if absent.")
    private @Nullable Integer palletsOf;

    @Option(
            names = "--first-sscc",
            paramLabel = "SSCC",
            required = true,
            description = "The first case's SSCC. The other cases have the numbers behind it, then the pallets, each"
                    + " with its check digit.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options.
    private Sscc first;

    Packing packing() {
        return new Packing(casesOf, palletsOf, first);
    }

    /** Tells the containers' numbers, as the ledger has them. */
    static void print(Console console, JsonNode plan) {
        for (JsonNode run : plan) {
            int count = run.path("count").asInt();
            String what = run.path("level").asInt() == 1 ? "case" : "pallet";
            console.line("  %-7s %,d, %s %s"
                    .formatted(
                            what + "s",
                            count,
                            count == 1 ? "SSCC" : "SSCCs from",
                            Console.safe(run.path("first").asText())));
        }
    }
}
