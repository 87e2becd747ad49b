package org.touchmark.network.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection to a database with its prepared statements, kept for as long as the connection lives. Used by one
 * thread at a time.
 */
final class SqliteConnection implements AutoCloseable {
    /**
     * Pages of 8 KiB: a value of megabytes needs half the pages that SQLite's 4 KiB would, and a small block does not
     * drag much more into the log.
     */
    private static final String PAGE_SIZE = "PRAGMA page_size = 8192";

    /** How long a statement waits for a lock that another connection has. */
    static final int BUSY_MILLIS = 10_000;

    private final Connection connection;
    private final LongValues longValues;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private SqliteConnection(Connection connection, LongValues longValues) {
        this.connection = connection;
        this.longValues = longValues;
    }

    /** A connection that writes: in WAL mode only {@code synchronous = FULL} makes a commit survive a power cut. */
    static SqliteConnection writing(Path file, LongValues longValues) throws SQLException {
        return connect(
                file,
                longValues,
                PAGE_SIZE,
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA wal_autocheckpoint = 2000",
                "PRAGMA journal_size_limit = 16777216",
                "PRAGMA cache_size = -16384");
    }

    /** A connection that can only read; its cache is small because there are as many as there are open snapshots. */
    static SqliteConnection reading(Path file, LongValues longValues) throws SQLException {
        return connect(file, longValues, "PRAGMA query_only = 1", "PRAGMA cache_size = -512");
    }

    private static SqliteConnection connect(Path file, LongValues longValues, String... pragmas) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        SqliteConnection result = new SqliteConnection(connection, longValues);
        try {
            result.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            for (String pragma : pragmas) {
                result.execute(pragma);
            }
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Of the whole database: all its connections share them. */
    LongValues longValues() {
        return longValues;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The statement for this text, prepared once; the caller sets all its parameters and closes its results. */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** A statement of its own, for results that stay open while others are read; the caller closes it. */
    PreparedStatement unshared(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** The first column of the first row. */
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Ends what a failed transaction left; the driver's statements are of no use after an error of SQLite. */
    void rollBack() throws SQLException {
        closeStatements();
        execute("ROLLBACK");
    }

    private void closeStatements() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    @Override
    public void close() throws SQLException {
        closeStatements();
        connection.close();
    }
}
