package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files with one thing a line, as hand scanners write them. */
final class TextLines {

    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private TextLines() {}

    /** The lines that are not empty, without the spaces around them. */
    static List<String> of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": there is no such file");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("%s: more than %,d bytes; make several files of it".formatted(file, MAX_BYTES));
        }
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
