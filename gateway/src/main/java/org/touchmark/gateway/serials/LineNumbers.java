package org.touchmark.gateway.serials;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * On which line of the input each serial of a draft stood. Most follow one another, so only the jumps are written down, to
 * the disk: a file may have a jump at every serial.
 */
final class LineNumbers implements AutoCloseable {
    private final Path file;
    private final DataOutputStream jumps;
    private int expected = -1;

    LineNumbers(Path folder) throws IOException {
        file = folder.resolve("lines");
        jumps = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /** Notes the line of the next serial. */
    void note(int position, int line) throws IOException {
        if (line != expected) {
            jumps.writeInt(position);
            jumps.writeInt(line);
        }
        expected = line + 1;
    }

    /** The lines of some positions, which ascend. */
    int[] of(int... positions) throws IOException {
        int[] lines = new int[positions.length];
        int from = 0;
        int line = 1;
        int found = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (found < positions.length) {
                int next = in.readInt();
                int nextLine = in.readInt();
                while (found < positions.length && positions[found] < next) {
                    lines[found] = line + positions[found] - from;
                    found++;
                }
                from = next;
                line = nextLine;
            }
        } catch (EOFException e) {
            // The last jump holds for all that follow.
            for (; found < positions.length; found++) {
                lines[found] = line + positions[found] - from;
            }
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        jumps.close();
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
