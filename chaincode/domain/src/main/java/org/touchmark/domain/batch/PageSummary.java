package org.touchmark.domain.batch;

import java.nio.ByteBuffer;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;

/** What sealing needs of a page: its count and its root. */
public record PageSummary(int count, Bytes root) {
    public static PageSummary of(Page page) {
        return new PageSummary(page.count(), page.root());
    }

    /** The bytes that a page is in its batch's Merkle tree: number, count, root. */
    byte[] leaf(int number) {
        return ByteBuffer.allocate(2 * Integer.BYTES + Sha256.LENGTH)
                .putInt(number)
                .putInt(count)
                .put(root.toArray())
                .array();
    }

    public static PageSummary fromJson(JsonObject json) {
        return new PageSummary(json.integer("count", 0, Page.MAX_ENTRIES), json.hex("root", Sha256.LENGTH));
    }

    public JsonObject toJson() {
        return JsonObject.builder().put("count", count).putHex("root", root).build();
    }
}
