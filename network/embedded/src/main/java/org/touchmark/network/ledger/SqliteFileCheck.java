package org.touchmark.network.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.BitSet;

/**
 * Finds a database file that was cut short or overwritten, before anything is read from it. The numbers come from
 * SQLite's file format (sqlite.org/fileformat2.html, sections 1.3 and 4.1).
 */
final class SqliteFileCheck {
    private static final int HEADER_BYTES = 100;
    private static final int PAGE_SIZE_AT = 16;
    private static final int PAGE_COUNT_AT = 28;
    private static final int LOG_HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;

    /** Up to this size all pages are looked at (some 100 ms); a larger file is checked by its length and last blocks. */
    private static final long MAX_QUICK_CHECK_BYTES = 64L << 20;

    private SqliteFileCheck() {}

    /**
     * Compares the file's length with the number of pages that its header names. Pages beyond the end are missing
     * unless the write-ahead log holds them: a process killed inside a checkpoint leaves it so.
     *
     * @throws LedgerException naming the file and the way out
     */
    static void requireWhole(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = readAt(channel, 0, HEADER_BYTES);
            if (header.remaining() < HEADER_BYTES) {
                throw SqliteFile.damaged(file, "it has " + channel.size() + " bytes, less than a header");
            }
            int encodedPageSize = header.getShort(PAGE_SIZE_AT) & 0xFFFF;
            int pageSize = encodedPageSize == 1 ? 65536 : encodedPageSize;
            int pages = header.getInt(PAGE_COUNT_AT);
            if (Integer.bitCount(pageSize) != 1 || pages < 1) {
                throw SqliteFile.damaged(file, "its header is overwritten");
            }
            int present = (int) (channel.size() / pageSize);
            if (present < pages) {
                requireInLog(file, pageSize, present + 1, pages);
            }
        }
    }

    private static void requireInLog(Path file, int pageSize, int from, int to) throws IOException {
        BitSet logged = loggedPages(file.resolveSibling(file.getFileName() + "-wal"), pageSize);
        int missing = logged.nextClearBit(from);
        if (missing <= to) {
            throw SqliteFile.damaged(file, "it is cut short: page " + missing + " of " + to + " is missing");
        }
    }

    private static BitSet loggedPages(Path log, int pageSize) throws IOException {
        BitSet pages = new BitSet();
        if (!Files.exists(log)) {
            return pages;
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long frame = LOG_HEADER_BYTES;
            while (frame + FRAME_HEADER_BYTES + pageSize <= channel.size()) {
                int page = readAt(channel, frame, Integer.BYTES).getInt();
                if (page > 0) {
                    pages.set(page);
                }
                frame += FRAME_HEADER_BYTES + pageSize;
            }
        }
        return pages;
    }

    private static ByteBuffer readAt(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // Reads on until the buffer is full or the file ends.
        }
        return buffer.flip();
    }

    /**
     * Folds the log that a killed process left into the file, then lets SQLite check a file of moderate size.
     *
     * @throws LedgerException naming the file and the way out
     */
    static void requireSound(Path file, SqliteConnection connection) throws SQLException, IOException {
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        if (Files.size(file) <= MAX_QUICK_CHECK_BYTES) {
            String finding = connection.text("PRAGMA quick_check(1)");
            if (!finding.equals("ok")) {
                throw SqliteFile.damaged(file, finding);
            }
        }
    }
}
