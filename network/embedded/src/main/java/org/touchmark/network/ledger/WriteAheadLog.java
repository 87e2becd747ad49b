package org.touchmark.network.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps SQLite's write-ahead log from growing without end. SQLite copies it into the database as it goes, but begins it
 * anew only in a moment in which nobody reads; transactions that are simulated one over another leave none. Used by the
 * thread that writes.
 */
final class WriteAheadLog {
    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

    /** Above this the writer waits for those who read now; who comes after them needs nothing of the log. */
    static final long MAX_BYTES = 64L << 20;

    /** A reader that takes longer, such as a seal, is let be until the log has grown by a quarter. */
    private static final int PATIENCE_MILLIS = 500;

    private final Path file;
    private final SqliteConnection writer;
    private long bound = MAX_BYTES;

    WriteAheadLog(Path database, SqliteConnection writer) {
        this.file = database.resolveSibling(database.getFileName() + "-wal");
        this.writer = writer;
    }

    Path file() {
        return file;
    }

    /** After a commit: what it wrote is durable, whatever happens here. */
    void bound() {
        try {
            if (!Files.exists(file) || Files.size(file) < bound) {
                return;
            }
            writer.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
            try {
                writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            } finally {
                writer.execute("PRAGMA busy_timeout = " + SqliteConnection.BUSY_MILLIS);
            }
            bound = Math.max(MAX_BYTES, Files.size(file) + MAX_BYTES / 4);
        } catch (SQLException | IOException e) {
            LOG.debug("{} is not shortened: {}", file, e.getMessage());
        }
    }
}
