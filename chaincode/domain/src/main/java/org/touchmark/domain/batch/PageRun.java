package org.touchmark.domain.batch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;

/**
 * Up to {@value #LENGTH} consecutive pages of a batch, and the tree over them.
 *
 * <p>The length is a power of two and runs begin at its multiples, so that a run's tree is a whole subtree of the batch's
 * (RFC 9162 section 2.1.1 splits at powers of two): the root over all pages is the root over the runs' roots, and a batch
 * of ten million is sealed run by run.
 *
 * @param number the run's place among the batch's, from 0
 */
record PageRun(int number, List<PageSummary> pages) {
    /** Pages of every run but the last. */
    static final int LENGTH = 256;

    PageRun {
        pages = List.copyOf(pages);
    }

    /** The run that a page belongs to. */
    static int of(int page) {
        return page / LENGTH;
    }

    /** How many runs a layout has. */
    static int count(PageLayout layout) {
        return (layout.pages() + LENGTH - 1) / LENGTH;
    }

    /** The numbers of a run's pages. */
    static IntStream pages(int number, PageLayout layout) {
        return IntStream.range(number * LENGTH, Math.min(layout.pages(), (number + 1) * LENGTH));
    }

    /** The units of all its pages. */
    long units() {
        return pages.stream().mapToLong(PageSummary::count).sum();
    }

    Head head() {
        return new Head(units(), tree().root());
    }

    /** The proof that a page is under a batch's root, given the roots of all the batch's runs. */
    InclusionProof proof(int page, PageLayout layout, List<Bytes> roots) {
        List<Bytes> path = new ArrayList<>(tree().proof(page % LENGTH).path());
        path.addAll(MerkleTree.ofHashes(roots).proof(number).path());
        return new InclusionProof(page, layout.pages(), path);
    }

    private MerkleTree tree() {
        MerkleTree.Builder tree = MerkleTree.builder(pages.size());
        for (int i = 0; i < pages.size(); i++) {
            tree.add(pages.get(i).leaf(number * LENGTH + i));
        }
        return tree.build();
    }

    static PageRun decode(int number, byte[] packed) {
        List<PageSummary> pages = new ArrayList<>();
        for (int at = 0; at < packed.length; at += PageSummary.BYTES) {
            pages.add(PageSummary.read(packed, at));
        }
        return new PageRun(number, pages);
    }

    byte[] encode() {
        ByteBuffer packed = ByteBuffer.allocate(pages.size() * PageSummary.BYTES);
        pages.forEach(page -> packed.put(page.toBytes()));
        return packed.array();
    }

    /** What sealing needs of a run: the units of its pages, and its tree's root. */
    record Head(long units, Bytes root) {
        static final int BYTES = Long.BYTES + Sha256.LENGTH;

        static Head decode(byte[] bytes) {
            return new Head(ByteBuffer.wrap(bytes).getLong(), Bytes.of(bytes, Long.BYTES, Sha256.LENGTH));
        }

        byte[] encode() {
            return ByteBuffer.allocate(BYTES).putLong(units).put(root.toArray()).array();
        }
    }

    /** The root over all runs of a batch. */
    static Bytes batchRoot(List<Bytes> roots) {
        return MerkleTree.ofHashes(roots).root();
    }

    static byte[] encodeRoots(List<Bytes> roots) {
        ByteBuffer packed = ByteBuffer.allocate(roots.size() * Sha256.LENGTH);
        roots.forEach(root -> packed.put(root.toArray()));
        return packed.array();
    }

    static List<Bytes> decodeRoots(byte[] packed) {
        List<Bytes> roots = new ArrayList<>();
        for (int at = 0; at < packed.length; at += Sha256.LENGTH) {
            roots.add(Bytes.of(packed, at, Sha256.LENGTH));
        }
        return roots;
    }

    /** A run whose pages are all there; refuses with PAGES_MISSING otherwise. */
    static PageRun gather(int number, PageLayout layout, IntFunction<Optional<PageSummary>> summary) {
        return new PageRun(
                number,
                pages(number, layout)
                        .mapToObj(page -> summary.apply(page).orElseThrow(() -> SealRules.missing(page)))
                        .toList());
    }
}
