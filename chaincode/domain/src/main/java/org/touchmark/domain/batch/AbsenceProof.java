package org.touchmark.domain.batch;

import java.util.Optional;
import java.util.OptionalInt;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.unit.UnitDigest;

/**
 * The proof that a digest is not in a batch: the page in which it would lie, and the two entries between which it would
 * stand there, next to each other; one entry where it would be the page's first or last; none where the page is empty.
 *
 * @param before the last entry below the digest
 * @param after the first entry above it
 * @param inBatch the page's number, the batch's pages, and the path between
 */
public record AbsenceProof(Optional<Neighbour> before, Optional<Neighbour> after, InclusionProof inBatch) {

    /** An entry of a page, and the path to the page's root. */
    public record Neighbour(UnitDigest digest, OptionalInt ordinal, InclusionProof inPage) {
        static Neighbour of(Page page, int index) {
            return new Neighbour(page.digest(index), page.ordinal(index), page.proof(index));
        }

        Optional<Bytes> pageRoot() {
            return inPage.size() > Page.MAX_ENTRIES ? Optional.empty() : inPage.rootOf(Page.leaf(digest, ordinal));
        }

        static Neighbour fromJson(JsonObject json) {
            json.requireOnly("digest", "ordinal", "inPage");
            return new Neighbour(
                    UnitDigest.parse(json.text("digest")),
                    Page.ordinal(json),
                    InclusionProof.fromJson(json.object("inPage")));
        }

        JsonObject toJson() {
            JsonObject.Builder json =
                    JsonObject.builder().put("digest", digest.hex()).put("inPage", inPage.toJson());
            ordinal.ifPresent(value -> json.put("ordinal", Integer.toUnsignedLong(value)));
            return json.build();
        }
    }

    /**
     * The proof for a page that does not have a digest.
     *
     * @throws RefusedException ARGUMENT_INVALID if it does
     */
    static AbsenceProof of(Page page, UnitDigest digest, InclusionProof inBatch) {
        if (page.indexOf(digest).isPresent()) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "unit " + digest + " is in the page");
        }
        int above = page.countBelow(digest);
        return new AbsenceProof(
                above == 0 ? Optional.empty() : Optional.of(Neighbour.of(page, above - 1)),
                above == page.count() ? Optional.empty() : Optional.of(Neighbour.of(page, above)),
                inBatch);
    }

    /** Whether it proves that a digest is not under a batch's root, in the page where that batch's layout would have it. */
    public boolean proves(UnitDigest digest, Bytes batchRoot, PageLayout layout) {
        int number = layout.pageOf(digest);
        if (inBatch.size() != layout.pages() || inBatch.index() != number || !isBetween(digest)) {
            return false;
        }
        return page().filter(page -> inBatch.verifies(page.leaf(number), batchRoot))
                .isPresent();
    }

    private boolean isBetween(UnitDigest digest) {
        return before.stream().allMatch(below -> below.digest().compareTo(digest) < 0)
                && after.stream().allMatch(above -> above.digest().compareTo(digest) > 0);
    }

    /** The page that the neighbours are of; empty where they do not stand next to each other in one page. */
    private Optional<PageSummary> page() {
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.of(new PageSummary(0, Page.emptyRoot()));
        }
        long size = before.or(() -> after).orElseThrow().inPage().size();
        long below = before.map(entry -> entry.inPage().index()).orElse(-1L);
        long above = after.map(entry -> entry.inPage().index()).orElse(size);
        boolean oneSize = after.stream().allMatch(entry -> entry.inPage().size() == size);
        if (!oneSize || above != below + 1) {
            return Optional.empty();
        }
        Optional<Bytes> root = before.or(() -> after).flatMap(Neighbour::pageRoot);
        boolean oneRoot = after.stream().allMatch(entry -> entry.pageRoot().equals(root));
        return oneRoot ? root.map(found -> new PageSummary((int) size, found)) : Optional.empty();
    }

    public static AbsenceProof fromJson(JsonObject json) {
        json.requireOnly("before", "after", "inBatch");
        return new AbsenceProof(
                Optional.ofNullable(json.optionalObject("before")).map(Neighbour::fromJson),
                Optional.ofNullable(json.optionalObject("after")).map(Neighbour::fromJson),
                InclusionProof.fromJson(json.object("inBatch")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .putIfPresent("before", before.map(Neighbour::toJson).orElse(null))
                .putIfPresent("after", after.map(Neighbour::toJson).orElse(null))
                .put("inBatch", inBatch.toJson())
                .build();
    }
}
