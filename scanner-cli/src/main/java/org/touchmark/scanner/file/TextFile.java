package org.touchmark.scanner.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.touchmark.domain.list.MalformedListException;
import org.touchmark.domain.list.ScannedCodes;
import org.touchmark.domain.list.Utf8Input;

/** A file of text that is named on the command line; every failure names it. */
public final class TextFile {

    private static final long MAX_CODES_BYTES = 4L * 1024 * 1024;

    private TextFile() {}

    /**
     * The whole text, in any encoding that {@link Utf8Input} understands.
     *
     * @param maxBytes of the file
     */
    public static String read(Path file, long maxBytes) throws IOException {
        requireReadable(file, maxBytes, "is it the file that you mean?");
        try {
            return Utf8Input.text(Files.readAllBytes(file));
        } catch (MalformedListException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * What codes say: one a line, as hand scanners write them, or the column {@code link} of a table.
     *
     * @throws IllegalArgumentException that names each line that can't be read
     */
    public static ScannedCodes codes(Path file) throws IOException {
        requireReadable(file, MAX_CODES_BYTES, "make several files of it");
        try (InputStream lines = Files.newInputStream(file)) {
            return ScannedCodes.read(lines);
        } catch (MalformedListException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Refuses what is no file, or none of this user's. */
    public static void requireReadable(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file
                    + (Files.isDirectory(file)
                            ? ": it is a folder"
                            : Files.exists(file) ? ": it is no file" : ": there is no such file"));
        }
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": this user may not read it");
        }
    }

    private static void requireReadable(Path file, long maxBytes, String wayOut) throws IOException {
        requireReadable(file);
        if (Files.size(file) > maxBytes) {
            throw new IOException("%s: more than %,d bytes; %s".formatted(file, maxBytes, wayOut));
        }
    }
}
