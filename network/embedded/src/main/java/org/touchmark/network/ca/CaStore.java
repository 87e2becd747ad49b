package org.touchmark.network.ca;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.ledger.KeptFile;
import org.touchmark.network.msp.Pem;

/**
 * A CA's books: its key, the identities it knows, the certificates it issued. One SQLite file; each method is one
 * durable transaction. Safe for many threads.
 */
final class CaStore implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS authority (
                only INTEGER PRIMARY KEY CHECK (only = 1), certificate TEXT NOT NULL, key TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS identity (
                name TEXT PRIMARY KEY, type TEXT NOT NULL, attributes TEXT NOT NULL, secret_hash TEXT NOT NULL,
                max_enrolments INTEGER NOT NULL, enrolments INTEGER NOT NULL DEFAULT 0,
                failed_logins INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0);
            CREATE TABLE IF NOT EXISTS certificate (
                serial TEXT PRIMARY KEY, holder TEXT NOT NULL, not_after INTEGER NOT NULL, pem TEXT NOT NULL,
                revoked_at INTEGER, reason TEXT);
            CREATE INDEX IF NOT EXISTS certificate_holder ON certificate (holder);
            """;

    private final Connection connection;
    private final KeptFile kept;

    CaStore(Path file) throws IOException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                // SQLite gives its journals the same permissions.
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.executeUpdate(SCHEMA);
            }
            connection.setAutoCommit(false);
            kept = KeptFile.of(file);
        } catch (SQLException e) {
            throw new IOException("the CA's database " + file + " can not be opened: " + e.getMessage(), e);
        }
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private synchronized <T> T transaction(Work<T> work) {
        requireKept();
        try {
            T result = work.run();
            connection.commit();
            requireKept();
            return result;
        } catch (SQLException e) {
            rollBack(e);
            throw new IllegalStateException("the CA's database failed: " + e.getMessage(), e);
        }
    }

    private void requireKept() {
        kept.problem().ifPresent(problem -> {
            throw new IllegalStateException("the CA's database " + problem);
        });
    }

    private void rollBack(SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    Optional<CertificateIssuer> issuer() {
        return transaction(() -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT certificate, key FROM authority");
                    ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(CertificateIssuer.of(
                                Pem.certificate(row.getString(1)), Pem.privateKey(row.getString(2))))
                        : Optional.empty();
            }
        });
    }

    void saveIssuer(CertificateIssuer issuer) {
        transaction(() -> update(
                "INSERT INTO authority (only, certificate, key) VALUES (1, ?, ?)",
                Pem.encode(issuer.certificate()),
                Pem.encode(issuer.key())));
    }

    Optional<RegisteredIdentity> identity(String name) {
        return transaction(() -> find(name));
    }

    private Optional<RegisteredIdentity> find(String name) throws SQLException {
        return find("WHERE name = ?", name).stream().findFirst();
    }

    private List<RegisteredIdentity> find(String where, Object... arguments) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT type, attributes, secret_hash,"
                + " max_enrolments, enrolments, failed_logins, revoked, name FROM identity " + where)) {
            bind(query, arguments);
            List<RegisteredIdentity> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new RegisteredIdentity(
                            row.getString(8),
                            row.getString(1),
                            attributes(row.getString(2)),
                            row.getString(3),
                            row.getInt(4),
                            row.getInt(5),
                            row.getInt(6),
                            row.getBoolean(7)));
                }
            }
            return found;
        }
    }

    /** All identities, by name. */
    List<RegisteredIdentity> identities() {
        return transaction(() -> find("ORDER BY name", new Object[0]));
    }

    /** All certificates, by holder and serial number. */
    List<BookedCertificate> certificates() {
        return transaction(() -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT serial, holder, not_after, revoked_at,"
                            + " pem FROM certificate ORDER BY holder, serial");
                    ResultSet row = query.executeQuery()) {
                List<BookedCertificate> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new BookedCertificate(issued(row), row.getString(5)));
                }
                return found;
            }
        });
    }

    /** Adds an identity; false if the name is taken. */
    boolean add(RegisteredIdentity identity) {
        String attributes = json(identity.attributes());
        return transaction(() -> update(
                        "INSERT INTO identity (name, type, attributes, secret_hash, max_enrolments) VALUES (?, ?, ?, ?,"
                                + " ?) ON CONFLICT DO NOTHING",
                        identity.name(),
                        identity.type(),
                        attributes,
                        identity.secretHash(),
                        identity.maxEnrolments())
                == 1);
    }

    void recordFailedLogin(String name) {
        transaction(() -> update("UPDATE identity SET failed_logins = failed_logins + 1 WHERE name = ?", name));
    }

    void recordLogin(String name) {
        transaction(() -> update("UPDATE identity SET failed_logins = 0 WHERE name = ? AND failed_logins <> 0", name));
    }

    /** Books a certificate that was asked for with a secret; false if the secret has served often enough by now. */
    boolean addEnrolment(IssuedCertificate certificate, String pem) {
        return transaction(() -> {
            int counted = update(
                    "UPDATE identity SET enrolments = enrolments + 1 WHERE name = ? AND revoked = 0"
                            + " AND (max_enrolments = -1 OR enrolments < max_enrolments)",
                    certificate.holder());
            return counted == 1 && insert(certificate, pem) == 1;
        });
    }

    /** Books a certificate that was asked for with another. */
    void addCertificate(IssuedCertificate certificate, String pem) {
        transaction(() -> insert(certificate, pem));
    }

    private int insert(IssuedCertificate certificate, String pem) throws SQLException {
        return update(
                "INSERT INTO certificate (serial, holder, not_after, pem) VALUES (?, ?, ?, ?)",
                certificate.serial().toString(16),
                certificate.holder(),
                certificate.notAfter().toEpochMilli(),
                pem);
    }

    Optional<IssuedCertificate> certificate(BigInteger serial) {
        return select("WHERE serial = ?", serial.toString(16)).stream().findFirst();
    }

    List<IssuedCertificate> revokedCertificates() {
        return select("WHERE revoked_at IS NOT NULL ORDER BY serial");
    }

    private List<IssuedCertificate> select(String where, Object... arguments) {
        return transaction(() -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT serial, holder, not_after, revoked_at FROM certificate " + where)) {
                bind(query, arguments);
                List<IssuedCertificate> found = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(issued(row));
                    }
                }
                return found;
            }
        });
    }

    private static IssuedCertificate issued(ResultSet row) throws SQLException {
        return new IssuedCertificate(
                new BigInteger(row.getString(1), 16),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                instant(row));
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        long milliseconds = row.getLong(4);
        return row.wasNull() ? null : Instant.ofEpochMilli(milliseconds);
    }

    /** Revokes one certificate; false if it was revoked before. */
    boolean revoke(BigInteger serial, String reason, Instant now) {
        return transaction(() -> update(
                        "UPDATE certificate SET revoked_at = ?, reason = ? WHERE serial = ? AND revoked_at IS NULL",
                        now.toEpochMilli(),
                        reason,
                        serial.toString(16))
                == 1);
    }

    /** Revokes an identity with all its certificates; the serial numbers of those that were good until now. */
    List<BigInteger> revokeIdentity(String name, String reason, Instant now) {
        List<BigInteger> good = select("WHERE holder = ? AND revoked_at IS NULL ORDER BY serial", name).stream()
                .map(IssuedCertificate::serial)
                .toList();
        transaction(() -> update("UPDATE identity SET revoked = 1 WHERE name = ?", name)
                + update(
                        "UPDATE certificate SET revoked_at = ?, reason = ? WHERE holder = ? AND revoked_at IS NULL",
                        now.toEpochMilli(),
                        reason,
                        name));
        return good;
    }

    private int update(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    private static String json(List<CaAttribute> attributes) {
        try {
            return JSON.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attributes that are no JSON", e);
        }
    }

    private static List<CaAttribute> attributes(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<CaAttribute>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored attributes are no JSON", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the CA's database did not close", e);
        }
    }
}
