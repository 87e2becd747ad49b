package org.touchmark.network.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A node's one database: a connection that writes, connections that read, and errors that say what to do. A new file is
 * filled under another name and then renamed, so that a file of the right name is always whole: whatever is wrong with
 * it happened later.
 */
final class SqliteFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    private static final int MAX_IDLE_READERS = 16;

    private final Path file;
    private final SqliteConnection writer;
    private final WriteAheadLog log;
    private final KeptFile kept;
    private volatile @Nullable KeptFile keptLog;
    private final LongValues longValues;
    private final Deque<SqliteConnection> idleReaders = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** What runs inside a database transaction. */
    interface Work {
        void run(SqliteConnection connection) throws SQLException;
    }

    /** What runs on a connection that reads. */
    interface Query<T> {
        T run(SqliteConnection connection) throws SQLException;
    }

    private SqliteFile(Path file, SqliteConnection writer, LongValues longValues) throws IOException {
        this.file = file;
        this.kept = KeptFile.of(file);
        this.longValues = longValues;
        this.writer = writer;
        this.log = new WriteAheadLog(file, writer);
    }

    /**
     * Opens the database, or makes it if there is none.
     *
     * @param file in a folder that exists
     * @param creation makes the tables and the first rows of a new database
     * @throws LedgerException if the file is damaged or can not be opened
     */
    static SqliteFile open(Path file, Work creation) {
        try {
            if (!Files.exists(file)) {
                create(file, creation);
            }
            SqliteFileCheck.requireWhole(file);
            LongValues longValues = new LongValues();
            SqliteConnection writer = SqliteConnection.writing(file, longValues);
            try {
                SqliteFileCheck.requireSound(file, writer);
                return new SqliteFile(file, writer, longValues);
            } catch (SQLException | IOException | RuntimeException e) {
                writer.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(file, "opening it", e);
        } catch (IOException e) {
            throw new LedgerException("Ledger " + file + " can not be opened: " + e, e);
        }
    }

    private static void create(Path file, Work creation) throws SQLException, IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        deleteWithLogs(draft);
        try (SqliteConnection connection = SqliteConnection.writing(draft, new LongValues())) {
            connection.execute("BEGIN IMMEDIATE");
            creation.run(connection);
            connection.execute("COMMIT");
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void deleteWithLogs(Path file) throws IOException {
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    Path file() {
        return file;
    }

    /**
     * Runs the work in one durable transaction: when this returns, all of it is on disk; when it throws, nothing is.
     *
     * @throws LedgerException if the database can not be written
     */
    synchronized void write(String purpose, Work work) {
        requireOpen();
        requireKept();
        try {
            writer.execute("BEGIN IMMEDIATE");
            work.run(writer);
            writer.execute("COMMIT");
            requireKept();
            log.bound();
        } catch (SQLException e) {
            rollBack();
            throw failure(file, purpose, e);
        } catch (RuntimeException e) {
            rollBack();
            throw e;
        }
    }

    /** Runs a query on the connection that writes; only for the thread that commits. */
    synchronized <T> T readOnWriter(String purpose, Query<T> query) {
        requireOpen();
        try {
            return query.run(writer);
        } catch (SQLException e) {
            throw failure(file, purpose, e);
        }
    }

    private void rollBack() {
        try {
            writer.rollBack();
        } catch (SQLException e) {
            // SQLite rolls back by itself after some errors, a full disk among them: then there is nothing to undo.
            LOG.debug("{}: roll back: {}", file, e.getMessage());
        }
    }

    /** Runs a query on a connection of its own; each statement sees what is committed when it starts. */
    <T> T read(String purpose, Query<T> query) {
        SqliteConnection reader = borrow();
        try {
            return query.run(reader);
        } catch (SQLException e) {
            throw failure(file, purpose, e);
        } finally {
            giveBack(reader);
        }
    }

    SqliteConnection borrow() {
        requireOpen();
        requireKept();
        SqliteConnection idle = idleReaders.poll();
        if (idle != null) {
            return idle;
        }
        try {
            return SqliteConnection.reading(file, longValues);
        } catch (SQLException e) {
            throw failure(file, "opening it to read", e);
        }
    }

    void giveBack(SqliteConnection reader) {
        if (closed || idleReaders.size() >= MAX_IDLE_READERS) {
            closeQuietly(reader);
        } else {
            idleReaders.push(reader);
        }
    }

    /** Closes a connection whose transaction could not be ended. */
    void discard(SqliteConnection reader) {
        closeQuietly(reader);
    }

    private void requireKept() {
        problem().ifPresent(problem -> {
            throw new LedgerException("Ledger " + problem);
        });
    }

    /** Why what is written would not be in the files of these names; the log comes with the first transaction. */
    Optional<String> problem() {
        Optional<String> problem = kept.problem();
        KeptFile writeAhead = keptLog;
        if (problem.isEmpty() && writeAhead == null && Files.exists(log.file())) {
            keptLog = keep(log.file());
        } else if (problem.isEmpty() && writeAhead != null) {
            problem = writeAhead.problem();
        }
        return problem;
    }

    private static @Nullable KeptFile keep(Path file) {
        try {
            return KeptFile.of(file);
        } catch (IOException e) {
            LOG.debug("{}: {}", file, e.toString());
            return null;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerException("Ledger " + file + " is closed: its node was stopped");
        }
    }

    /** The exception for what SQLite said, with the way out of a full disk or a damaged file. */
    LedgerException failure(String purpose, SQLException cause) {
        return failure(file, purpose, cause);
    }

    static LedgerException failure(Path file, String purpose, SQLException cause) {
        SQLiteErrorCode code = cause instanceof SQLiteException e ? e.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        String name = code.name().toUpperCase(Locale.ROOT);
        String start = "Ledger " + file + ": " + purpose + " failed: ";
        if (code == SQLiteErrorCode.SQLITE_FULL) {
            return new LedgerException(
                    start + "the disk is full; nothing of it was stored. Make room: the node tries again", cause);
        }
        if (name.startsWith("SQLITE_CORRUPT") || code == SQLiteErrorCode.SQLITE_NOTADB) {
            return new LedgerException(damage(file, String.valueOf(cause.getMessage())), cause);
        }
        return new LedgerException(start + cause.getMessage(), cause);
    }

    static LedgerException damaged(Path file, String finding) {
        return new LedgerException(damage(file, finding));
    }

    private static String damage(Path file, String finding) {
        return "Ledger " + file + " is damaged (" + finding + "). Stop the node and remove the folder "
                + file.getParent() + ": a peer's ledger is rebuilt from the orderer's blocks,"
                + " an orderer's comes from a backup";
    }

    /** Limits the size of the file, as a full disk would. */
    synchronized void limitPages(long pages) {
        try {
            writer.execute("PRAGMA max_page_count = " + pages);
        } catch (SQLException e) {
            throw failure(file, "limiting its size", e);
        }
    }

    synchronized long pages() {
        return readOnWriter("reading its size", c -> Long.parseLong(c.text("PRAGMA page_count")));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (SqliteConnection reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
            closeQuietly(reader);
        }
        closeQuietly(writer);
    }

    private void closeQuietly(SqliteConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("{}: close: {}", file, e.getMessage());
        }
    }
}
