package org.touchmark.network.conformance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.touchmark.network.ca.CertificateIssuer;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;

/** The embedded ledger under test: revocations count as soon as the authority has them in its books. */
final class EmbeddedLedger extends TestedLedger {
    EmbeddedLedger(Supplier<Path> profile) {
        super(profile);
    }

    /** Signed with the authority's own key, out of its books: it issues nothing that has ended. */
    @Override
    SigningIdentity expired(String mspId) throws Exception {
        Path books = caFolder(mspId).resolve("ca.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + books);
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT certificate, key FROM authority")) {
            CertificateIssuer issuer =
                    CertificateIssuer.of(Pem.certificate(row.getString(1)), Pem.privateKey(row.getString(2)));
            return issued(issuer, mspId, "expired", Instant.now().minus(Duration.ofDays(1)));
        }
    }

    @Override
    void revoke(SigningIdentity member) throws Exception {
        ca(member.mspId()).revoke(registrar(member.mspId()), member.certificate(), "keycompromise");
    }
}
