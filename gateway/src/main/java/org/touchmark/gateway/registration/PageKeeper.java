package org.touchmark.gateway.registration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.batch.EntryRuns;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.gateway.config.DurableFiles;

/**
 * Writes a batch's pages into a file as they are made, in any order, for {@link KeptPages} to read. Without the file the
 * ledger does more work for each first hand-off, and that is all: so a disk that fails ends the keeping, and not the
 * registration. Safe for many threads.
 */
final class PageKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageKeeper.class);

    private final Path file;
    private final Path draft;
    private final ByteBuffer table;
    private @Nullable FileChannel channel;
    private long end;

    private PageKeeper(Path file, int pages) {
        this.file = file;
        this.draft = file.resolveSibling(file.getFileName() + ".draft");
        this.table = ByteBuffer.allocate(pages * KeptPages.ENTRY_BYTES + KeptPages.FOOTER_BYTES);
        try {
            channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Begins to keep the pages of a batch; {@code file} comes into its place when all are there. */
    static PageKeeper into(Path file, int pages) {
        return new PageKeeper(file, pages);
    }

    /** Keeps a page; each once. */
    void keep(int number, Page page, EntryRuns runs, PageSummary summary) {
        byte[] bytes = page.toBytes();
        byte[] behind = runs.encode();
        long at = reserve(number, bytes.length, behind.length, summary);
        try {
            write(ByteBuffer.wrap(bytes), at);
            write(ByteBuffer.wrap(behind), at + bytes.length);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private synchronized long reserve(int number, int bytes, int behind, PageSummary summary) {
        long at = end;
        end += bytes + behind;
        KeptPages.Entry.write(table, number, at, bytes, summary);
        return at;
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        FileChannel to;
        synchronized (this) {
            to = channel;
        }
        for (long position = at; to != null && bytes.hasRemaining(); ) {
            position += to.write(bytes, position);
        }
    }

    /** All pages are kept, and the batch is sealed with this root: from now on they are found. */
    synchronized void finish(Bytes root) {
        if (channel == null) {
            return;
        }
        try {
            KeptPages.Entry.writeFooter(table, end, root);
            write(table.rewind(), end);
            channel.force(true);
            channel.close();
            channel = null;
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                DurableFiles.forceFolder(folder);
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private synchronized void giveUp(IOException e) {
        LOG.warn("{}: can't be written; first hand-offs of the batch's units will be slower", file, e);
        close();
    }

    /** Forgets what is not finished. */
    @Override
    public synchronized void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            LOG.warn("{}: can't be deleted", draft, e);
        }
        channel = null;
    }
}
