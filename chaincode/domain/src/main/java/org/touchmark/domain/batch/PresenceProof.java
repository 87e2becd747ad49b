package org.touchmark.domain.batch;

import java.util.OptionalInt;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.unit.UnitDigest;

/**
 * The proof that a digest is in a batch: a path from its entry to its page's root, and one from there to the batch's.
 *
 * @param inPage the entry's index, the page's entries, and the path between
 * @param ordinal the entry's ordinal, an unsigned number that is part of its leaf; empty where the page has none
 * @param inBatch the page's number, the batch's pages, and the path between
 */
public record PresenceProof(InclusionProof inPage, OptionalInt ordinal, InclusionProof inBatch) {
    private static final long MAX_ORDINAL = 0xFFFF_FFFFL;

    /** The proof of the entry at an index of a page. */
    public static PresenceProof of(BatchTree batch, int number, Page page, int index) {
        return new PresenceProof(page.proof(index), page.ordinal(index), batch.proof(number));
    }

    /** Whether it proves that a digest is under a batch's root, in the page where that batch's layout has it. */
    public boolean proves(UnitDigest digest, Bytes batchRoot, PageLayout layout) {
        int number = layout.pageOf(digest);
        if (inBatch.size() != layout.pages() || inBatch.index() != number || inPage.size() > Page.MAX_ENTRIES) {
            return false;
        }
        return inPage.rootOf(Page.leaf(digest, ordinal))
                .map(root -> new PageSummary((int) inPage.size(), root).leaf(number))
                .filter(leaf -> inBatch.verifies(leaf, batchRoot))
                .isPresent();
    }

    public static PresenceProof fromJson(JsonObject json) {
        json.requireOnly("inPage", "ordinal", "inBatch");
        OptionalInt ordinal = json.has("ordinal")
                ? OptionalInt.of((int) json.number("ordinal", 0, MAX_ORDINAL))
                : OptionalInt.empty();
        return new PresenceProof(
                InclusionProof.fromJson(json.object("inPage")),
                ordinal,
                InclusionProof.fromJson(json.object("inBatch")));
    }

    public JsonObject toJson() {
        JsonObject.Builder json =
                JsonObject.builder().put("inPage", inPage.toJson()).put("inBatch", inBatch.toJson());
        ordinal.ifPresent(value -> json.put("ordinal", Integer.toUnsignedLong(value)));
        return json.build();
    }
}
