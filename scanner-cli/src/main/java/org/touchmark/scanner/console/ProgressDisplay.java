package org.touchmark.scanner.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.touchmark.scanner.console.Console.Style;

/** Shows progress: on a terminal one line that changes, elsewhere a line a second at most, and each stage's last. */
public final class ProgressDisplay implements AutoCloseable {

    private static final int BAR_CELLS = 24;
    private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter out;
    private final boolean rewrites;
    private final LongSupplier nanoClock;
    private String shownStage = "";
    private long shownAt;
    private boolean shownLast;
    private int shownLength;

    ProgressDisplay(PrintWriter out, Style style) {
        this(out, style, System::nanoTime);
    }

    ProgressDisplay(PrintWriter out, Style style, LongSupplier nanoClock) {
        this.out = out;
        this.rewrites = style != Style.PLAIN;
        this.nanoClock = nanoClock;
    }

    /** Shows the progress, or passes over it if the last was shown a moment ago. */
    public void show(Progress progress) {
        boolean newStage = !progress.stage().equals(shownStage);
        if (newStage) {
            close();
        } else if (shownLast || !(progress.isFinished() || isDue())) {
            return;
        }
        shownStage = progress.stage();
        shownAt = nanoClock.getAsLong();
        shownLast = progress.isFinished();
        write(text(progress));
    }

    private boolean isDue() {
        return nanoClock.getAsLong() - shownAt >= (rewrites ? TERMINAL_NANOS : PLAIN_NANOS);
    }

    private void write(String text) {
        if (rewrites) {
            out.print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
            shownLength = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Ends the line that is shown, so that other text may follow. */
    @Override
    public void close() {
        if (rewrites && shownLength > 0) {
            out.println();
            out.flush();
        }
        shownLength = 0;
        shownStage = "";
        shownLast = false;
    }

    private static String text(Progress progress) {
        StringBuilder text = new StringBuilder("  ").append("%-16s".formatted(Console.safe(progress.stage())));
        if (progress.total() > 0) {
            long filled = Math.min(BAR_CELLS, BAR_CELLS * progress.done() / progress.total());
            text.append(" [").append("#".repeat((int) filled)).append(".".repeat(BAR_CELLS - (int) filled));
            text.append(String.format(Locale.ROOT, "] %,d of %,d", progress.done(), progress.total()));
        } else {
            text.append(String.format(Locale.ROOT, " %,d", progress.done()));
        }
        if (progress.perSecond() >= 1) {
            text.append(String.format(Locale.ROOT, ", %,.0f a second", progress.perSecond()));
        }
        if (progress.secondsLeft() >= 1 && !progress.isFinished()) {
            text.append(", ").append(duration(progress.secondsLeft())).append(" left");
        }
        return text.toString();
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
