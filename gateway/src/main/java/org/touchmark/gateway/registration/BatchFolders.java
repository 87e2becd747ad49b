package org.touchmark.gateway.registration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.config.DurableFiles;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.serials.SerialDraft;
import org.touchmark.gateway.serials.SerialList;

/**
 * The brands' lists of serials and batch keys, one folder a batch: {@code GTIN/LOT} with {@code batch.json}, the files of a
 * {@link SerialList}, {@code unsealed} until the batch is sealed, and then its {@code pages}. A folder comes into its place whole, by one rename,
 * and is on the disk before anything is sent.
 */
public final class BatchFolders {
    private static final String HEAD = "batch.json";
    private static final String UNSEALED = "unsealed";
    private static final String PAGES = "pages";
    private static final String UPLOADS = ".uploads";

    /** A list that nobody has written to for so long was being received by a process that died. */
    private static final Duration DEAD_UPLOAD = Duration.ofHours(1);

    private final Path root;

    /**
     * Folders below a root.
     *
     * @param root made when the first list comes
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
        return Files.exists(head) ? Optional.of(read(head)) : Optional.empty();
    }

    /**
     * The serials of a kept batch.
     *
     * @param batch the batch
     * @return its list
     */
    public SerialList list(KeptBatch batch) {
        return new SerialList(folder(batch), batch.terms().count());
    }

    /**
     * The serials of a kept batch, one after the other.
     *
     * @param batch the batch
     * @return its serials in the order in which they came; to be closed
     */
    public Stream<SerialNumber> serials(KeptBatch batch) {
        return list(batch).from(0);
    }

    /**
     * Whether a serial is one of a kept batch.
     *
     * @param batch the batch
     * @param serial the serial
     * @return true if it is
     */
    public boolean has(KeptBatch batch, SerialNumber serial) {
        return list(batch).position(serial).isPresent();
    }

    /**
     * Begins a list of serials.
     *
     * @return a draft, to be closed
     */
    public SerialDraft draft() {
        return SerialDraft.in(root.resolve(UPLOADS));
    }

    /** Keeps a batch, in place of one that was never opened. */
    void keep(KeptBatch batch, SerialDraft draft) throws IOException {
        DurableFiles.write(draft.folder().resolve(HEAD), CanonicalJson.bytes(batch.toJson()));
        DurableFiles.write(draft.folder().resolve(UNSEALED), new byte[0]);
        remove(batch);
        draft.moveTo(folder(batch));
    }

    /** Forgets a batch that the ledger refused to open. */
    void remove(KeptBatch batch) throws IOException {
        Path folder = folder(batch);
        if (Files.exists(folder)) {
            // First, so that a folder that is half deleted holds no batch.
            Files.deleteIfExists(folder.resolve(HEAD));
            SerialDraft.delete(folder);
        }
    }

    /** Begins to keep a batch's pages. */
    PageKeeper keepPages(KeptBatch batch, int pages) {
        return PageKeeper.into(folder(batch).resolve(PAGES), pages);
    }

    /** The pages of a sealed batch; empty if they were not kept. */
    Optional<KeptPages> pages(KeptBatch batch) throws IOException {
        Path file = folder(batch).resolve(PAGES);
        return Files.exists(file) ? Optional.of(KeptPages.open(file)) : Optional.empty();
    }

    /**
     * Refuses to go on where the serials are gone: what is registered without them has labels that nobody can print. A folder
     * may be deleted while its files are open, and reading goes on then.
     */
    void requireKept(KeptBatch batch) {
        Path folder = folder(batch);
        if (!Files.exists(folder.resolve(HEAD)) || !list(batch).isThere()) {
            throw Problems.unavailable(
                            "SERIALS_GONE",
                            "The serials of " + batch + " were removed from the gateway's folder while they were being"
                                    + " registered, so the batch is left open: its operator puts them back from a copy and"
                                    + " the batch is posted again, or it is abandoned.")
                    .asException();
        }
    }

    /** Notes that nothing is left to do for a batch. */
    void sealed(KeptBatch batch) throws IOException {
        Files.deleteIfExists(folder(batch).resolve(UNSEALED));
    }

    /** The kept batches that are not known to be sealed. */
    List<KeptBatch> unsealed() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(root, 3, (file, attributes) -> file.endsWith(UNSEALED))) {
            return files.map(file -> file.resolveSibling(HEAD))
                    .filter(head -> !head.startsWith(root.resolve(UPLOADS)) && Files.exists(head))
                    .map(BatchFolders::read)
                    .toList();
        }
    }

    /** Deletes the lists that processes that died were receiving. */
    void deleteDeadUploads(Instant now) throws IOException {
        Path uploads = root.resolve(UPLOADS);
        if (!Files.exists(uploads)) {
            return;
        }
        try (Stream<Path> drafts = Files.list(uploads)) {
            for (Path draft : drafts.toList()) {
                if (lastWrite(draft).isBefore(now.minus(DEAD_UPLOAD))) {
                    SerialDraft.delete(draft);
                }
            }
        }
    }

    private static Instant lastWrite(Path folder) throws IOException {
        FileTime newest = Files.getLastModifiedTime(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
        }
        return newest.toInstant();
    }

    private static KeptBatch read(Path head) {
        try {
            return KeptBatch.fromJson(CanonicalJson.parse(Files.readAllBytes(head)));
        } catch (IOException e) {
            throw new UncheckedIOException(head + ": not readable", e);
        }
    }

    private Path folder(KeptBatch batch) {
        return folder(batch.terms().gtin(), batch.terms().lot());
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
