package org.touchmark.gateway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.touchmark.domain.trust.PinnedOrganisation;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Pem;
import org.touchmark.gateway.ledger.Signatory;

/**
 * Three organisations and their parties with certificates of their own, written as the network writes them.
 *
 * @param connectionFile the connection file
 * @param roots the organisations' roots
 */
public record TestConsortium(Path connectionFile, PinnedRoots roots) {
    /** The channel. */
    public static final String CHANNEL = "touchmark";

    /** A GTIN under the brand's prefix. */
    public static final String GTIN = "09506000134352";

    /** The brand. */
    public static final String BRAND = "9506000100005";

    /** A brand that holds no prefix. */
    public static final String OTHER_BRAND = "9506000400006";

    /** The distributor. */
    public static final String DISTRIBUTOR = "9506000200002";

    /** The retailer. */
    public static final String RETAILER = "9506000300009";

    /** Makes one in a folder. */
    public static TestConsortium create(Path folder) {
        TestAuthority aurelia = new TestAuthority("AureliaMSP");
        TestAuthority meridian = new TestAuthority("MeridianMSP");
        TestAuthority assay = new TestAuthority("AssayMSP");
        List<String> organisations = new ArrayList<>();
        for (TestAuthority authority : List.of(aurelia, meridian, assay)) {
            write(folder, authority.msp() + "-admin", authority.issue("admin", "", "admin"));
            organisations.add(
                    "{'msp':'%s','name':'%s','peers':[{'name':'peer0','endpoint':'localhost:1','tlsRoot':'x.pem'}],"
                                    .formatted(authority.msp(), authority.msp().replace("MSP", ""))
                            + "'admin':{'certificate':'%1$s-admin.pem','key':'%1$s-admin.key'}}"
                                    .formatted(authority.msp()));
        }
        List<String> parties = List.of(
                party(folder, aurelia, "aurelia", BRAND, "Aurelia Watches", "brand", "'950600013'"),
                party(folder, assay, "borealis", OTHER_BRAND, "Borealis Optics", "brand", ""),
                party(folder, meridian, "meridian", DISTRIBUTOR, "Meridian Logistics", "distributor", ""),
                party(folder, meridian, "corner", RETAILER, "Corner Watch Shop", "retailer", ""));
        String json = "{'channel':'%s','chaincode':'touchmark','ledger':'embedded','operators':1,'organisations':[%s],"
                        .formatted(CHANNEL, String.join(",", organisations))
                + "'orderers':[],'parties':[%s]}".formatted(String.join(",", parties));
        Path file = folder.resolve("connection.json");
        write(file, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        List<PinnedOrganisation> pinned = List.of(aurelia, meridian, assay).stream()
                .map(authority -> new PinnedOrganisation(
                        authority.msp(), authority.msp().replace("MSP", ""), List.of(authority.root())))
                .toList();
        return new TestConsortium(file, new PinnedRoots(CHANNEL, "embedded", 1, pinned));
    }

    /** The connection file's content. */
    public Connection connection() {
        return Connection.read(connectionFile);
    }

    private static String party(
            Path folder, TestAuthority authority, String slug, String gln, String name, String role, String prefixes) {
        write(folder, slug, authority.issue(slug, gln, role));
        return "{'slug':'%1$s','gln':'%2$s','name':'%3$s','msp':'%4$s','role':'%5$s','prefixes':[%6$s],"
                        .formatted(slug, gln, name, authority.msp(), role, prefixes)
                + "'certificate':'%1$s.pem','key':'%1$s.key'}".formatted(slug);
    }

    private static void write(Path folder, String name, Signatory signatory) {
        write(folder.resolve(name + ".pem"), pem(signatory.certificate()));
        write(folder.resolve(name + ".key"), Pem.pem(signatory.key()));
    }

    /** A certificate as PEM. */
    public static byte[] pem(Certificate certificate) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
