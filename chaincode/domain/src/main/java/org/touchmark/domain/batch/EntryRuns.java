package org.touchmark.domain.batch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;

/**
 * The roots of a page's runs of {@value #LENGTH} consecutive entries: who keeps them proves an entry with the hashes of its
 * own run, where the page's tree alone takes thousands.
 *
 * <p>The length is a power of two and runs begin at its multiples, so that a run's tree is a whole subtree of the page's
 * (RFC 9162 section 2.1.1), as a {@link PageRun} is one of its batch's.
 *
 * @param roots in the order of the runs; none for an empty page
 */
public record EntryRuns(List<Bytes> roots) {
    /** Entries of every run but the last. */
    static final int LENGTH = 64;

    public EntryRuns {
        roots = List.copyOf(roots);
    }

    /** The runs of a page, for which all of its entries are hashed. */
    public static EntryRuns of(Page page) {
        List<Bytes> roots = new ArrayList<>();
        // One for all runs: to look up a provider's SHA-256 for each would take as long as hashing ten entries.
        MerkleTree.Builder tree = MerkleTree.builder(LENGTH);
        for (int from = 0; from < page.count(); from += LENGTH) {
            roots.add(page.root(tree, from, Math.min(page.count(), from + LENGTH)));
        }
        return new EntryRuns(roots);
    }

    /** How many runs a page of so many entries has. */
    private static int count(int entries) {
        return (entries + LENGTH - 1) / LENGTH;
    }

    /** Bytes of {@link #encode} for a page of so many entries. */
    public static int bytes(int entries) {
        return count(entries) * Sha256.LENGTH;
    }

    /** The roots, one behind the other. */
    public byte[] encode() {
        ByteBuffer packed = ByteBuffer.allocate(roots.size() * Sha256.LENGTH);
        roots.forEach(root -> packed.put(root.toArray()));
        return packed.array();
    }

    /** What {@link #encode} wrote. */
    public static EntryRuns decode(byte[] packed) {
        List<Bytes> roots = new ArrayList<>();
        for (int at = 0; at < packed.length; at += Sha256.LENGTH) {
            roots.add(Bytes.of(packed, at, Sha256.LENGTH));
        }
        return new EntryRuns(roots);
    }

    /** The page's root. */
    public Bytes root() {
        return roots.isEmpty() ? Page.emptyRoot() : MerkleTree.ofHashes(roots).root();
    }

    /** The proof that the entry at an index of the page is under its root. */
    InclusionProof proof(Page page, int index) {
        int run = index / LENGTH;
        List<Bytes> path = new ArrayList<>(tree(page, run).proof(index % LENGTH).path());
        path.addAll(MerkleTree.ofHashes(roots).proof(run).path());
        return new InclusionProof(index, page.count(), path);
    }

    private static MerkleTree tree(Page page, int run) {
        return page.tree(run * LENGTH, Math.min(page.count(), (run + 1) * LENGTH));
    }
}
