package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.wire.Messages;

/** A read transaction on a connection of its own: SQLite's WAL keeps its view while blocks are committed. */
final class SqliteSnapshot implements StateSnapshot {
    private final SqliteFile file;
    private final SqliteConnection connection;
    private final long height;
    private final List<PreparedStatement> open = new ArrayList<>();
    private boolean closed;

    SqliteSnapshot(SqliteFile file) {
        this.file = file;
        this.connection = file.borrow();
        try {
            connection.execute("BEGIN");
            // The first read fixes the view.
            this.height = BlockRows.tip(connection).height();
        } catch (SQLException e) {
            close();
            throw file.failure("opening a snapshot", e);
        }
    }

    @Override
    public long height() {
        return height;
    }

    @Override
    public @Nullable VersionedValue get(String namespace, String key) {
        try {
            return StateRows.value(connection, namespace, ByteString.copyFromUtf8(key));
        } catch (SQLException e) {
            throw file.failure("reading the state", e);
        }
    }

    @Override
    public Iterator<KeyValue> range(String namespace, String start, String end) {
        try {
            PreparedStatement statement = StateRows.range(
                    connection,
                    "key, version, value",
                    namespace,
                    ByteString.copyFromUtf8(start),
                    ByteString.copyFromUtf8(end));
            open.add(statement);
            return new SqliteRows<>(file, "reading a range", statement, row -> keyValue(namespace, row));
        } catch (SQLException e) {
            throw file.failure("reading a range", e);
        }
    }

    private KeyValue keyValue(String namespace, ResultSet row) throws SQLException {
        ByteString key = BlockRows.bytes(row, 1);
        return new KeyValue(key.toStringUtf8(), StateRows.value(connection, namespace, key, row, 2));
    }

    @Override
    public Iterator<KeyChange> history(String namespace, String key) {
        try {
            PreparedStatement statement = StateRows.history(connection, namespace, ByteString.copyFromUtf8(key));
            open.add(statement);
            return new SqliteRows<>(
                    file, "reading the history", statement, row -> change(BlockRows.bytes(row, 1), namespace, key));
        } catch (SQLException e) {
            throw file.failure("reading the history", e);
        }
    }

    private static KeyChange change(ByteString raw, String namespace, String key) throws SQLException {
        try {
            Envelope envelope = Messages.parse(Envelope.parser(), raw);
            ChannelHeader header = Envelopes.channelHeader(envelope);
            ByteString value = StoredWrites.value(envelope, namespace, key);
            Timestamp time = header.getTimestamp();
            return new KeyChange(header.getTxId(), value.isEmpty() ? null : value, time);
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a stored envelope can not be parsed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (PreparedStatement statement : open) {
                statement.close();
            }
            connection.execute("ROLLBACK");
            file.giveBack(connection);
        } catch (SQLException e) {
            file.discard(connection);
        }
    }
}
