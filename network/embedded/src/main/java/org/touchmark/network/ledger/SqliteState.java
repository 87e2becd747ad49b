package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.validation.CommittedState;
import org.touchmark.network.validation.Version;

/** The versions in a peer's database, for the checks of the next block. */
record SqliteState(SqliteConnection connection) implements CommittedState<SQLException> {
    @Override
    public @Nullable Version version(String namespace, ByteString key) throws SQLException {
        return StateRows.version(connection, namespace, key);
    }

    @Override
    public Rows<SQLException> range(String namespace, ByteString start, ByteString end) throws SQLException {
        PreparedStatement statement = StateRows.range(connection, "key, version", namespace, start, end);
        return new StoredRows(statement, statement.executeQuery());
    }

    private record StoredRows(PreparedStatement statement, ResultSet rows) implements Rows<SQLException> {
        @Override
        public @Nullable Row next() throws SQLException {
            return rows.next() ? new Row(BlockRows.bytes(rows, 1), Position.version(rows.getLong(2))) : null;
        }

        @Override
        public void close() throws SQLException {
            rows.close();
            statement.close();
        }
    }
}
