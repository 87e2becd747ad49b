package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.validation.UpdateBatch;
import org.touchmark.network.validation.Version;

/**
 * State and history in a peer's database. Keys are BLOBs, so that SQLite orders them by their UTF-8 bytes as Fabric
 * does. A history row names the transaction, whose envelope has the value; so does a row of the state with a long value,
 * which would otherwise be written to disk twice as often.
 */
final class StateRows {
    /** From this size on a value is read from its envelope. */
    private static final int LONG_VALUE_BYTES = 16 * 1024;

    private StateRows() {}

    static void createTables(SqliteConnection connection) throws SQLException {
        // The value comes last: a version is read without the pages that a long value spills into.
        connection.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, key BLOB NOT NULL,"
                + " version INTEGER NOT NULL, value BLOB, UNIQUE (namespace, key))");
        connection.execute("CREATE TABLE history (namespace TEXT NOT NULL, key BLOB NOT NULL,"
                + " position INTEGER NOT NULL, PRIMARY KEY (namespace, key, position)) WITHOUT ROWID");
    }

    /** Applies the last write of each key. */
    static void apply(SqliteConnection connection, long block, UpdateBatch updates) throws SQLException {
        PreparedStatement upsert =
                connection.prepared("INSERT INTO state (namespace, key, version, value) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (namespace, key)"
                        + " DO UPDATE SET version = excluded.version, value = excluded.value");
        PreparedStatement delete = connection.prepared("DELETE FROM state WHERE namespace = ? AND key = ?");
        updates.<SQLException>forEach((namespace, key, update) -> {
            ByteString value = update.value();
            PreparedStatement statement = value == null ? delete : upsert;
            statement.setString(1, namespace);
            statement.setBytes(2, key.toByteArray());
            if (value != null) {
                statement.setLong(3, Position.of(block, update.transaction()));
                statement.setBytes(4, value.size() < LONG_VALUE_BYTES ? value.toByteArray() : null);
            }
            statement.executeUpdate();
        });
    }

    /** Notes that a valid transaction changed a key. */
    static void insertHistory(SqliteConnection connection, String namespace, String key, long position)
            throws SQLException {
        PreparedStatement insert = connection.prepared("INSERT OR IGNORE INTO history VALUES (?, ?, ?)");
        insert.setString(1, namespace);
        insert.setBytes(2, ByteString.copyFromUtf8(key).toByteArray());
        insert.setLong(3, position);
        insert.executeUpdate();
    }

    static @Nullable Version version(SqliteConnection connection, String namespace, ByteString key)
            throws SQLException {
        PreparedStatement query = connection.prepared("SELECT version FROM state WHERE namespace = ? AND key = ?");
        query.setString(1, namespace);
        query.setBytes(2, key.toByteArray());
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Position.version(row.getLong(1)) : null;
        }
    }

    static @Nullable VersionedValue value(SqliteConnection connection, String namespace, ByteString key)
            throws SQLException {
        PreparedStatement query =
                connection.prepared("SELECT version, value FROM state WHERE namespace = ? AND key = ?");
        query.setString(1, namespace);
        query.setBytes(2, key.toByteArray());
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? value(connection, namespace, key, row, 1) : null;
        }
    }

    /** The value in two columns, version and value, from {@code column} on. */
    static VersionedValue value(
            SqliteConnection connection, String namespace, ByteString key, ResultSet row, int column)
            throws SQLException {
        long position = row.getLong(column);
        byte[] held = row.getBytes(column + 1);
        ByteString value =
                held == null ? longValue(connection, position, namespace, key) : UnsafeByteOperations.unsafeWrap(held);
        return new VersionedValue(value, Position.version(position));
    }

    private static ByteString longValue(SqliteConnection connection, long position, String namespace, ByteString key)
            throws SQLException {
        ByteString known = connection.longValues().get(position, namespace, key);
        return known != null
                ? known
                : connection
                        .longValues()
                        .put(position, namespace, key, StoredWrites.value(connection, position, namespace, key));
    }

    /** A statement of its own over {@code columns} of the rows of a range; empty {@code end}: no end. */
    static PreparedStatement range(
            SqliteConnection connection, String columns, String namespace, ByteString start, ByteString end)
            throws SQLException {
        String bound = end.isEmpty() ? "" : " AND key < ?";
        PreparedStatement query = connection.unshared(
                "SELECT " + columns + " FROM state WHERE namespace = ?" + " AND key >= ?" + bound + " ORDER BY key");
        query.setString(1, namespace);
        query.setBytes(2, start.toByteArray());
        if (!end.isEmpty()) {
            query.setBytes(3, end.toByteArray());
        }
        return query;
    }

    /** A statement of its own over the envelopes that changed a key, newest first. */
    static PreparedStatement history(SqliteConnection connection, String namespace, ByteString key)
            throws SQLException {
        PreparedStatement query = connection.unshared("SELECT entry.envelope FROM history JOIN entry USING (position)"
                + " WHERE namespace = ? AND key = ? ORDER BY position DESC");
        query.setString(1, namespace);
        query.setBytes(2, key.toByteArray());
        return query;
    }
}
