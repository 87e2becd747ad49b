package org.touchmark.scanner.demo;

import java.util.Locale;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;

/** Says what the story is about to do, and how long it took. */
final class Teller {

    private static final int STEPS = 7;

    private final Console console;
    private final long begun = System.nanoTime();
    private int step;
    private long stepBegun;

    Teller(Console console) {
        this.console = console;
    }

    void begin(String what) {
        step++;
        stepBegun = System.nanoTime();
        console.line(console.paint(Tone.STRONG, "[%d/%d] %s".formatted(step, STEPS, what)));
    }

    void say(String text) {
        console.paragraph("      ", text);
    }

    /** Shows the command that a person would type for what follows. */
    void show(String command) {
        console.line("      " + console.paint(Tone.FAINT, "$ " + command));
    }

    void done(String what) {
        String seconds = String.format(Locale.ROOT, " (%.1f s)", (System.nanoTime() - stepBegun) / 1e9);
        console.paragraph("    " + console.paint(Tone.GOOD, console.sign(Mark.YES)) + " ", what + seconds);
    }

    /** Seconds since the story began. */
    String elapsed() {
        return String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - begun) / 1e9);
    }
}
