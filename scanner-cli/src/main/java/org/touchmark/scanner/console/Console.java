package org.touchmark.scanner.console;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.touchmark.scanner.console.Mark.Alphabet;

/**
 * Writes to people: results to standard output, errors and progress to standard error.
 *
 * <p>What is written may come from a stranger's code or server, so control characters and those that turn the direction
 * of writing never reach the terminal.
 */
public final class Console {

    /** Set by the script that starts the command, which alone can tell (test -t) on every Java. */
    private static final String TERMINAL_PROPERTY = "touchmark.terminal";

    /** Set by the script as well: whether somebody can be asked. */
    private static final String INTERACTIVE_PROPERTY = "touchmark.interactive";

    private static final int WIDTH = 100;

    /** How output looks. */
    public enum Style {
        /** For a pipe or a file: no colour, and progress as lines, one a second at most. */
        PLAIN,
        /** For a terminal: progress rewrites its line. */
        TERMINAL,
        /** For a terminal that shows colour. */
        COLOUR
    }

    private final PrintWriter out;
    private final PrintWriter err;
    private final Style style;
    private final Alphabet alphabet;
    private final @Nullable BufferedReader answers;

    private Console(
            PrintWriter out, PrintWriter err, Style style, Alphabet alphabet, @Nullable BufferedReader answers) {
        this.answers = answers;
        this.out = out;
        this.err = err;
        this.style = style;
        this.alphabet = alphabet;
    }

    /** The process's own streams, in UTF-8; colour only on a terminal, and not where NO_COLOR is set. */
    public static Console ofProcess(Map<String, String> environment) {
        Style style = Style.PLAIN;
        if (Boolean.getBoolean(TERMINAL_PROPERTY)) {
            boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                    || "dumb".equals(environment.getOrDefault("TERM", "dumb"));
            style = plain ? Style.TERMINAL : Style.COLOUR;
        }
        String encoding = System.getProperty("native.encoding", StandardCharsets.UTF_8.name());
        boolean unicode = Charset.forName(encoding).newEncoder().canEncode("\u2713");
        return new Console(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                style,
                unicode ? Alphabet.UNICODE : Alphabet.ASCII,
                Boolean.getBoolean(INTERACTIVE_PROPERTY)
                        ? new BufferedReader(new InputStreamReader(System.in, Charset.forName(encoding)))
                        : null);
    }

    /** A console that writes to these, for programs that keep what is said. */
    public static Console to(PrintWriter out, PrintWriter err, Style style) {
        return new Console(out, err, style, Alphabet.UNICODE, null);
    }

    /** The same, where somebody answers questions. */
    public static Console to(PrintWriter out, PrintWriter err, Style style, Reader answers) {
        return new Console(out, err, style, Alphabet.UNICODE, new BufferedReader(answers));
    }

    /** Asks whoever sits at the terminal; empty where nobody does. */
    public Optional<String> ask(String question) {
        if (answers == null) {
            return Optional.empty();
        }
        err.print(safe(question));
        err.flush();
        try {
            return Optional.of(Objects.requireNonNullElse(answers.readLine(), ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }

    /** Where results go. */
    public PrintWriter out() {
        return out;
    }

    /** Where errors and progress go. */
    public PrintWriter err() {
        return err;
    }

    /** Writes one line of the result. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Writes a result's line in several, none longer than a page is wide, later ones indented as the first's text. */
    public void paragraph(String lead, String text) {
        String indent = " ".repeat(visibleLength(lead));
        String start = lead;
        for (String line : wrapped(safe(text), WIDTH - indent.length())) {
            line(start + line);
            start = indent;
        }
    }

    /** Writes one line about the work, not part of the result. */
    public void note(String text) {
        err.println(text);
        err.flush();
    }

    /** The text in a tone, where colour is shown. */
    public String paint(Tone tone, String text) {
        return style == Style.COLOUR ? tone.paint(text) : text;
    }

    /** A sign as the terminal can show it. */
    public String sign(Mark mark) {
        return mark.sign(alphabet);
    }

    /** A display of progress; the caller closes it before it writes anything else. */
    public ProgressDisplay progress() {
        return new ProgressDisplay(err, style);
    }

    /** The text with every character replaced that would move a terminal's cursor or turn its writing around. */
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> safe.appendCodePoint(isSafe(point) ? point : 0xFFFD));
        return safe.toString();
    }

    private static boolean isSafe(int point) {
        int type = Character.getType(point);
        return point == '\n' || (type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE);
    }

    private static int visibleLength(String text) {
        return text.replaceAll("\u001B\\[[0-9;]*m", "").length();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() > 0 ? " " : "").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
