package org.touchmark.scanner.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.scanner.console.Console.Style;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConsoleTest {

    private final StringWriter text = new StringWriter();

    private Console console(Style style) {
        return Console.to(new PrintWriter(text), new PrintWriter(new StringWriter()), style);
    }

    @Test
    void control_characters_of_strangers_do_not_reach_the_terminal() {
        String escape = "\u001B]0;title\u0007\u001B[2Jgenuine\u202Eeniuneg\r\u009B31m";
        assertThat(Console.safe(escape).codePoints())
                .allSatisfy(point -> assertThat(Character.isISOControl(point) || point == 0x202E)
                        .isFalse());
    }

    @Test
    void colour_is_shown_only_where_it_is_wanted() {
        assertThat(console(Style.COLOUR).paint(Tone.BAD, "forged")).isEqualTo("\u001B[1;31mforged\u001B[0m");
        assertThat(console(Style.TERMINAL).paint(Tone.BAD, "forged")).isEqualTo("forged");
    }

    @Test
    void long_lines_are_broken_between_words_and_indented() {
        console(Style.PLAIN).paragraph("  - ", "word ".repeat(40).strip());
        assertThat(text.toString().lines())
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.length() <= 100)
                .allMatch(line -> line.startsWith("  - word") || line.startsWith("    word"));
    }
}
