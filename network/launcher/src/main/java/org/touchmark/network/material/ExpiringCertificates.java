package org.touchmark.network.material;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.touchmark.network.msp.Pem;

/**
 * Certificates in a network's folder that end soon. A node with one that has ended is refused by all others, and a
 * party's transactions by every peer, so it is said a month before.
 */
public final class ExpiringCertificates {
    private static final Duration NOTICE = Duration.ofDays(30);
    private static final Set<String> FOLDERS =
            Set.of(MaterialFolder.NODES, MaterialFolder.ADMINS, MaterialFolder.PARTIES, MaterialFolder.ROOTS);

    /** A certificate with whom it is of; authorities renew their own for TLS. */
    private record Kept(String what, X509Certificate certificate) {}

    private ExpiringCertificates() {}

    /** A sentence for each that has ended or ends within 30 days. */
    public static List<String> warnings(Path folder, Instant now) {
        return FOLDERS.stream()
                .sorted()
                .flatMap(kind -> kept(folder.resolve(kind)).stream())
                .filter(kept -> end(kept).isBefore(now.plus(NOTICE)))
                .map(kept -> warning(kept, now))
                .toList();
    }

    private static Instant end(Kept kept) {
        return kept.certificate().getNotAfter().toInstant();
    }

    private static String warning(Kept kept, Instant now) {
        Duration left = Duration.between(now, end(kept));
        String time = left.isNegative()
                ? "ended at " + end(kept)
                : "ends at " + end(kept) + ", in "
                        + (left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " h");
        return kept.what() + " " + time + ". How to renew it: docs/fabric.md, \"Certificates that end\".";
    }

    private static List<Kept> kept(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(".pem"))
                    .filter(file -> !file.toString().endsWith("key.pem"))
                    .sorted()
                    .map(file -> new Kept(name(folder, file), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can not look for certificates in " + folder, e);
        }
    }

    /** Such as "The TLS certificate of peer0.assay (nodes/peer0.assay/tls-cert.pem)". */
    private static String name(Path folder, Path file) {
        Path path = folder.relativize(file);
        String owner = path.getName(0).toString().replace(".pem", "");
        String kind = file.endsWith(Enrolments.TLS_CERTIFICATE) ? "The TLS certificate of " : "The certificate of ";
        return kind + owner + " (" + folder.getFileName() + "/" + path + ")";
    }

    private static X509Certificate read(Path file) {
        try {
            return Pem.certificate(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Can not read the certificate " + file, e);
        }
    }
}
