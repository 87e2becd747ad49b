package org.touchmark.network.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentities;

/** An organisation's authority as whoever has its folder can be it: for certificates that it does not give. */
final class AuthorityKeys {
    private AuthorityKeys() {}

    /** By the key that the authority keeps, embedded or Fabric CA's own server. */
    static CertificateIssuer of(Path folder) throws IOException, SQLException {
        Path server = folder.resolve("fabric-ca");
        return Files.exists(server) ? ofServer(server) : ofBooks(folder.resolve("ca.db"));
    }

    private static CertificateIssuer ofBooks(Path books) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + books);
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT certificate, key FROM authority")) {
            return CertificateIssuer.of(Pem.certificate(row.getString(1)), Pem.privateKey(row.getString(2)));
        }
    }

    private static CertificateIssuer ofServer(Path home) throws IOException {
        X509Certificate root = Pem.certificate(Files.readString(home.resolve("ca-cert.pem")));
        List<Path> keys;
        try (Stream<Path> files = Files.list(home.resolve("msp").resolve("keystore"))) {
            keys = files.filter(file -> file.toString().endsWith("_sk")).toList();
        }
        for (Path file : keys) {
            PrivateKey key = Pem.privateKey(Files.readString(file));
            if (belong(root, key)) {
                return CertificateIssuer.of(root, key);
            }
        }
        throw new IOException("none of " + keys.size() + " keys in " + home + " is that of its root certificate");
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) {
        try {
            SigningIdentities.of("any", certificate, key);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }
}
