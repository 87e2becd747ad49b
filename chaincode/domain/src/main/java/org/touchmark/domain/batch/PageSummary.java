package org.touchmark.domain.batch;

import java.nio.ByteBuffer;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;

/** What sealing needs of a page: its count and its root. */
public record PageSummary(int count, Bytes root) {
    static final int BYTES = Integer.BYTES + Sha256.LENGTH;

    public static PageSummary of(Page page) {
        return new PageSummary(page.count(), page.root());
    }

    /** Of a page whose runs are known, whose entries are then not hashed again. */
    public static PageSummary of(Page page, EntryRuns runs) {
        return new PageSummary(page.count(), runs.root());
    }

    /** The bytes that a page is in its batch's Merkle tree: number, count, root. */
    byte[] leaf(int number) {
        return ByteBuffer.allocate(2 * Integer.BYTES + Sha256.LENGTH)
                .putInt(number)
                .putInt(count)
                .put(root.toArray())
                .array();
    }

    static PageSummary read(byte[] bytes, int from) {
        return new PageSummary(
                ByteBuffer.wrap(bytes, from, Integer.BYTES).getInt(),
                Bytes.of(bytes, from + Integer.BYTES, Sha256.LENGTH));
    }

    /** The count, big-endian, and the root. */
    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putInt(count).put(root.toArray()).array();
    }
}
