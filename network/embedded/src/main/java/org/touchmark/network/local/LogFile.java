package org.touchmark.network.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log of a process, read from its end. */
public record LogFile(Path path) {
    private static final int TAIL_BYTES = 256 * 1024;

    /** Its length in bytes; 0 if there is none yet. */
    public long length() {
        return path.toFile().length();
    }

    /** The last lines, of the last 256 KiB at most; empty if there is no log yet. */
    public List<String> lastLines(int count) {
        return lastLines(count, 0);
    }

    /** The same, of what was written since the log had that many bytes. */
    public List<String> lastLines(int count, long since) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(Math.min(since, file.length()), file.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException("Can not read the log " + path, e);
        }
    }
}
