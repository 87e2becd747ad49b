package org.touchmark.gateway.registration;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.EntryRuns;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.unit.UnitDigest;

/**
 * The pages of a sealed batch in a file: 16.5 bytes a unit on the disk, and in memory 250 bytes a page, which is a megabyte
 * for ten million units. A proof reads one page and hashes one run of its entries.
 *
 * <p>The file: each page with its runs' roots, in any order; a table of all pages; the batch's root, where the
 * table begins, how many pages there are, and a mark.
 */
final class KeptPages {
    static final int ENTRY_BYTES = Long.BYTES + 2 * Integer.BYTES + Sha256.LENGTH;
    static final int FOOTER_BYTES = Sha256.LENGTH + Long.BYTES + 2 * Integer.BYTES;
    private static final int MARK = 0x544D4B31;

    private final Path file;
    private final PageLayout layout;
    private final List<Entry> entries;
    private final BatchTree tree;

    /** Where a page lies. */
    record Entry(long at, int bytes, PageSummary summary) {
        static void write(ByteBuffer table, int number, long at, int bytes, PageSummary summary) {
            table.putLong(number * ENTRY_BYTES, at)
                    .putInt(number * ENTRY_BYTES + Long.BYTES, bytes)
                    .putInt(number * ENTRY_BYTES + Long.BYTES + Integer.BYTES, summary.count())
                    .put(
                            (number + 1) * ENTRY_BYTES - Sha256.LENGTH,
                            summary.root().toArray());
        }

        static void writeFooter(ByteBuffer table, long at, Bytes root) {
            int pages = (table.capacity() - FOOTER_BYTES) / ENTRY_BYTES;
            table.position(pages * ENTRY_BYTES)
                    .put(root.toArray())
                    .putLong(at)
                    .putInt(pages)
                    .putInt(MARK);
        }

        private static Entry read(ByteBuffer table) {
            long at = table.getLong();
            int bytes = table.getInt();
            int count = table.getInt();
            byte[] root = new byte[Sha256.LENGTH];
            table.get(root);
            return new Entry(at, bytes, new PageSummary(count, Bytes.of(root)));
        }

        private boolean isBefore(long tableAt) {
            return at >= 0
                    && bytes >= 0
                    && bytes <= Page.MAX_BYTES
                    && summary.count() >= 0
                    && summary.count() <= Page.MAX_ENTRIES
                    && at <= tableAt - bytes - EntryRuns.bytes(summary.count());
        }
    }

    private KeptPages(Path file, List<Entry> entries) {
        this.file = file;
        this.entries = List.copyOf(entries);
        this.layout = new PageLayout(entries.size());
        this.tree = BatchTree.of(entries.stream().map(Entry::summary).toList());
    }

    /**
     * Opens a file that {@link PageKeeper} wrote.
     *
     * @throws IOException if it can't be read, or is no such file
     */
    static KeptPages open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long footerAt = channel.size() - FOOTER_BYTES;
            if (footerAt < 0) {
                throw new IOException(file + ": is shorter than its last entry");
            }
            ByteBuffer footer = read(channel, footerAt, FOOTER_BYTES);
            byte[] root = new byte[Sha256.LENGTH];
            footer.get(root);
            long tableAt = footer.getLong();
            int pages = footer.getInt();
            if (footer.getInt() != MARK
                    || pages < 1
                    || pages > PageLayout.MAX_PAGES
                    || tableAt != footerAt - (long) pages * ENTRY_BYTES) {
                throw new IOException(file + ": does not end as a file of pages does");
            }
            ByteBuffer table = read(channel, tableAt, pages * ENTRY_BYTES);
            List<Entry> entries = new ArrayList<>();
            for (int page = 0; page < pages; page++) {
                Entry entry = Entry.read(table);
                if (!entry.isBefore(tableAt)) {
                    throw new IOException(file + ": its table points beyond its pages");
                }
                entries.add(entry);
            }
            KeptPages kept = new KeptPages(file, entries);
            if (!kept.tree.root().equals(Bytes.of(root))) {
                throw new IOException(file + ": its table does not lead to the batch's root");
            }
            return kept;
        }
    }

    /**
     * The proof that a unit is in the batch; empty where it is not.
     *
     * @throws IOException if its page can't be read, or is not the one that was written
     */
    Optional<PresenceProof> proof(UnitDigest unit) throws IOException {
        int number = layout.pageOf(unit);
        Entry entry = entries.get(number);
        byte[] bytes = new byte[entry.bytes()];
        byte[] roots = new byte[EntryRuns.bytes(entry.summary().count())];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            read(channel, entry.at(), bytes.length + roots.length).get(bytes).get(roots);
        }
        try {
            return proof(unit, number, Page.parse(bytes), EntryRuns.decode(roots));
        } catch (RefusedException e) {
            throw new IOException(file + ": page " + number + " is damaged", e);
        }
    }

    private Optional<PresenceProof> proof(UnitDigest unit, int number, Page page, EntryRuns runs) throws IOException {
        OptionalInt index = page.indexOf(unit);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        if (page.count() != entries.get(number).summary().count()) {
            throw new IOException(file + ": page " + number + " is not the one that was kept");
        }
        PresenceProof proof = PresenceProof.of(tree, number, page, runs, index.getAsInt());
        if (!proof.proves(unit, tree.root(), layout)) {
            throw new IOException(file + ": page " + number + " does not lead to the batch's root");
        }
        return Optional.of(proof);
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("a file of pages ends too early");
            }
        }
        return bytes.flip();
    }
}
