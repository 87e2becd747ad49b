package org.touchmark.network.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of a query, read as they are asked for; the statement is closed after the last. */
final class SqliteRows<T> implements Iterator<T> {
    private final SqliteFile file;
    private final String purpose;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Mapper<T> mapper;

    private @Nullable T next;

    /** Makes a value of the row that the results stand at. */
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    SqliteRows(SqliteFile file, String purpose, PreparedStatement statement, Mapper<T> mapper) throws SQLException {
        this.file = file;
        this.purpose = purpose;
        this.statement = statement;
        this.mapper = mapper;
        this.rows = statement.executeQuery();
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public T next() {
        T result = next;
        if (result == null) {
            throw new NoSuchElementException();
        }
        try {
            advance();
        } catch (SQLException e) {
            throw file.failure(purpose, e);
        }
        return result;
    }

    private void advance() throws SQLException {
        if (rows.next()) {
            next = mapper.map(rows);
        } else {
            next = null;
            statement.close();
        }
    }
}
