package org.touchmark.gateway.label;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Letters of 5 by 7 dots for the text below a code. A resource of our own, since a headless JDK has no fonts on many
 * servers.
 */
final class DotFont {
    static final int WIDTH = 5;
    static final int HEIGHT = 7;
    /** Dots from one letter's left edge to the next one's. */
    static final int ADVANCE = 6;

    private static final String RESOURCE = "/org/touchmark/gateway/label/font5x7.txt";
    private static final DotFont INSTANCE = load();

    private final Map<Character, boolean[][]> glyphs;

    private DotFont(Map<Character, boolean[][]> glyphs) {
        this.glyphs = glyphs;
    }

    static DotFont instance() {
        return INSTANCE;
    }

    /** Whether a dot of a letter is dark; a letter that the font lacks shows as a box. */
    boolean isDark(char letter, int x, int y) {
        boolean[][] glyph = glyphs.get(letter);
        if (glyph == null) {
            return x == 0 || x == WIDTH - 1 || y == 0 || y == HEIGHT - 1;
        }
        return glyph[y][x];
    }

    boolean has(char letter) {
        return glyphs.containsKey(letter);
    }

    // The file: lines "= LETTER", each followed by seven rows of '#' and '.'.
    private static DotFont load() {
        Map<Character, boolean[][]> glyphs = new HashMap<>();
        glyphs.put(' ', new boolean[HEIGHT][WIDTH]);
        try (InputStream in = Objects.requireNonNull(DotFont.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("= ")) {
                    glyphs.put(line.charAt(2), glyph(reader));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DotFont(Map.copyOf(glyphs));
    }

    private static boolean[][] glyph(BufferedReader reader) throws IOException {
        boolean[][] dots = new boolean[HEIGHT][WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            String row = Objects.requireNonNull(reader.readLine(), "a row of dots");
            for (int x = 0; x < WIDTH; x++) {
                dots[y][x] = row.charAt(x) == '#';
            }
        }
        return dots;
    }
}
