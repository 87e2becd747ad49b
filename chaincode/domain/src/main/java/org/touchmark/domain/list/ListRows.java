package org.touchmark.domain.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads rows of cells (RFC 4180 with any separator; lines end in LF, CRLF or CR) from UTF-8, and says of each what line it
 * begins on. Cells are told by where they stand, and no object is made of any. A row that hides nothing, ASCII without
 * quotation marks and stray semicolons, is read in one pass; any other takes a second, slower look. For one thread.
 */
final class ListRows {
    /** Bytes of a row at most. */
    static final int MAX_ROW_BYTES = 1 << 20;

    /** Cells of a row at most. */
    static final int MAX_CELLS = 1_000;

    private static final int BUFFER_BYTES = 1 << 16;

    private static final byte PLAIN = 0;
    private static final byte SEPARATOR = 1;
    private static final byte LINE_FEED = 2;
    private static final byte CARRIAGE_RETURN = 3;
    private static final byte OTHER = 4;

    private final InputStream in;
    private final byte[] kinds = new byte[256];
    private boolean quotes = true;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int after;
    private int filled;

    /** The row's cells: behind each other with one byte between, in the buffer or in an array of their own. */
    private byte[] bytes = buffer;

    private byte[] own = new byte[256];
    private int first;
    private int[] ends = new int[16];
    private int cells;
    private int line = 1;
    private int linesOfRow;

    /** Where a quotation mark stands that nothing has closed yet; 0 for none. */
    private int openLine;

    private int openAt;

    ListRows(InputStream utf8) {
        this.in = utf8;
        separateBy(',');
    }

    /** Separates cells from the next row on. */
    void separateBy(char separator) {
        quotes = true;
        Arrays.fill(kinds, 0, 0x80, PLAIN);
        Arrays.fill(kinds, 0x80, 0x100, OTHER);
        kinds[0] = OTHER;
        kinds['"'] = OTHER;
        // Where it separates nothing, it may be a separator that nobody told of.
        kinds[';'] = OTHER;
        kinds['\n'] = LINE_FEED;
        kinds['\r'] = CARRIAGE_RETURN;
        kinds[separator] = SEPARATOR;
    }

    /** From the next row on a row is a line, whatever is in it. */
    void takeLines() {
        separateBy(',');
        kinds[','] = PLAIN;
        kinds[';'] = PLAIN;
        kinds['"'] = PLAIN;
        quotes = false;
    }

    /** Reads the row again next time. */
    void back() {
        after = from;
        linesOfRow = 0;
    }

    /** Goes to the next row, an empty one too; false at the end. */
    boolean next() throws IOException {
        line += linesOfRow;
        linesOfRow = 1;
        from = after;
        cells = 0;
        bytes = buffer;
        int at = from;
        while (true) {
            byte[] data = buffer;
            int limit = filled;
            for (; at < limit; at++) {
                byte kind = kinds[data[at] & 0xff];
                if (kind == PLAIN) {
                    continue;
                }
                if (kind == SEPARATOR) {
                    endCell(at);
                } else if (kind == LINE_FEED) {
                    return endRow(at, at + 1);
                } else if (kind == OTHER) {
                    return careful();
                } else if (at + 1 < limit) {
                    return endRow(at, data[at + 1] == '\n' ? at + 2 : at + 1);
                } else {
                    break;
                }
            }
            int passed = at - from;
            if (!more()) {
                // A CR that is the file's last byte ends its row.
                return passed > 0 && endRow(from + passed, filled);
            }
            at = from + passed;
        }
    }

    /** The line on which the row begins, counted from 1. */
    int line() {
        return line;
    }

    int cells() {
        return cells;
    }

    /** Whether nothing in the row is more than itself: it is ASCII without quotation marks and semicolons. */
    boolean isPlain() {
        return bytes == buffer;
    }

    /** The array that the cells stand in; it changes with the next row. */
    byte[] bytes() {
        return bytes;
    }

    /** Where a cell begins. */
    int cellFrom(int cell) {
        return cell == 0 ? first : ends[cell - 1] + 1;
    }

    /** Where a cell ends. */
    int cellEnd(int cell) {
        return ends[cell];
    }

    String cell(int cell) {
        return new String(bytes, cellFrom(cell), cellEnd(cell) - cellFrom(cell), StandardCharsets.UTF_8);
    }

    /** Whether there is nothing in any cell. */
    boolean isBlank() {
        return ends[cells - 1] - first == cells - 1;
    }

    /** The row as it stands in the file, without its end. */
    String text() {
        int end = after;
        while (end > from && (buffer[end - 1] == '\n' || buffer[end - 1] == '\r')) {
            end--;
        }
        return new String(buffer, from, end - from, StandardCharsets.UTF_8);
    }

    private void endCell(int at) throws MalformedListException {
        if (cells == MAX_CELLS) {
            throw MalformedListException.at(line, 0, "it has more than " + MAX_CELLS + " cells");
        }
        if (cells == ends.length) {
            ends = Arrays.copyOf(ends, 2 * cells);
        }
        ends[cells++] = at;
    }

