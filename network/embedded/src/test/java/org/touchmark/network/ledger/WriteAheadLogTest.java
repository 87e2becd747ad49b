package org.touchmark.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WriteAheadLogTest {
    private static final int VALUE_BYTES = 4 << 20;
    private static final int READERS = 3;

    @TempDir
    private Path folder;

    @Test
    void stays_bounded_while_somebody_reads_at_every_moment() throws Exception {
        Path database = folder.resolve("ledger.db");
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        long largest = 0;
        try (SqliteFile file =
                SqliteFile.open(database, connection -> connection.execute("CREATE TABLE thing (value BLOB)"))) {
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                reading.add(readers.submit(() -> readUntil(done, file)));
            }
            for (int written = 0; written < 3 * WriteAheadLog.MAX_BYTES; written += VALUE_BYTES) {
                write(file);
                largest = Math.max(largest, Files.size(folder.resolve("ledger.db-wal")));
            }
            done.set(true);
            for (Future<?> reader : reading) {
                reader.get();
            }
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
        assertThat(largest).isBetween(2L * VALUE_BYTES, WriteAheadLog.MAX_BYTES * 3 / 2);
    }

    /** Overlapping transactions, as simulations are. */
    private static void readUntil(AtomicBoolean done, SqliteFile file) {
        while (!done.get()) {
            SqliteConnection reader = file.borrow();
            try {
                reader.execute("BEGIN");
                try (ResultSet row = reader.prepared("SELECT count(*), max(length(value)) FROM thing")
                        .executeQuery()) {
                    row.next();
                }
                reader.execute("ROLLBACK");
            } catch (SQLException e) {
                throw file.failure("reading", e);
            } finally {
                file.giveBack(reader);
            }
        }
    }

    private static void write(SqliteFile file) {
        file.write("writing a value", connection -> {
            PreparedStatement insert = connection.prepared("INSERT INTO thing VALUES (?)");
            insert.setBytes(1, new byte[VALUE_BYTES]);
            insert.executeUpdate();
        });
    }
}
