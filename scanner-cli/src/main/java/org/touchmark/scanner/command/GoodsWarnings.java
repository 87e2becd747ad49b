package org.touchmark.scanner.command;

import com.fasterxml.jackson.databind.JsonNode;
import org.touchmark.scanner.client.Problem;
import org.touchmark.scanner.client.Problem.InputError;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;

/** Tells what was done and should be known all the same. */
final class GoodsWarnings {
    private GoodsWarnings() {}

    /** Each warning of an answer, where it is about something in a list with the place in that. */
    static void print(Console console, JsonNode answer, ScannedOptions scanned) {
        for (InputError warning : Problem.warnings(answer)) {
            if (scanned.isTold(warning)) {
                continue;
            }
            InputError placed = scanned.placed(warning);
            String place = placed.place().isEmpty() ? "" : placed.place() + ": ";
            console.paragraph(
                    "  " + console.paint(Tone.CAUTION, console.sign(Mark.CAUTION)) + " ", place + placed.message());
        }
    }
}
