package org.touchmark.domain.batch;

import java.util.List;
import java.util.stream.IntStream;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;

/** The Merkle tree over a batch's pages, whose root the brand signs. */
public final class BatchTree {
    private final List<PageSummary> pages;
    private final MerkleTree tree;

    private BatchTree(List<PageSummary> pages) {
        this.pages = List.copyOf(pages);
        this.tree = MerkleTree.of(IntStream.range(0, pages.size())
                .mapToObj(number -> pages.get(number).leaf(number))
                .toList());
    }

    /** The tree of all pages of a batch, in the order of their numbers. */
    public static BatchTree of(List<PageSummary> pages) {
        return new BatchTree(pages);
    }

    public Bytes root() {
        return tree.root();
    }

    /** The units of all pages. */
    public long count() {
        return pages.stream().mapToLong(PageSummary::count).sum();
    }

    InclusionProof proof(int number) {
        return tree.proof(number);
    }
}
