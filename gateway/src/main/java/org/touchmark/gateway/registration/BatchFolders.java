package org.touchmark.gateway.registration;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.config.DurableFiles;

/**
 * The brands' lists of serials and batch keys, one folder a batch: {@code GTIN/LOT/serials} and {@code batch.json}. A
 * batch is there once its {@code batch.json} is, which is written last; both are on the disk before anything is sent.
 */
public final class BatchFolders {
    private static final String HEAD = "batch.json";
    private static final String SERIALS = "serials";

    private final Path root;

    /**
     * Folders below a root.
     *
     * @param root made when the first batch is kept
     */
    public BatchFolders(Path root) {
        this.root = root;
    }

    /**
     * What is kept of a batch.
     *
     * @param gtin its GTIN
     * @param lot its lot
     * @return the batch, if this gateway registered it
     */
    public Optional<KeptBatch> find(Gtin gtin, Lot lot) {
        Path head = folder(gtin, lot).resolve(HEAD);
        if (!Files.exists(head)) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeptBatch.fromJson(CanonicalJson.parse(Files.readAllBytes(head))));
        } catch (IOException e) {
            throw new UncheckedIOException(head + ": not readable", e);
        }
    }

    /**
     * The serials of a kept batch.
     *
     * @param batch the batch
     * @return its serials in the order in which they came; to be closed
     */
    public Stream<SerialNumber> serials(KeptBatch batch) {
        try {
            BufferedReader reader = Files.newBufferedReader(serialsFile(batch), StandardCharsets.US_ASCII);
            return reader.lines().map(SerialNumber::new).onClose(() -> close(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(serialsFile(batch) + ": not readable", e);
        }
    }

    /**
     * Whether a serial is one of a kept batch.
     *
     * @param batch the batch
     * @param serial the serial
     * @return true if it is
     */
    public boolean has(KeptBatch batch, SerialNumber serial) {
        try (Stream<String> lines = Files.lines(serialsFile(batch), StandardCharsets.US_ASCII)) {
            return lines.anyMatch(serial.value()::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(serialsFile(batch) + ": not readable", e);
        }
    }

    void keep(KeptBatch batch, List<SerialNumber> serials) throws IOException {
        DurableFiles.write(serialsFile(batch), out -> {
            for (SerialNumber serial : serials) {
                out.write(serial.value().getBytes(StandardCharsets.US_ASCII));
                out.write('\n');
            }
        });
        DurableFiles.write(
                folder(batch.terms().gtin(), batch.terms().lot()).resolve(HEAD), CanonicalJson.bytes(batch.toJson()));
    }

    /** Forgets a batch that the ledger refused to open. */
    void remove(KeptBatch batch) throws IOException {
        Path folder = folder(batch.terms().gtin(), batch.terms().lot());
        Files.deleteIfExists(folder.resolve(HEAD));
        Files.deleteIfExists(folder.resolve(SERIALS));
        Files.deleteIfExists(folder);
    }

    /** What names a list of serials: its order counts, since it is the order of the label sheets. */
    static Bytes hash(List<SerialNumber> serials) {
        Sha256 sha = new Sha256();
        for (SerialNumber serial : serials) {
            byte[] line = (serial.value() + "\n").getBytes(StandardCharsets.US_ASCII);
            sha.update(line, 0, line.length);
        }
        byte[] hash = new byte[Sha256.LENGTH];
        sha.finish(hash, 0);
        return Bytes.of(hash);
    }

    private static void close(Closeable reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path serialsFile(KeptBatch batch) {
        return folder(batch.terms().gtin(), batch.terms().lot()).resolve(SERIALS);
    }

    private Path folder(Gtin gtin, Lot lot) {
        return root.resolve(gtin.digits()).resolve(fileName(lot));
    }

    // A lot may hold '/', '.' and both cases of a letter; a file system may give each of them a sense of its own.
    private static String fileName(Lot lot) {
        StringBuilder name = new StringBuilder();
        for (char c : lot.value().toCharArray()) {
            boolean plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            name.append(plain ? String.valueOf(c) : String.format("%%%02x", (int) c));
        }
        return name.toString();
    }
}