    private boolean endRow(int end, int next) throws MalformedListException {
        endCell(end);
        first = from;
        after = next;
        return true;
    }

    /** Reads the row from its beginning, as something in it is more than itself. */
    private boolean careful() throws IOException {
        cells = 0;
        first = 0;
        bytes = own;
        int length = 0;
        int at = 0;
        boolean open = true;
        while (open) {
            boolean quoted = quotes && byteAt(at) == '"';
            if (quoted) {
                openLine = line + linesOfRow - 1;
                openAt = at;
                at++;
            }
            while (quoted ? !isClosed(at) : !isEnd(byteAt(at))) {
                int next = byteAt(at);
                if (quoted && next == '"') {
                    at++;
                } else if (next == '\n' || (next == '\r' && byteAt(at + 1) != '\n')) {
                    linesOfRow++;
                }
                put(length++, next);
                at++;
            }
            if (quoted) {
                at++;
                openLine = 0;
                requireEnd(at);
            }
            put(length, 0);
            endCell(length++);
            open = byteAt(at) >= 0 && kinds[byteAt(at)] == SEPARATOR;
            at += open ? 1 : 0;
        }
        int lineEnd = byteAt(at) < 0 ? 0 : byteAt(at) == '\r' && byteAt(at + 1) == '\n' ? 2 : 1;
        requireText(at);
        after = from + at + lineEnd;
        return true;
    }

    private void put(int at, int value) {
        if (at == own.length) {
            own = Arrays.copyOf(own, 2 * at);
            bytes = own;
        }
        own[at] = (byte) value;
    }

    private boolean isEnd(int next) {
        return next < 0 || next == '\n' || next == '\r' || kinds[next] == SEPARATOR;
    }

    /** Whether a quotation mark ends its cell here; two are one that is part of it. */
    private boolean isClosed(int at) throws IOException {
        int next = byteAt(at);
        if (next < 0) {
            throw MalformedListException.at(
                    openLine, column(openAt), "nothing closes the quotation mark that opens this cell");
        }
        return next == '"' && byteAt(at + 1) != '"';
    }

    private void requireEnd(int at) throws IOException {
        if (!isEnd(byteAt(at))) {
            throw MalformedListException.at(
                    line + linesOfRow - 1,
                    column(at),
                    "something follows the quotation mark that closes the cell; inside a cell write it twice");
        }
    }

    /** The byte of the row at an offset from its beginning; -1 behind the file's end. */
    private int byteAt(int offset) throws IOException {
        while (from + offset >= filled) {
            if (!more()) {
                return -1;
            }
        }
        return buffer[from + offset] & 0xff;
    }

    private void requireText(int length) throws MalformedListException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer row = ByteBuffer.wrap(buffer, from, length);
        CoderResult result = decoder.decode(row, CharBuffer.allocate(length + 1), true);
        int bad = result.isError() ? row.position() - from : -1;
        for (int i = 0; i < (bad < 0 ? length : bad); i++) {
            if (buffer[from + i] == 0) {
                throw MalformedListException.at(
                        lineOf(i), column(i), "a NUL byte: the file is no text, or damaged; save it again");
            }
        }
        if (bad >= 0) {
            String found =
                    "it is not UTF-8 (byte %02X): save the file as \"CSV UTF-8\"".formatted(buffer[from + bad] & 0xff);
            throw MalformedListException.at(lineOf(bad), column(bad), found);
        }
    }

    private int lineOf(int offset) {
        int found = line;
        for (int i = 0; i < offset; i++) {
            byte next = buffer[from + i];
            found += next == '\n' || (next == '\r' && buffer[from + i + 1] != '\n') ? 1 : 0;
        }
        return found;
    }

    /** The character of its line that stands at an offset of the row, counted from 1. */
    private int column(int offset) {
        int column = 1;
        for (int i = offset - 1; i >= 0 && buffer[from + i] != '\n' && buffer[from + i] != '\r'; i--) {
            column += (buffer[from + i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return column;
    }

    /** Has more of the file in the buffer, behind the whole of the row so far; false at the end. */
    private boolean more() throws IOException {
        if (filled == buffer.length) {
            makeRoom();
        }
        int got = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, got);
        return got > 0;
    }

    private void makeRoom() throws MalformedListException {
        int length = filled - from;
        if (length >= MAX_ROW_BYTES) {
            throw openLine > 0
                    ? MalformedListException.at(
                            openLine, column(openAt), "nothing closes the quotation mark that opens this cell")
                    : MalformedListException.at(line, 0, "it is longer than " + MAX_ROW_BYTES + " bytes");
        }
        byte[] roomier = length > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
        System.arraycopy(buffer, from, roomier, 0, length);
        for (int cell = 0; cell < cells && bytes == buffer; cell++) {
            ends[cell] -= from;
        }
        bytes = bytes == buffer ? roomier : bytes;
        buffer = roomier;
        filled = length;
        from = 0;
    }
}
