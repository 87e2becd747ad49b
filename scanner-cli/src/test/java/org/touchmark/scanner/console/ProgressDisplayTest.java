package org.touchmark.scanner.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.scanner.console.Console.Style;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProgressDisplayTest {

    private final StringWriter text = new StringWriter();
    private long nanos;

    private ProgressDisplay display(Style style) {
        return new ProgressDisplay(new PrintWriter(text), style, () -> nanos);
    }

    private void runTenSeconds(ProgressDisplay display) {
        for (int step = 0; step <= 1_000; step++) {
            display.show(new Progress("pages", step, 1_000, 100, (1_000 - step) / 100.0));
            nanos += TimeUnit.MILLISECONDS.toNanos(10);
        }
        display.close();
    }

    @Test
    void a_pipe_gets_a_line_a_second_and_the_last() {
        runTenSeconds(display(Style.PLAIN));
        assertThat(text.toString().lines())
                .hasSize(11)
                .first()
                .isEqualTo("  pages            [........................] 0 of 1,000, 100 a second, 10 s left");
        assertThat(text.toString().lines())
                .last()
                .isEqualTo("  pages            [########################] 1,000 of 1,000, 100 a second");
    }

    @Test
    void a_terminal_gets_one_line_that_changes() {
        runTenSeconds(display(Style.TERMINAL));
        assertThat(text.toString().split("\n", -1)).hasSize(2);
        assertThat(text.toString().chars().filter(c -> c == '\r').count()).isEqualTo(101);
    }

    @Test
    void a_new_stage_begins_a_new_line() {
        ProgressDisplay display = display(Style.TERMINAL);
        display.show(new Progress("digests", 5, 10, 0, -1));
        display.show(new Progress("pages", 1, 10, 0, -1));
        display.close();
        assertThat(text.toString().split("\n", -1)).hasSize(3);
        assertThat(text.toString()).contains("digests").contains("pages");
    }

    @Test
    void an_unknown_total_shows_a_count_alone() {
        ProgressDisplay display = display(Style.PLAIN);
        display.show(new Progress("kilobytes", 1_234, 0, 0, -1));
        assertThat(text.toString()).isEqualToIgnoringNewLines("  kilobytes        1,234");
    }
}
