package org.touchmark.network.material;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.Pem;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExpiringCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void one_that_ends_tomorrow_is_named_with_its_owner_its_file_and_its_end() throws IOException {
        put("nodes/peer0.assay/cert.pem", Duration.ofDays(200));
        put("nodes/peer0.assay/tls-cert.pem", Duration.ofHours(23));
        put("roots/AssayMSP.pem", Duration.ofDays(4_000));

        assertThat(ExpiringCertificates.warnings(folder, NOW))
                .containsExactly(
                        "The TLS certificate of peer0.assay (nodes/peer0.assay/tls-cert.pem) ends at"
                                + " 2026-11-25T11:00:00Z, in 23 h. How to renew it: docs/fabric.md, \"Certificates that end\".");
    }

    @Test
    void one_that_has_ended_is_named_too() throws IOException {
        put("parties/corner/cert.pem", Duration.ofHours(-1));

        assertThat(ExpiringCertificates.warnings(folder, NOW))
                .singleElement()
                .asString()
                .startsWith("The certificate of corner (parties/corner/cert.pem) ended at 2026-11-24T11:00:00Z.");
    }

    @Test
    void those_that_last_longer_than_a_month_are_not() throws IOException {
        put("admins/assay/cert.pem", Duration.ofDays(31));

        assertThat(ExpiringCertificates.warnings(folder, NOW)).isEmpty();
    }

    @Test
    void an_empty_folder_has_none() {
        assertThat(ExpiringCertificates.warnings(folder.resolve("nothing"), NOW))
                .isEmpty();
    }

    private void put(String file, Duration left) throws IOException {
        CertificateIssuer issuer =
                CertificateIssuer.create("ca-assay", "Assay", NOW.minus(Duration.ofDays(1)), Duration.ofDays(5_000));
        X509Certificate certificate = issuer.issue(
                KeyPairs.p256().getPublic(),
                new CertificateTemplate(
                        new X500Name("CN=somebody,OU=peer"),
                        NOW.minus(Duration.ofDays(2)),
                        NOW.plus(left),
                        CertificateTemplate.Use.ENROLMENT,
                        List.of(),
                        ByteString.EMPTY));
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, Pem.encode(certificate));
    }
}
